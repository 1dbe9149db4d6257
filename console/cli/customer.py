"""`lac customer`: who writes to us."""

from __future__ import annotations

import argparse

from console.cli.options import STATUSES, add_command, add_common, add_fields, whole_number
from console.cli.parser import add_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.lazy import Commands

DESCRIPTION = "Customers: show, list, register and group them, and see their conversations."

EXAMPLES = """\
examples:
  lac customer show jana@holm.example
  lac customer list --email holm.example --json
  lac customer register --email jana@holm.example --name 'Jana Holm'
  lac customer group jana@holm.example VIP --remove Trial"""

REGISTER = """\
Register a customer. A visitor, which is what is made unless --role says otherwise,
gets no mail; a registered one is sent a mail that asks to set a password."""


REGISTER_EXAMPLES = """\
examples:
  lac customer register --email jana@holm.example --name 'Jana Holm'
  lac customer register --name 'Jana Holm' --phone 5550100 --field plan=gold"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("customer", description=DESCRIPTION, epilog=EXAMPLES))
    below.announce("show", "show a customer with groups and fields", _add_show)
    below.announce("list", "list customers", _add_list)
    below.announce("register", "register a customer", _add_register)
    below.announce("field", "show and change a customer's custom fields", _add_field)
    below.announce("group", "show, put into and take out of groups", _add_group)
    below.announce("conversations", "list a customer's conversations", _add_conversations)


def _add_show(commands: Commands) -> None:
    examples = "examples:\n  lac customer show jana@holm.example"
    parser = add_command(commands, "show", "Show a customer.", examples, _running("show"))
    _customer(parser)
    add_common(parser)


def _add_list(commands: Commands) -> None:
    examples = "examples:\n  lac customer list --name jana\n  lac customer list --email holm.example --limit 0 --json"
    parser = add_command(commands, "list", "List customers; all conditions have to be met.", examples, _running("list"))
    parser.add_argument("--email", metavar="TEXT", help="part of the address")
    parser.add_argument("--name", metavar="TEXT", help="part of the first name")
    parser.add_argument("--last-name", metavar="TEXT", help="part of the last name")
    parser.add_argument("--phone", metavar="TEXT", help="phone number; newer servers alone know it")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=50, help="rows, 0 for all (%(default)s)")
    add_common(parser)


def _add_register(commands: Commands) -> None:
    parser = add_command(commands, "register", REGISTER, REGISTER_EXAMPLES, _running("register"), changes=True)
    parser.add_argument("--email", metavar="EMAIL", help="address")
    parser.add_argument("--name", metavar="NAME", help="first and last name")
    parser.add_argument("--phone", metavar="NUMBER", help="phone number; newer servers alone keep it")
    parser.add_argument("--note", metavar="TEXT", help="note; newer servers alone keep it")
    parser.add_argument("--role", choices=("visitor", "registered"), default="visitor", help="role (%(default)s)")
    parser.add_argument(
        "--field", metavar="CODE=VALUE", action="append", default=[], help="custom field; may be repeated"
    )
    add_common(parser)


def _add_field(commands: Commands) -> None:
    examples = "examples:\n  lac customer field jana@holm.example\n  lac customer field jana@holm.example plan=gold"
    description = "Show the custom fields of a customer or change them, as `lac field` does."
    parser = add_command(commands, "field", description, examples, _running("field"), changes=True)
    _customer(parser)
    add_fields(parser)
    add_common(parser)


def _add_group(commands: Commands) -> None:
    examples = (
        "examples:\n  lac customer group jana@holm.example\n  lac customer group jana@holm.example VIP --remove Trial"
    )
    description = "Show the groups of a customer, put the customer into some, or take it out of some."
    parser = add_command(commands, "group", description, examples, _running("group"), changes=True)
    _customer(parser)
    parser.add_argument(
        "names", metavar="GROUP", nargs="*", default=[], help="names of groups to put the customer into"
    )
    parser.add_argument(
        "--remove", metavar="GROUP", action="append", default=[], help="take out of one; may be repeated"
    )
    parser.add_argument("--create", action="store_true", help="make groups that are not there yet")
    add_common(parser)


def _add_conversations(commands: Commands) -> None:
    examples = "examples:\n  lac customer conversations jana@holm.example --status open"
    description = "List the conversations of a customer, the last changed first."
    parser = add_command(commands, "conversations", description, examples, _running("conversations"))
    _customer(parser)
    status = "a status; may be repeated"
    parser.add_argument("--status", metavar="STATUS", action="append", default=[], choices=STATUSES, help=status)
    parser.add_argument("--limit", metavar="N", type=whole_number, default=50, help="rows, 0 for all (%(default)s)")
    add_common(parser)


def _customer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", metavar="EMAIL", help="address or contact id of a customer")


def _running(verb: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from console.cli import customers
        from console.cli.access import with_client

        do = customers.VERBS[verb]
        return with_client(options, lambda calls: do(options, calls))

    return run
