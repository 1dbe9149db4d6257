"""Lists of things: a table for people, a named list for programs."""

from __future__ import annotations

import argparse

from console.cli.printing import complain, say, say_json
from console.cli.table import Column, pair_lines, screen_width, table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def print_rows(
    options: argparse.Namespace,
    name: str,
    things: Sequence[Mapping[str, object]],
    columns: Sequence[tuple[str, Column]],
) -> None:
    """Print a list under its name; `columns` are the keys that people see."""
    if options.json:
        say_json({name: list(things)})
    elif things:
        cells = [[words(thing.get(key)) for key, _ in columns] for thing in things]
        say(*table_lines([column for _, column in columns], cells, screen_width()))
    else:
        complain(f"There are no {name}.")


def print_thing(options: argparse.Namespace, thing: Mapping[str, object], names: Mapping[str, str]) -> None:
    """Print one thing: a line for each key that has a name for people, in that order."""
    if options.json:
        say_json(thing)
    else:
        say(*pair_lines([(title, words(thing.get(key))) for key, title in names.items()]))


def words(value: object) -> str:
    """A value for people: lists with commas, nothing for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(words(one) for one in value)
        case {"code": code, "value": text}:
            return f"{code}={text}"
        case {"name": name}:
            return str(name)
        case _:
            return " ".join(str(value).split())
