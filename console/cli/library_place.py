"""Where the command line finds canned replies and macros: beside the settings, or the demo's."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from console.cli.lazy import Commands
    from console.services.library import Library

    Run = Callable[[argparse.Namespace], int]


def add_place(parser: argparse.ArgumentParser) -> None:
    """The option that takes the demo's files."""
    parser.add_argument("--demo", action="store_true", help="those of the demo in place of yours")


def announce_files(
    below: Commands, command: str, noun: str, example: str, *, show_list: Run, show: Run, check: Run
) -> None:
    """The commands that canned replies and macros have alike: list, show one, say what is wrong with which file."""
    from console.cli.options import add_command

    file_help = "its file's name without the ending, or its title"
    json_help = "print JSON, as docs/cli.md describes it"

    def add_listing(commands: Commands) -> None:
        plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        parser = add_command(commands, "list", f"List the {plural}.", f"examples:\n  lac {command} list", show_list)
        parser.add_argument("--json", action="store_true", help=json_help)
        add_place(parser)

    def add_showing(commands: Commands) -> None:
        examples = f"examples:\n  lac {command} show {example}"
        parser = add_command(commands, "show", f"Print a {noun} as it stands in its file.", examples, show)
        parser.add_argument("name", metavar="NAME", help=file_help)
        add_place(parser)

    def add_checking(commands: Commands) -> None:
        words = "Say what is wrong with which file. The exit code is 2 when a file cannot be used."
        parser = add_command(commands, "check", words, f"examples:\n  lac {command} check", check)
        parser.add_argument("--json", action="store_true", help=json_help)
        add_place(parser)

    below.announce("list", "list them", add_listing)
    below.announce("show", "print one as it stands in its file", add_showing)
    below.announce("check", "say what is wrong with which file", add_checking)


def library_folder(options: argparse.Namespace) -> Path:
    """The folder of what agents write once and use often."""
    from console.config.paths import Paths
    from console.services.library import DEMO

    return DEMO if getattr(options, "demo", False) else Paths.find().config


def library_of(options: argparse.Namespace) -> Library:
    """The same as the services want it."""
    from console.services.library import Library

    return Library(library_folder(options))
