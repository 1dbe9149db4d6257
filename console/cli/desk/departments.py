"""`lac desk department`: where conversations are answered."""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, opened
from console.cli.desk.services import letters, words
from console.cli.exit_codes import ExitCode
from console.cli.parser import add_group
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands


def add_to(commands: Commands) -> None:
    """Register the commands."""
    examples = "examples:\n  lac desk department add Billing --serves tickets,phone\n  lac desk department list"
    description = "The departments of a desk."
    below = add_group(commands.add_parser("department", description=description, epilog=examples))
    below.announce("add", "make a department", _add_adding)
    below.announce("list", "show all departments", _add_listing)


def _add_adding(commands: Commands) -> None:
    description = "Make a department."
    examples = "examples:\n  lac desk department add Billing\n  lac desk department add Sales --serves chat,tickets"
    parser = commands.add_parser("add", description=description, epilog=examples)
    parser.add_argument("name", metavar="NAME", help="what it is called")
    parser.add_argument("--description", metavar="TEXT", default="", help="what it is for")
    parser.add_argument(
        "--serves", metavar="WORDS", type=letters, default="tickets", help="of chat, phone and tickets (%(default)s)"
    )
    add_database(parser)
    parser.set_defaults(command=run_add)


def _add_listing(commands: Commands) -> None:
    examples = "examples:\n  lac desk department list\n  lac desk department list --json"
    parser = commands.add_parser("list", description="Show all departments.", epilog=examples)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_database(parser)
    parser.set_defaults(command=run_list)


def run_add(options: argparse.Namespace) -> int:
    """Make the department and print its id."""
    from console.desk.admin import add_department

    with opened(options) as database:
        made = add_department(database, options.name, description=options.description, services=options.serves)
    say(f"The department {made.name} has the id {made.id}.")
    return ExitCode.OK


def run_list(options: argparse.Namespace) -> int:
    """Print the departments."""
    from console.cli.table import Column, screen_width, table_lines
    from console.desk.admin import list_departments

    with opened(options) as database:
        departments = list_departments(database)
    if options.json:
        fields = [
            {
                "id": one.id,
                "name": one.name,
                "description": one.description,
                "serves": words(one.services),
                "deleted": one.deleted,
            }
            for one in departments
        ]
        say_json({"departments": fields})
        return ExitCode.OK
    columns = [Column("name", least=10), Column("id"), Column("serves"), Column("description", least=10, rank=1)]
    rows = [
        [one.name, one.id, "deleted" if one.deleted else ", ".join(words(one.services)), one.description]
        for one in departments
    ]
    say(*table_lines(columns, rows, screen_width()))
    return ExitCode.OK
