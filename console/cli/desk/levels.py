"""`lac desk sla`: how soon somebody has to answer."""

from __future__ import annotations

import argparse
import re

from console.cli.desk.database import add_database, opened
from console.cli.desk.services import WORDS, words
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.parser import add_group
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands
    from console.desk.service_levels import ServiceLevel

DESCRIPTION = """\
The SLA levels of a desk: within which time somebody answers. The reports about
SLAs, and when an answer is due, come from them; a new desk has none."""

SET = """\
Say within which time customers of a department have an answer, or of all
departments that have no level of their own for the service. A time is a number of
minutes, or one with a unit: 45s, 30m, 4h; none takes it away. It counts during
the business hours of --hours, in the zone of the desk, and holds for what begins
to wait from now on. What is not named stays as it is."""

SET_EXAMPLES = """\
examples:
  lac desk sla set --first 8h --next 12h --hours 'mon-fri 08:00-18:00'
  lac desk sla set --department Billing --first 2h --next 4h
  lac desk sla set --service chat --first 1m --hours always
  lac desk sla set --department Wholesale --next none"""

ALWAYS, NONE = "always", "none"
_UNITS = {"s": 1, "m": 60, "h": 3600}
_TIME = re.compile(r"([0-9]{1,6})([smh]?)")


def add_to(commands: Commands) -> None:
    """Register the commands."""
    examples = "examples:\n  lac desk sla list\n  lac desk sla set --first 8h --next 12h"
    below = add_group(commands.add_parser("sla", description=DESCRIPTION, epilog=examples))
    below.announce("set", "say how soon customers have an answer", _add_setting)
    below.announce("list", "show all levels", _add_listing)


def seconds(text: str) -> int:
    """The seconds of a time such as 90, 30m or 4h; 0 for none."""
    if text == NONE:
        return 0
    match = _TIME.fullmatch(text)
    if match is None or not int(match[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; it looks like 90, 45s, 30m, 4h or none")
    return int(match[1]) * _UNITS[match[2] or "m"]


def in_words(limit: int | None) -> str:
    """A time as people read it."""
    if limit is None:
        return NONE
    hours, minutes, rest = limit // 3600, limit // 60 % 60, limit % 60
    return " ".join(f"{number}{unit}" for number, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if number)


def _add_setting(commands: Commands) -> None:
    parser = commands.add_parser("set", description=SET, epilog=SET_EXAMPLES)
    parser.add_argument("--department", metavar="NAME", help="name or id (all that have no level of their own)")
    parser.add_argument("--service", choices=tuple(WORDS), default="tickets", help="of what (%(default)s)")
    parser.add_argument("--first", metavar="TIME", type=seconds, help="until the first answer")
    parser.add_argument("--next", metavar="TIME", type=seconds, help="until the answer when a customer writes again")
    parser.add_argument("--hours", metavar="TEXT", help="business hours, or always, as a new level has them")
    add_database(parser)
    parser.set_defaults(command=run_set)


def _add_listing(commands: Commands) -> None:
    examples = "examples:\n  lac desk sla list\n  lac desk sla list --json"
    parser = commands.add_parser("list", description="Show all SLA levels.", epilog=examples)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_database(parser)
    parser.set_defaults(command=run_list)


def run_set(options: argparse.Namespace) -> int:
    """Set a level and say what holds now."""
    from console.contract.enums import OnlineService
    from console.desk.service_levels import NewLimits, set_level

    if options.first is None and options.next is None and options.hours is None:
        raise CommandError(ExitCode.USAGE, "Say what is to hold: --first, --next or --hours.")
    hours = "" if options.hours == ALWAYS else options.hours
    limits = NewLimits(options.first, options.next, hours)
    with opened(options) as database:
        made = set_level(database, OnlineService(WORDS[options.service]), options.department, limits)
    first, following = in_words(made.first_seconds), in_words(made.next_seconds)
    place = f"in {made.department}" if made.department else "where a department has no level of its own"
    say(f"Answers to {options.service} {place}: first {first}, next {following}, {made.hours or 'at all hours'}.")
    return ExitCode.OK


def run_list(options: argparse.Namespace) -> int:
    """Print the levels."""
    from console.cli.table import Column, screen_width, table_lines
    from console.desk.service_levels import list_levels

    with opened(options) as database:
        levels = list_levels(database)
    if options.json:
        say_json({"levels": [_as_json(one) for one in levels]})
        return ExitCode.OK
    columns = [
        Column("department", least=10),
        Column("service"),
        Column("first"),
        Column("next"),
        Column("hours", least=10, rank=1),
        Column("name", least=8, rank=2),
    ]
    rows = [
        [
            one.department or "all others",
            *words(one.service.value),
            in_words(one.first_seconds),
            in_words(one.next_seconds),
            one.hours or ALWAYS,
            one.name,
        ]
        for one in levels
    ]
    say(*table_lines(columns, rows, screen_width()))
    return ExitCode.OK


def _as_json(one: ServiceLevel) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "service": words(one.service.value)[0],
        "department": None if one.department_id is None else {"id": one.department_id, "name": one.department},
        "first_seconds": one.first_seconds,
        "next_seconds": one.next_seconds,
        "hours": one.hours,
    }
