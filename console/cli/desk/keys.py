"""`lac desk key`: the keys that programs call the desk with."""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, opened
from console.cli.exit_codes import ExitCode
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from console.cli.lazy import Commands

DESCRIPTION = """\
Keys that programs call the desk with. Each program should have its own, so that
one can be revoked without the others. The desk keeps digests: a key that is lost
cannot be shown again, only be replaced."""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    examples = "examples:\n  lac desk key add website\n  lac desk key list\n  lac desk key revoke website"
    below = add_group(commands.add_parser("key", description=DESCRIPTION, epilog=examples))
    below.announce("add", "make a key", _add_adding)
    below.announce("list", "show which keys there are", _add_listing)
    below.announce("revoke", "refuse a key from now on", _add_revoking)


def _add_adding(commands: Commands) -> None:
    description = "Make a key. It is printed on standard output, this once, and is nowhere else."
    examples = "examples:\n  lac desk key add website\n  lac desk key add website > key && chmod 600 key"
    parser = commands.add_parser("add", description=description, epilog=examples)
    parser.add_argument("name", metavar="NAME", help="what it is for")
    add_database(parser)
    parser.set_defaults(command=run_add)


def _add_listing(commands: Commands) -> None:
    description = "Show all keys by name, revoked ones too; nothing of the keys themselves."
    examples = "examples:\n  lac desk key list\n  lac desk key list --json"
    parser = commands.add_parser("list", description=description, epilog=examples)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_database(parser)
    parser.set_defaults(command=run_list)


def _add_revoking(commands: Commands) -> None:
    description = "Refuse a key from now on. A desk that is serving knows it within a second."
    examples = "examples:\n  lac desk key revoke website"
    parser = commands.add_parser("revoke", description=description, epilog=examples)
    parser.add_argument("key", metavar="NAME", help="its name or id")
    add_database(parser)
    parser.set_defaults(command=run_revoke)


def run_add(options: argparse.Namespace) -> int:
    """Make a key and print it."""
    from console.cli import crash
    from console.desk.admin import add_key
    from console.desk.db import utc_now

    with opened(options) as database:
        key = add_key(database, options.name, now=utc_now())
    crash.hide(lambda: key)
    complain(f"This is the API key {options.name}, shown this once:")
    say(key)
    return ExitCode.OK


def run_list(options: argparse.Namespace) -> int:
    """Print what is known of the keys."""
    from console.cli.table import Column, screen_width, table_lines
    from console.desk.admin import list_keys

    with opened(options) as database:
        keys = list_keys(database)
    if options.json:
        fields = [
            {"id": key.id, "name": key.name, "created": _iso(key.created), "revoked": _iso(key.revoked)} for key in keys
        ]
        say_json({"keys": fields})
        return ExitCode.OK
    columns = [Column("name", least=10), Column("id"), Column("created"), Column("state")]
    rows = [
        [key.name, key.id, f"{key.created:%Y-%m-%d %H:%M} UTC", "revoked" if key.revoked else "valid"] for key in keys
    ]
    say(*table_lines(columns, rows, screen_width()))
    return ExitCode.OK


def run_revoke(options: argparse.Namespace) -> int:
    """Refuse a key from now on."""
    from console.desk.admin import revoke_key
    from console.desk.db import utc_now

    with opened(options) as database:
        key = revoke_key(database, options.key, now=utc_now())
    say(f"The key {key.name} is refused from now on.")
    return ExitCode.OK


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
