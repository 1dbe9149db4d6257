"""`lac tag`: the tags of a conversation."""

from __future__ import annotations

import argparse
from functools import partial

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, add_conversation
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.cli.access import Calls
    from console.cli.lazy import Commands
    from console.cli.outcome import Step

DESCRIPTION = """\
Show the tags of a conversation, put some on it, or take some off. A tag must be
there already; --create makes it. The tags are read back afterwards."""

EXAMPLES = """\
examples:
  lac tag ABC-D12-EF3
  lac tag ABC-D12-EF3 refund urgent
  lac tag ABC-D12-EF3 chargeback --create --remove refund"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "tag", DESCRIPTION, EXAMPLES, run_tag, changes=True)
    add_conversation(parser)
    parser.add_argument("names", metavar="TAG", nargs="*", default=[], help="names of tags to put on it")
    parser.add_argument("--remove", metavar="TAG", action="append", default=[], help="take one off; may be repeated")
    parser.add_argument("--create", action="store_true", help="make tags that are not there yet")
    add_common(parser)


def run_tag(options: argparse.Namespace) -> int:
    """Show or change the tags."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _tag(options, calls))


async def _tag(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.outcome import one_after_another, tell

    client, conversation = calls.client, options.conversation
    has = await _names(client, conversation)
    if not options.names and not options.remove:
        return _show(options, has)
    await _make_known(options, client)
    facts = {"conversation": conversation, "added": options.names, "removed": options.remove}
    return tell(options, await one_after_another(_steps(options, client, has), facts))


def _show(options: argparse.Namespace, has: list[str]) -> int:
    if options.json:
        say_json({"conversation": options.conversation, "tags": has})
    elif has:
        say(*has)
    else:
        complain("It has no tags.")
    return ExitCode.OK


def _steps(options: argparse.Namespace, client: LiveAgentClient, has: list[str]) -> list[Step]:
    from console.cli.outcome import Step, nothing

    conversation, known = options.conversation, {one.casefold() for one in has}

    async def is_there(name: str) -> bool:
        return name.casefold() in {one.casefold() for one in await _names(client, conversation)}

    async def is_gone(name: str) -> bool:
        return not await is_there(name)

    put, take = client.conversations.add_tag, client.conversations.remove_tag
    return [
        *(
            Step(
                nothing if name.casefold() in known else partial(put, conversation, name=name),
                partial(is_there, name),
                f"{name} is on it.",
            )
            for name in options.names
        ),
        *(
            Step(
                partial(take, conversation, name=name) if name.casefold() in known else nothing,
                partial(is_gone, name),
                f"{name} is not on it any more.",
            )
            for name in options.remove
        ),
    ]


async def _make_known(options: argparse.Namespace, client: LiveAgentClient) -> None:
    """Make the tags that are not there yet, where that is wished; raises `CommandError` where it is not."""
    known = {one.name.casefold(): one.name for one in await client.tags.list()}
    for name in options.names:
        if name.casefold() in known:
            continue
        if not options.create:
            raise CommandError(ExitCode.NOT_FOUND, f"There is no tag {name!r}; --create makes it.")
        await client.tags.create(name)


async def _names(client: LiveAgentClient, conversation: str) -> list[str]:
    return [one.name or one.id for one in await client.conversations.tags(conversation)]
