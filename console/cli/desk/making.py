"""`lac desk init`: a new desk with all that it needs."""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, opened
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import complain, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

DESCRIPTION = """\
Make a new desk in an empty database: a department, the agent who owns it, and
the first API key. The key is printed on standard output, this once; the desk
keeps only a digest of it."""

EXAMPLES = """\
examples:
  lac desk init --owner ana@acme.example --name 'Ana Kovac'
  lac desk init --owner ana@acme.example --department Support --zone Europe/Vienna
  lac desk init --owner ana@acme.example --db postgresql+psycopg://lac@db/lac
  lac desk init --owner ana@acme.example > key && chmod 600 key"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    from console.contract.zone import DEFAULT_ZONE

    parser = commands.add_parser("init", description=DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("--owner", metavar="EMAIL", required=True, help="address of the agent who owns the desk")
    parser.add_argument("--name", metavar="NAME", help="the owner's name (what is before the @)")
    parser.add_argument("--department", metavar="NAME", default="General", help="the first department (%(default)s)")
    parser.add_argument(
        "--zone", metavar="ZONE", default=DEFAULT_ZONE, help="zone of the times it serves (%(default)s)"
    )
    add_database(parser)
    parser.set_defaults(command=run_init)


def run_init(options: argparse.Namespace) -> int:
    """Make the desk and print its first key."""
    from console.cli import crash
    from console.cli.desk.agents import names_of
    from console.contract.enums import AgentRole
    from console.desk.admin import NewAgent, init_desk
    from console.desk.db import utc_now

    _check_zone(options.zone)
    owner = NewAgent(options.owner, *names_of(options), role=AgentRole.OWNER)
    with opened(options, create=True) as database:
        key = init_desk(database, department_name=options.department, owner=owner, zone=options.zone, now=utc_now())
    crash.hide(lambda: key)
    complain(f"The desk has the department {options.department} and the owner {options.owner}.")
    complain("This is its first API key, shown this once:")
    say(key)
    return ExitCode.OK


def _check_zone(name: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f"There is no time zone {name}; names look like Europe/Bratislava."
        raise CommandError(ExitCode.USAGE, message) from None
