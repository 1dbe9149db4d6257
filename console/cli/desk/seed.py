"""`lac desk seed`: an empty database filled with the demo, or with very much."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from console.cli.desk.database import add_database, opened
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import progress, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands
    from console.desk.db import Database

SIZES = ("1k", "10k", "100k")

DESCRIPTION = """\
Fill an empty database. --demo is the help desk of `lac demo`, 300 conversations;
--load is one with very many over three years, to measure with. The same seed and
the same --now give the same desk, down to the last byte."""

EXAMPLES = """\
examples:
  lac desk seed --demo --db demo.db
  lac desk seed --load --size 10k --db load.db
  lac desk seed --load --size 100k --seed 7 --db postgresql+psycopg://lac@db/load
  lac desk seed --load --size 1k --now 2026-11-23T16:40Z --db same.db"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("seed", description=DESCRIPTION, epilog=EXAMPLES)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--demo", action="store_true", help="the demo")
    what.add_argument("--load", action="store_true", help="very much, for measurements")
    parser.add_argument("--size", choices=SIZES, help="conversations of --load (1k)")
    parser.add_argument("--seed", metavar="NUMBER", type=int, help="another number makes another desk")
    parser.add_argument("--now", metavar="TIME", type=_time, help="when it is there, in ISO 8601 with a zone (now)")
    add_database(parser)
    parser.set_defaults(command=run_seed)


def run_seed(options: argparse.Namespace) -> int:
    """Fill the database and say with what."""
    from console.desk.db import utc_now
    from console.desk.filling import is_empty

    if options.demo and options.size:
        raise CommandError(ExitCode.USAGE, "The demo has one size; --size goes with --load.")
    with opened(options, create=True) as database:
        if not is_empty(database):
            raise CommandError(ExitCode.NOT_DONE, "There is a desk in this database already; seed fills an empty one.")
        now = options.now or utc_now()
        if options.demo:
            _seed_demo(database, now, options.seed)
        else:
            _seed_load(database, now, options.size or SIZES[0], options.seed)
    return ExitCode.OK


def _seed_demo(database: Database, now: datetime, seed: int | None) -> None:
    from console.desk.seed import DEMO_SEED, seed_demo

    seed_demo(database, now=now, seed=DEMO_SEED if seed is None else seed)
    say("The database has the demo, 300 conversations.")


def _seed_load(database: Database, now: datetime, name: str, seed: int | None) -> None:
    from console.desk.seed.load import LOAD_SEED, SIZES, seed_load

    size = SIZES[name]
    with progress() as show:
        seed_load(
            database,
            size,
            now=now,
            seed=LOAD_SEED if seed is None else seed,
            progress=lambda done: show(f"{done:,} of {size.conversations:,} conversations"),
        )
    say(f"The database has {size.conversations:,} conversations of {size.customers:,} customers.")


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no time with a zone, such as 2026-11-23T16:40Z")
    return moment.astimezone(UTC)
