"""`lac status`: a conversation made answered, resolved or open."""

from __future__ import annotations

import argparse

from console.cli.options import SETTABLE, STATUSES, add_command, add_common, add_conversation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Work
    from console.cli.lazy import Commands

DESCRIPTION = """\
Make a conversation answered, resolved or open; the API can set no other status.
It is read back afterwards."""

EXAMPLES = """\
examples:
  lac status ABC-D12-EF3 resolved
  lac queue --status open --json | jq -r '.conversations[].code' |
      xargs -I{} lac status {} answered"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "status", DESCRIPTION, EXAMPLES, run_status, changes=True)
    add_conversation(parser)
    parser.add_argument("status", metavar="STATUS", choices=SETTABLE, help="answered, resolved or open")
    add_common(parser)


def run_status(options: argparse.Namespace) -> int:
    """Set the status."""
    from console.cli.access import with_services

    return with_services(options, lambda work: _set(options, work))


def _set(options: argparse.Namespace, work: Work) -> int:
    from console.cli.outcome import Outcome, State, tell
    from console.contract.enums import ConversationStatus

    work.wait(work.services.session.identify())
    status = ConversationStatus(STATUSES[options.status])
    work.wait(work.services.statuses.set_status(options.conversation, status))
    facts = {"conversation": options.conversation, "status": options.status}
    return tell(options, Outcome(State.CONFIRMED, f"{options.conversation} is {options.status}.", facts))
