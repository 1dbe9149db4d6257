"""`lac transfer`: a conversation given to a department, an agent or both, with a note."""

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
Give a conversation to a department, to an agent where it is, or to an agent in a
department, with a note if there is one. It is read back afterwards, and the note
is in the conversation exactly once."""

EXAMPLES = """\
examples:
  lac transfer ABC-D12-EF3 --department Billing -m 'Charged twice.'
  lac transfer ABC-D12-EF3 --to tomas@acme.com
  lac transfer ABC-D12-EF3 --to tomas@acme.com --department Billing
  lac transfer ABC-D12-EF3 --me"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "transfer", DESCRIPTION, EXAMPLES, run_transfer, changes=True)
    add_conversation(parser)
    parser.add_argument("--department", metavar="NAME", help="id or name of a department; alone, nobody has it there")
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--to", metavar="EMAIL", help="address or userid of an agent")
    whom.add_argument("--me", action="store_true", help="take it yourself")
    add_text(parser, "note that goes with it")
    add_common(parser)


def run_transfer(options: argparse.Namespace) -> int:
    """Transfer a conversation."""
    from console.cli.access import with_services
    from console.cli.texts import given_text

    if not (options.department or options.to or options.me):
        raise CommandError(ExitCode.USAGE, "Say who gets it: --department, --to, --me, or a department and an agent.")
    given = options.message is not None or options.file is not None
    note = (given_text(options) or "") if given else ""
    return with_services(options, lambda work: _transfer(options, work, note))


def _transfer(options: argparse.Namespace, work: Work, note: str) -> int:
    from console.cli.outcome import Outcome, State, tell

    services = work.services
    work.wait(services.session.identify())
    target, place = work.wait(_target(options, work))
    within = place.id if place else ""
    work.wait(services.transfers.transfer(options.conversation, target, note, within=within))
    where = f" in {place.name}" if place else ""
    words = f"{options.conversation} is with {target.name}{where} now{', with the note' if note else ''}."
    if not target.online:
        words += f" {target.name} is offline."
    facts = {
        "conversation": options.conversation,
        "to": {"kind": target.kind.value, "id": target.id, "name": target.name, "online": target.online},
        "department": {"id": place.id, "name": place.name} if place else None,
        "note": bool(note),
    }
    return tell(options, Outcome(State.CONFIRMED, words, facts))


async def _target(options: argparse.Namespace, work: Work) -> tuple[TransferTarget, TransferTarget | None]:
    """Who gets it, and for an agent in which department, when that is to change too."""
    client = await work.services.engine.client()
    place = await _department(client, options.department) if options.department else None
    if place is not None and not (options.to or options.me):
        return place, None
    return await _agent(options, client, work), place


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
