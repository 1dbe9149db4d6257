"""`lac desk check`: is the database consistent?"""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, opened
from console.cli.exit_codes import ExitCode
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

DESCRIPTION = f"""\
Look whether the database is whole and says nothing that contradicts itself: its
file, what its rows refer to, the order of messages, times, codes, tags, and what
the reports count. Changes nothing, and works while the desk serves.

The exit code is {ExitCode.OK:d} when all is well, and {ExitCode.INCONSISTENT:d} when something was found."""

EXAMPLES = """\
examples:
  lac desk check
  lac desk check --db backup.db && echo good
  lac desk check --json"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("check", description=DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_database(parser)
    parser.set_defaults(command=run_check)


def run_check(options: argparse.Namespace) -> int:
    """Print what was found, in words."""
    from console.desk.checking import check_database

    with opened(options) as database:
        findings = check_database(database)
    if options.json:
        fields = [{"what": one.sentence, "count": one.count, "examples": list(one.examples)} for one in findings]
        say_json({"findings": fields})
    else:
        say(*(f"{finding}." for finding in findings))
    if findings:
        complain(f"lac: The database is not consistent; kinds of errors found: {len(findings)}.")
        return ExitCode.INCONSISTENT
    if not options.json:
        say("The database is consistent.")
    return ExitCode.OK
