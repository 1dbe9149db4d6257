"""Which database a command works on, and what goes wrong with it in words and exit codes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.desk.db import Database


def add_database(parser: argparse.ArgumentParser) -> None:
    """The option that all commands of the desk have."""
    parser.add_argument("--db", metavar="URL", default=None, help="file or database URL (desk.db in the state folder)")


def database_of(options: argparse.Namespace) -> str:
    """The URL or path that was given, or this user's own file."""
    if options.db:
        return str(options.db)
    from console.config.paths import Paths, make_private_directory

    state = Paths.find().state
    make_private_directory(state)
    return str(state / "desk.db")


@contextmanager
def opened(options: argparse.Namespace, *, create: bool = False) -> Iterator[Database]:
    """The database, open; whatever the desk refuses meanwhile ends the command."""
    from console.desk.admin import NotThereError
    from console.desk.db import Database
    from console.desk.errors import BusyError, DeskError

    try:
        database = Database.open(database_of(options), create=create)
    except BusyError as error:
        raise CommandError(ExitCode.UNAVAILABLE, str(error)) from None
    except DeskError as error:
        raise CommandError(ExitCode.USAGE, str(error)) from None
    with closing(database):
        try:
            yield database
        except NotThereError as error:
            raise CommandError(ExitCode.NOT_FOUND, str(error)) from None
        except BusyError as error:
            raise CommandError(ExitCode.UNAVAILABLE, str(error)) from None
        except DeskError as error:
            raise CommandError(ExitCode.NOT_DONE, str(error)) from None
