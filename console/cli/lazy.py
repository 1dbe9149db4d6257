"""Commands that are filled in when they are named, so that no command pays for the parsers of the others."""

from __future__ import annotations

import argparse
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_WIDEST = 88
_NARROWEST = 40

# argparse asks gettext for each of its words, and gettext looks for files every time: half of what a parser costs. This
# program speaks one language.
argparse._ = lambda text: text  # type: ignore[attr-defined] # a name of the module that the stubs leave out


class Commands(argparse._SubParsersAction):  # type: ignore[type-arg] # generic in the stubs alone
    """The commands of a parser. An announced one stands in the help; its parser is made when somebody asks for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._announced: dict[str, Callable[[Commands], None]] = {}

    def announce(self, name: str, help: str | None, fill: Callable[[Commands], None]) -> None:
        """Make a command known; `fill` adds its parser with `add_parser`. Without help it is in no list."""
        self._announced[name] = fill
        if help is not None:
            self._choices_actions.append(self._ChoicesPseudoAction(name, (), help))

    def load(self, name: str) -> None:
        """Add the parser of an announced command, once."""
        fill = self._announced.pop(name, None)
        if fill is not None:
            fill(self)

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        """Parse with the command's parser. What it does not know is its error, and not that of the whole program."""
        super().__call__(parser, namespace, values, option_string)
        unknown: list[str] = getattr(namespace, argparse._UNRECOGNIZED_ARGS_ATTR, [])
        if unknown:
            self.choices[values[0]].error(f"unrecognized arguments: {' '.join(unknown)}")

    def add_parser(self, name: str, **options: Any) -> Any:
        """A parser for a command; the help of an announced one is there already."""
        if any(one.dest == name for one in self._choices_actions):
            options.pop("help", None)
        return super().add_parser(name, **options)


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, within reason. argparse makes one for each option, and asks the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_width())


_known_width: list[int] = []


def _width() -> int:
    if not _known_width:
        try:
            columns = int(os.environ["COLUMNS"])
        except (KeyError, ValueError):
            try:
                columns = os.get_terminal_size().columns
            except OSError:
                columns = 80
        _known_width.append(max(_NARROWEST, min(columns - 2, _WIDEST)))
    return _known_width[0]
