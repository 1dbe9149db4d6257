"""`lac presence`: who is online, and what waits where."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.options import add_command, add_common
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = "Show which agents are online and for what, and what waits in each department."

EXAMPLES = """\
examples:
  lac presence
  lac presence --json | jq '[.departments[].waiting] | add'"""

SERVICES = {"M": "tickets", "T": "chat", "P": "phone"}


def add_to(commands: Commands) -> None:
    """Register the command."""
    add_common(add_command(commands, "presence", DESCRIPTION, EXAMPLES, run_presence))


def run_presence(options: argparse.Namespace) -> int:
    """Print who is online."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _presence(options, calls))


def services(letters: str) -> list[str]:
    """What somebody is online for, in words; nothing when offline."""
    return [word for letter, word in SERVICES.items() if letter in letters]


async def _presence(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.table import Column, screen_width, table_lines
    from console.services.mapping import full_name

    agents: list[dict[str, object]] = [
        {
            "id": one.id,
            "name": full_name(one.firstname, one.lastname) or one.username,
            "username": one.username,
            "online": services(one.onlineStatus),
        }
        for one in await calls.client.online_status.agents()
    ]
    departments: list[dict[str, object]] = [
        {
            "id": one.id,
            "name": one.name,
            "online": services(one.onlineStatus),
            "new": one.new_count,
            "replies": one.customer_reply_count,
            "waiting": one.new_count + one.customer_reply_count,
            "chats": one.chat_count,
            "total": one.total_count,
        }
        for one in await calls.client.online_status.departments()
    ]
    if options.json:
        say_json({"agents": agents, "departments": departments})
        return ExitCode.OK
    numbers = [Column(name, right=True, rank=1) for name in ("new", "replies", "chats")]
    columns = (Column("department", least=10), Column("online for"), *numbers)
    keys = ("name", "online", "new", "replies", "chats")
    say(*table_lines(columns, _cells(departments, keys), screen_width()), "")
    agents.sort(key=lambda agent: (not agent["online"], str(agent["name"]).casefold()))
    say(
        *table_lines(
            (Column("agent", least=10), Column("online for")), _cells(agents, ("name", "online")), screen_width()
        )
    )
    return ExitCode.OK


def _cells(things: Sequence[dict[str, object]], keys: Sequence[str]) -> list[list[str]]:
    from console.cli.rows import words

    return [
        [words(thing[key]) or "offline" if key == "online" else words(thing[key]) for key in keys] for thing in things
    ]
