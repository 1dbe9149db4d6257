"""`lac desk backup`: a copy of the database while the desk serves it."""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, database_of, opened
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

DESCRIPTION = """\
Copy the database to a file that only you can read: all of it as it is at one
moment, while the desk goes on serving. The file appears once it is complete; one
that is there already is overwritten only with --force. To go back to a copy, stop
the desk and put the copy in the place of the database. A database of PostgreSQL
is copied with pg_dump; this command says how."""

EXAMPLES = """\
examples:
  lac desk backup desk-monday.db
  lac desk backup --db /var/lib/lac/desk.db --force /var/backups/desk.db
  lac desk check --db desk-monday.db       is the copy good?"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("backup", description=DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("file", metavar="FILE", help="where the copy goes")
    parser.add_argument("--force", action="store_true", help="overwrite a file that is there")
    add_database(parser)
    parser.set_defaults(command=run_backup)


def run_backup(options: argparse.Namespace) -> int:
    """Copy the database."""
    from pathlib import Path

    from console.desk.backup import back_up, dump_command

    target, url = Path(options.file), database_of(options)
    if url.startswith("postgresql"):
        message = f"A database of PostgreSQL is copied with its own tool: {dump_command(url, target)}"
        raise CommandError(ExitCode.USAGE, message)
    with opened(options) as database:
        size = back_up(database, target, overwrite=options.force)
    say(f"{target} is a copy of {size / 1_000_000:,.1f} MB.")
    return ExitCode.OK
