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
    from datetime import datetime, timedelta

    from console.api.errors import ApiError
    from console.api.exchange import Answer, Transport
    from console.cli.connection import Connection
    from console.contract.application import ApplicationStatus
    from console.contract.endpoint import Method

TOLERATED_SKEW = 120
"""Seconds that two clocks may differ before it is worth a word."""

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

    return asyncio.run(_check(resolve_connection(options)))


async def _check(connection: Connection) -> int:
    from console.api.client import LiveAgentClient, now_utc
    from console.api.errors import ApiError, NotFoundError
    from console.api.transport import over_network

    try:
        transport = _DateWatch(over_network(connection.url, connection.key, ca_file=connection.ca_file))
        async with LiveAgentClient(transport, zone=connection.zone) as client:
            status = await client.application.status()
            say(f"server       LiveAgent {status.liveagentversion or 'of unknown version'} at {connection.url}")
            for line in _clock_lines(status, transport.date, now_utc(), connection.zone):
                say(line)
            departments = [one for one in await client.departments.list() if one.deleted != "Y"]
            say(f"departments  {len(departments)}")
            try:
                agent = await client.agents.info(connection.agent)
            except NotFoundError:
                message = f"The server has no agent {connection.agent}; check LIVEAGENT_AGENT or --agent."
                raise CommandError(ExitCode.NOT_FOUND, message) from None
            name = " ".join(part for part in (agent.firstname, agent.lastname) if part)
            say(f"agent        {name or agent.systemname} <{agent.email}>")
    except ApiError as error:
        raise CommandError(exit_code_of(error), error.message) from None
    say("Everything is set up right.")
    return ExitCode.OK


def exit_code_of(error: ApiError) -> ExitCode:
    """The exit code for a call that failed."""
    from console.api import errors

    for kinds, code in (
        ((errors.AddressError, errors.IdentifierError), ExitCode.USAGE),
        (errors.ApiConnectionError, ExitCode.UNREACHABLE),
        (errors.KeyRefusedError, ExitCode.KEY_REFUSED),
        (errors.NotFoundError, ExitCode.NOT_FOUND),
        ((errors.UnavailableError, errors.RateLimitedError), ExitCode.UNAVAILABLE),
    ):
        if isinstance(error, kinds):
            return code
    return ExitCode.NOT_API


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

    def redact(self, text: str) -> str:
        """The text with the key taken out."""
        return self._inner.redact(text)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


def _clock_lines(status: ApplicationStatus, date: str, now: datetime, zone: str) -> list[str]:
    """What there is to say of the clocks: that of the answer's header, and the server's own in its zone."""
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    lines = []
    try:
        answered = parsedate_to_datetime(date)
    except ValueError:
        lines.append("clock        the server does not say what time it is")
    else:
        skew = (answered if answered.tzinfo else answered.replace(tzinfo=UTC)) - now
        lines.append(f"clock        {_skew_words(skew)}")
    local = status.current_server_time.at
    if local is None:
        lines.append(f"zone         {zone}, as set; the server does not say its own time")
    elif abs((local - now).total_seconds()) < TOLERATED_SKEW:
        lines.append(f"zone         {zone}, which fits the server's time")
    else:
        hours = (local - now).total_seconds() / 3600
        lines.append(f"zone         {zone} does not fit: the server's time is {hours:+.1f} h away; set --zone")
    return lines


def _skew_words(skew: timedelta) -> str:
    seconds = skew.total_seconds()
    if abs(seconds) < TOLERATED_SKEW:
        return "agrees with this machine's"
    ahead = "ahead of" if seconds > 0 else "behind"
    return f"the server's is {abs(seconds) / 60:.0f} minutes {ahead} this machine's; ages are shown wrong by that"
