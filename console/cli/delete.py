"""`lac delete`: a conversation thrown away."""

from __future__ import annotations

import argparse
from functools import partial

from console.cli.options import add_command, add_common, add_conversation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = """\
Delete a conversation. The API cannot bring it back, so you are asked first at a
terminal, and --yes is needed everywhere else."""

EXAMPLES = """\
examples:
  lac delete ABC-D12-EF3
  lac delete ABC-D12-EF3 --yes -m 'Sent by mistake.'"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "delete", DESCRIPTION, EXAMPLES, run_delete, changes=True)
    add_conversation(parser)
    parser.add_argument("-m", "--message", metavar="TEXT", help="a note that says why")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_common(parser)


def run_delete(options: argparse.Namespace) -> int:
    """Delete a conversation."""
    from console.cli.access import with_client
    from console.cli.outcome import make_certain

    make_certain(options, f"Delete {options.conversation}? It cannot be brought back.")
    return with_client(options, lambda calls: _delete(options, calls), agent=True)


async def _delete(options: argparse.Namespace, calls: Calls) -> int:
    from console.api.errors import NotFoundError
    from console.cli.creating import agent_id
    from console.cli.outcome import Outcome, State, make_sure, tell
    from console.cli.remembered import remember
    from console.contract.enums import ConversationStatus

    conversations = calls.client.conversations
    info = await conversations.info(options.conversation)
    name, facts = info.code or info.conversationid, {"conversation": {"id": info.conversationid, "code": info.code}}
    if info.status is ConversationStatus.DELETED:
        return tell(options, Outcome(State.CONFIRMED, f"{name} was deleted already.", facts))

    async def seen() -> bool:
        try:
            now = await conversations.info(info.conversationid)
        except NotFoundError:
            now = info.model_copy(update={"status": ConversationStatus.DELETED})
        remember(calls.connection, now)
        return now.status is ConversationStatus.DELETED

    by = await agent_id(calls)
    change = partial(conversations.delete, info.conversationid, by=by, note=options.message)
    return tell(options, await make_sure(change, seen, done=f"{name} is deleted.", facts=facts))
