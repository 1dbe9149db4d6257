"""The command line as data, read from the parser: what completion scripts and the reference pages are made of."""

from __future__ import annotations

import argparse

from console.cli.lazy import Commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DYNAMIC = {(("--profile",), "NAME"): "profiles", ((), "[METHOD] PATH"): "paths", ((), "PROFILE"): "profiles"}
"""Options and arguments whose candidates are asked of `lac complete`, by their last flag and what stands for them."""


class DescribedOption:
    """One option or argument of a command."""

    __slots__ = ("choices", "flags", "help", "name")

    def __init__(self, flags: tuple[str, ...], name: str, help: str, choices: tuple[str, ...]) -> None:
        self.flags = flags
        """Such as `("-q", "--quiet")`; empty for an argument that is given by its place."""
        self.name = name
        """What stands for the value in the help; empty when the option takes none."""
        self.help = help
        self.choices = choices

    @property
    def is_file(self) -> bool:
        """Whether the value names a file or folder."""
        return self.name in ("FILE", "DIR", "PATH")

    @property
    def asked_for(self) -> str:
        """The kind of `lac complete` that knows candidates; empty when only the user does."""
        return DYNAMIC.get((self.flags[-1:], self.name), "")


class DescribedCommand:
    """One command with its options and the commands below it."""

    __slots__ = ("commands", "description", "examples", "options", "summary", "words")

    def __init__(
        self,
        words: tuple[str, ...],
        summary: str,
        description: str,
        examples: str,
        options: tuple[DescribedOption, ...],
        commands: tuple[DescribedCommand, ...],
    ) -> None:
        self.words = words
        """How it is called, such as `("lac", "desk", "serve")`."""
        self.summary = summary
        self.description = description
        self.examples = examples
        self.options = options
        self.commands = commands

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
    text = (action.help or "") % vars(action)
    return DescribedOption(tuple(action.option_strings), metavar if takes_value else "", text, choices)
