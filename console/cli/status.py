"""`lac status`: a conversation made answered, resolved or open."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import SETTABLE, STATUSES, add_command, add_common, add_conversation, add_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.cli.outcome import Outcome

DESCRIPTION = """\
Make a conversation answered, resolved or open; the API can set no other status.
It is read back afterwards. A note goes first, as with lac note, and the status is
set once the note has arrived."""

EXAMPLES = """\
examples:
  lac status ABC-D12-EF3 resolved
  lac status ABC-D12-EF3 open -m 'The bank has sent it back.'
  lac queue --status open --json | jq -r '.conversations[].code' |
      xargs -I{} lac status {} answered"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "status", DESCRIPTION, EXAMPLES, run_status, changes=True)
    add_conversation(parser)
    parser.add_argument("status", metavar="STATUS", choices=SETTABLE, help="answered, resolved or open")
    add_text(parser, "note that says why")
    add_common(parser)


def run_status(options: argparse.Namespace) -> int:
    """Set the status."""
    from console.cli.access import with_services
    from console.cli.texts import given_text

    given = options.message is not None or options.file is not None
    note = (given_text(options) or "") if given else ""
    return with_services(options, lambda work: _set(options, work, note))


def _set(options: argparse.Namespace, work: Work, note: str) -> int:
    from console.cli.errors import exit_code_of_service
    from console.cli.outcome import Outcome, State, tell
    from console.contract.enums import ConversationStatus
    from console.services.errors import ServiceError

    work.wait(work.services.session.identify())
    facts: dict[str, object] = {"conversation": options.conversation, "status": options.status, "note": bool(note)}
    if note:
        noted = _note(options, work, note)
        if noted.state is not State.CONFIRMED:
            words = f"{noted.message} The status was not changed."
            return tell(options, Outcome(noted.state, words, {**noted.facts, **facts}))
    try:
        status = ConversationStatus(STATUSES[options.status])
        work.wait(work.services.statuses.set_status(options.conversation, status))
    except ServiceError as error:
        said = f"The note is in the conversation. {error.message}" if note else error.message
        raise CommandError(exit_code_of_service(error), said) from None
    words = f"{options.conversation} is {options.status}{', with the note' if note else ''}."
    return tell(options, Outcome(State.CONFIRMED, words, facts))


def _note(options: argparse.Namespace, work: Work, note: str) -> Outcome:
    """Write the note, once, and see that it arrived; a note that is being written in the console is left alone."""
    from console.cli.writing import write
    from console.contract.enums import SendType

    thread = work.wait(work.services.threads.load(options.conversation))
    draft = work.services.replies.draft(thread.row.id, SendType.NOTE)
    if draft is not None and draft.text.strip() not in ("", note.strip()):
        message = "There is a draft of another note in this conversation; `lac note ID --draft` sends it."
        raise CommandError(ExitCode.NOT_DONE, f"{message} Nothing was changed.")
    return write(work, thread, SendType.NOTE, note)
