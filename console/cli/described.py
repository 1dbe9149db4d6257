"""The command line as data, read from the parser: what completion scripts and the reference pages are made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from console.cli.lazy import Commands


@dataclass(frozen=True, slots=True)
class DescribedOption:
    """One option or argument of a command."""

    flags: tuple[str, ...]
    """Such as `("-q", "--quiet")`; empty for an argument that is given by its place."""
    name: str
    """What stands for the value in the help; empty when the option takes none."""
    help: str
    choices: tuple[str, ...]

    @property
    def is_file(self) -> bool:
        """Whether the value names a file or folder."""
        return self.name in ("FILE", "DIR", "PATH")


@dataclass(frozen=True, slots=True)
class DescribedCommand:
    """One command with its options and the commands below it."""

    words: tuple[str, ...]
    """How it is called, such as `("lac", "desk", "serve")`."""
    summary: str
    description: str
    examples: str
    options: tuple[DescribedOption, ...]
    commands: tuple[DescribedCommand, ...]

    @property
    def path(self) -> str:
        """How it is called, as one string."""
        return " ".join(self.words)

    def walk(self) -> Iterator[DescribedCommand]:
        """This command and all below it, in the order of the help."""
        yield self
        for command in self.commands:
            yield from command.walk()


def describe(parser: argparse.ArgumentParser, words: tuple[str, ...] = ("lac",), summary: str = "") -> DescribedCommand:
    """Read a parser and those below it. Hidden options and commands are left out, and so is `--help`."""
    # argparse has no public way to ask for its options; these names are the same from Python 3.2 on.
    options, commands = [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                if isinstance(action, Commands):
                    action.load(choice.dest)
                below: argparse.ArgumentParser = action.choices[choice.dest]
                commands.append(describe(below, (*words, choice.dest), choice.help or ""))
        elif action.help != argparse.SUPPRESS and not isinstance(action, argparse._HelpAction):
            options.append(_option(action))
    return DescribedCommand(
        words, summary, parser.description or "", parser.epilog or "", tuple(options), tuple(commands)
    )


def _option(action: argparse.Action) -> DescribedOption:
    takes_value = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    choices = tuple(str(choice) for choice in action.choices or ())
    text = (action.help or "") % {"default": action.default}
    return DescribedOption(tuple(action.option_strings), metavar if takes_value else "", text, choices)
