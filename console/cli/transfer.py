"""`lac transfer`: a conversation given to a department or an agent, with a note."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, add_conversation, add_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.services.transfer import TransferTarget

DESCRIPTION = """\
Give a conversation to a department or an agent, with a note if there is one. It
is read back afterwards, and the note is in the conversation exactly once."""

EXAMPLES = """\
examples:
  lac transfer ABC-D12-EF3 --department Billing -m 'Charged twice.'
  lac transfer ABC-D12-EF3 --to tomas@acme.com
  lac transfer ABC-D12-EF3 --me"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "transfer", DESCRIPTION, EXAMPLES, run_transfer, changes=True)
    add_conversation(parser)
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--department", metavar="NAME", help="id or name of a department")
    whom.add_argument("--to", metavar="EMAIL", help="address or userid of an agent")
    whom.add_argument("--me", action="store_true", help="take it yourself")
    add_text(parser, "note that goes with it")
    add_common(parser)


def run_transfer(options: argparse.Namespace) -> int:
    """Transfer a conversation."""
    from console.cli.access import with_services
    from console.cli.texts import given_text

    given = options.message is not None or options.file is not None
    note = (given_text(options) or "") if given else ""
    return with_services(options, lambda work: _transfer(options, work, note))


def _transfer(options: argparse.Namespace, work: Work, note: str) -> int:
    from console.cli.outcome import Outcome, State, tell

    services = work.services
    work.wait(services.session.identify())
    target = work.wait(_target(options, work))
    work.wait(services.transfers.transfer(options.conversation, target, note))
    words = f"{options.conversation} is with {target.name} now{', with the note' if note else ''}."
    if not target.online:
        words += f" {target.name} is offline."
    facts = {
        "conversation": options.conversation,
        "to": {"kind": target.kind.value, "id": target.id, "name": target.name, "online": target.online},
        "note": bool(note),
    }
    return tell(options, Outcome(State.CONFIRMED, words, facts))


async def _target(options: argparse.Namespace, work: Work) -> TransferTarget:
    client = await work.services.engine.client()
    return await (_department(client, options.department) if options.department else _agent(options, client, work))


async def _department(client: LiveAgentClient, name: str) -> TransferTarget:
    from console.cli.departments import find_department
    from console.services.transfer import TargetKind, TransferTarget

    found = await find_department(client, name)
    online = bool(set(found.onlinestatus) & set("MTP"))
    return TransferTarget(TargetKind.DEPARTMENT, found.departmentid, found.name, online, "", "")


async def _agent(options: argparse.Namespace, client: LiveAgentClient, work: Work) -> TransferTarget:
    from console.api.errors import NotFoundError
    from console.services.mapping import full_name
    from console.services.transfer import TargetKind, TransferTarget

    named = work.connection.agent if options.me else options.to
    try:
        agent = await client.agents.info(named)
    except NotFoundError:
        raise CommandError(ExitCode.NOT_FOUND, f"The server has no agent {named}.") from None
    states = {one.id: one.onlineStatus for one in await client.online_status.agents()}
    online = bool(set(states.get(agent.userid, "")) & set("MTP"))
    name = full_name(agent.firstname, agent.lastname) or agent.email
    return TransferTarget(TargetKind.AGENT, agent.userid, name, online or options.me, "", "")
