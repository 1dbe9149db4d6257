"""`lac desk serve`: the embedded help desk as a server of its own."""

from __future__ import annotations

import argparse
import os

from console.cli.chaos import add_chaos, chaos_of
from console.cli.desk.database import add_database, database_of
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

KEY_VARIABLE = "LAC_DESK_KEY"
MOST_PORTS = 65_535

DESCRIPTION = """\
Run the embedded help desk as a server: LiveAgent's API v1 on SQLite, or on
PostgreSQL by its URL. The API key comes from LAC_DESK_KEY; when there is none,
one is made at the first start and shown once on standard error."""

EXAMPLES = """\
examples:
  lac desk serve                           on http://127.0.0.1:8090, an empty desk
  lac desk serve --seed demo --play        the data of the demo, and people who write
  lac desk serve --db /var/lib/lac/desk.db --port 9000
  lac desk serve --seed demo --chaos 20    every fifth call goes wrong
  lac desk serve --db postgresql+psycopg://lac@db/lac
  lac --url http://127.0.0.1:8090          the console on it"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("serve", description=DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", metavar="PORT", type=_port, default=8090, help="port, 0 for any free (%(default)s)")
    add_database(parser)
    parser.add_argument(
        "--seed", choices=("demo", "empty"), default="empty", help="fill an empty database (%(default)s)"
    )
    parser.add_argument("--zone", metavar="ZONE", help="time zone of the times it serves")
    parser.add_argument(
        "--list-all",
        choices=("yes", "no"),
        help="whether conversations may be listed without a department or an owner, from now on (no)",
    )
    parser.add_argument("--play", action="store_true", help="customers write, agents come and go")
    add_chaos(parser)
    for flag in ("--watch-stdin", "--announce"):
        parser.add_argument(flag, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--uds", metavar="PATH", help=argparse.SUPPRESS)
    parser.set_defaults(command=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve until a signal, or until standard input ends when that is watched."""
    from console.cli import crash
    from console.desk.errors import DeskError
    from console.desk.serve import serve

    key = os.environ.pop(KEY_VARIABLE, "").strip()
    crash.hide(lambda: key)
    try:
        serve(
            database_of(options),
            host=options.host,
            port=options.port,
            uds=options.uds,
            key=key or None,
            zone=options.zone,
            unfiltered_list=None if options.list_all is None else options.list_all == "yes",
            seed=options.seed,
            play=options.play,
            chaos=chaos_of(options),
            announce=options.announce,
            watch_stdin=options.watch_stdin,
        )
    except DeskError as error:
        raise CommandError(ExitCode.USAGE, str(error)) from None
    finally:
        if options.uds and options.watch_stdin:
            _remove_folder_of(options.uds)
    return ExitCode.OK


def _remove_folder_of(path: str) -> None:
    """Remove the folder that a demo made for its socket, when the demo is not there any more to do it."""
    from contextlib import suppress

    with suppress(OSError):
        os.rmdir(os.path.dirname(path))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST_PORTS:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; ports are numbers from 0 to {MOST_PORTS}")
    return int(text)
