"""`lac check`: is everything set up right, and if not, what is wrong, in words."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.open_console import add_connection_options
from console.cli.printing import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.exchange import Answer, Transport
    from console.cli.connection import Connection
    from console.config.model import Settings
    from console.contract.endpoint import Method

DESCRIPTION = """\
Connect with the settings that `lac` would use, and say what is there: the
server's version, the agent, the departments, the clocks and the zone. When
something is wrong, one sentence on standard error says what, and the exit code
says which kind of thing it is."""

EXAMPLES = """\
examples:
  lac check
  lac check --url https://acme.ladesk.com --agent ana@acme.com
  lac check >/dev/null && lac"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "check", help="say whether server, key and agent are right", description=DESCRIPTION, epilog=EXAMPLES
    )
    add_connection_options(parser, inherited=True)
    parser.set_defaults(command=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Ask the server a few harmless questions and print what came."""
    import asyncio

    from console.cli.connection import resolve_connection

    return asyncio.run(check(resolve_connection(options)))


async def check(connection: Connection) -> int:
    """Say what is there with these settings; raises `CommandError` with a sentence when something is wrong."""
    from console.api.client import LiveAgentClient, now_utc
    from console.api.errors import NotFoundError
    from console.api.transport import over_network
    from console.cli.clocks import Clocks
    from console.cli.errors import in_words

    settings = connection.settings
    with in_words():
        transport = _DateWatch(over_network(connection.url, connection.key, ca_file=settings.server.ca_file))
        async with LiveAgentClient(transport, zone=settings.server.zone) as client:
            status = await client.application.status()
            say(f"server       LiveAgent {status.liveagentversion or 'of unknown version'} at {connection.url}")
            clocks = Clocks(now_utc(), transport.date, status.current_server_time.at, settings.server.zone)
            say(f"clock        {clocks.skew_words()}", f"zone         {clocks.zone_words()}")
            departments = [one for one in await client.departments.list() if one.deleted != "Y"]
            say(f"departments  {len(departments)}")
            try:
                agent = await client.agents.info(connection.agent)
            except NotFoundError:
                message = f"The server has no agent {connection.agent}. It must be the address that you log in with."
                raise CommandError(ExitCode.NOT_FOUND, message) from None
            name = " ".join(part for part in (agent.firstname, agent.lastname) if part)
            say(f"agent        {name or agent.systemname} <{agent.email}>")
    if settings.keys:
        say(f"keys         {_keys_words(settings)}")
    say("Everything is set up right." if clocks.zone_fits else "Server, key and agent are right; the zone is not.")
    return ExitCode.OK if clocks.zone_fits else ExitCode.USAGE


def _keys_words(settings: Settings) -> str:
    """Whether the keys of one's own have an effect."""
    from console.ui.actions import actions_for
    from console.ui.actions.keymap import Keymap
    from console.ui.presets import load_preset

    troubles = Keymap.of(actions_for(settings.keys), settings.keys, load_preset(settings.ui.keymap)).troubles()
    if not troubles:
        return "all have an effect"
    return f"{len(troubles)} without effect: {troubles[0]}" + ("; lac keys --check says all" if troubles[1:] else "")


class _DateWatch:
    """A transport that remembers what time the last answer says it is."""

    def __init__(self, inner: Transport) -> None:
        self.date = ""
        self._inner = inner

    async def send(
        self, method: Method, path: str, params: Mapping[str, str], *, headers: Mapping[str, str], write: bool
    ) -> Answer:
        """The answer of the transport inside."""
        answer = await self._inner.send(method, path, params, headers=headers, write=write)
        self.date = answer.headers.get("date", "")
        return answer

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()
