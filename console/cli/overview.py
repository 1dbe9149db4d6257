"""`lac overview`: chats and phone calls right now."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.options import add_command, add_common
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = "Show chats and phone calls at this moment: how many run, and how many wait."

EXAMPLES = """\
examples:
  lac overview
  lac overview --json"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    add_common(add_command(commands, "overview", DESCRIPTION, EXAMPLES, run_overview))


def run_overview(options: argparse.Namespace) -> int:
    """Print the numbers."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _overview(options, calls))


async def _overview(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.table import pair_lines

    chats, phone = await calls.client.overview.chats(), await calls.client.overview.calls()
    if options.json:
        numbers = {"visitors": chats.visitors, "running": chats.chats, "waiting": chats.queue, "agents": chats.agents}
        running = {"running": phone.running, "ringing": phone.ringing, "waiting": phone.inqueue}
        say_json({"chats": numbers, "calls": running})
        return ExitCode.OK
    say(
        *pair_lines(
            [
                ("chats", f"{chats.chats} running, {chats.queue} waiting"),
                ("visitors", f"{chats.visitors} on the site, {chats.agents} agents online for chat"),
                ("calls", f"{phone.running} running, {phone.ringing} ringing, {phone.inqueue} waiting"),
            ]
        )
    )
    return ExitCode.OK
