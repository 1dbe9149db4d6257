"""The commands that groups and tags have in common."""

from __future__ import annotations

import argparse

from console.cli.options import add_command, add_common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.access import Calls
    from console.cli.labels import Labels
    from console.cli.lazy import Commands


def announce_commands(below: Commands, command: str, noun: str, make: Callable[[Calls], Labels]) -> None:
    """Announce list, show, add, change and remove; `make` gives the calls of the kind."""
    for verb, (summary, _) in _VERBS.items():
        below.announce(verb, summary.format(noun=noun), _adder(verb, command, noun, make))


def _adder(verb: str, command: str, noun: str, make: Callable[[Calls], Labels]) -> Callable[[Commands], None]:
    def add(commands: Commands) -> None:
        summary, add_options = _VERBS[verb]
        words = summary.format(noun=noun)
        example = f"examples:\n  lac {command} {_EXAMPLES[verb]}"
        run, changes = _runner(verb, noun, make), verb not in ("list", "show")
        parser = add_command(commands, verb, f"{words[0].upper()}{words[1:]}.", example, run, changes=changes)
        add_options(parser)
        add_common(parser)

    return add


def _runner(verb: str, noun: str, make: Callable[[Calls], Labels]) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from console.cli import labels
        from console.cli.access import with_client
        from console.cli.outcome import make_certain

        if verb == "remove":
            make_certain(options, f"Remove the {noun} {options.name}? It goes from everything that has it.")
        do = {
            "list": labels.show_list,
            "show": labels.show_one,
            "add": labels.add,
            "change": labels.change,
            "remove": labels.remove,
        }[verb]
        return with_client(options, lambda calls: do(options, make(calls)))

    return run


def _no_options(_parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name or id")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name")
    _colours(parser)


def _changes(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("--name", metavar="NAME", dest="new_name", help="another name")
    _colours(parser)


def _removal(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _colours(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--color", metavar="HEX", help="colour of the text, such as FFFFFF")
    parser.add_argument("--background", metavar="HEX", help="colour behind it, such as C0392B")


_VERBS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "list": ("show every {noun}", _no_options),
    "show": ("show one {noun} with its colours", _name),
    "add": ("make a {noun}", _new),
    "change": ("change name or colours of a {noun}", _changes),
    "remove": ("delete a {noun}", _removal),
}
_EXAMPLES = {
    "list": "list --json",
    "show": "show VIP",
    "add": "add VIP --color FFFFFF --background C0392B",
    "change": "change VIP --name Gold",
    "remove": "remove VIP --yes",
}
