"""Options that many commands have, said once."""

from __future__ import annotations

import argparse

from console.cli.open_console import add_connection_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.lazy import Commands

STATUSES = {
    "new": "N",
    "open": "C",
    "answered": "A",
    "resolved": "R",
    "postponed": "W",
    "chatting": "T",
    "calling": "P",
    "deleted": "X",
    "spam": "B",
    "init": "I",
    "closed": "L",
}
"""The words of the statuses and their letters, without loading the contract."""
SETTABLE = ("answered", "resolved", "open")
"""The statuses that the API can set."""


def add_command(
    commands: Commands,
    name: str,
    description: str,
    examples: str,
    run: Callable[[argparse.Namespace], int],
    *,
    changes: bool = False,
) -> argparse.ArgumentParser:
    """A command with its parser; `changes` says that it changes something on the server."""
    parser: argparse.ArgumentParser = commands.add_parser(name, description=description, epilog=examples)
    parser.set_defaults(command=run, changes=changes, origin=parser.prog)
    return parser


def add_common(parser: argparse.ArgumentParser, *, json: bool = True) -> None:
    """The last options of a command: JSON, and which server."""
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON, as docs/cli.md describes it")
    add_connection_options(parser, inherited=True)


def add_conversation(parser: argparse.ArgumentParser) -> None:
    """The conversation that a command is about."""
    parser.add_argument("conversation", metavar="ID", help="id, code (ABC-D12-EF3) or public code of a conversation")


def add_text(parser: argparse.ArgumentParser, what: str) -> None:
    """Where a text comes from; standard input or the editor when neither is given."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument("-m", "--message", metavar="TEXT", help=f"the {what}")
    place.add_argument("-F", "--file", metavar="FILE", help=f"a file with the {what}, - for standard input")


def add_fields(parser: argparse.ArgumentParser) -> None:
    """Custom fields to show or to change."""
    more = "a further value of a field; may be repeated"
    parser.add_argument("fields", metavar="CODE=VALUE", nargs="*", default=[], help="the one value a field is to have")
    parser.add_argument("--add", metavar="CODE=VALUE", action="append", default=[], help=more)
    parser.add_argument("--remove", metavar="CODE", action="append", default=[], help="take a field away")


def whole_number(text: str) -> int:
    """A number of rows: 0 or more."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows")
    return int(text)
