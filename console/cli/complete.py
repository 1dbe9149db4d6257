"""`lac complete`: what shells ask while somebody types. A hidden command; it has to be quick."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.printing import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.cli.lazy import Commands

KINDS = ("paths", "profiles")


def add_to(commands: Commands) -> None:
    """Register the command, without a line in the help."""
    parser = commands.add_parser("complete", description="Print candidates for a word, a line each.")
    parser.add_argument("kind", choices=KINDS, help="what is to be completed")
    parser.add_argument("word", nargs="?", default="", help="what was typed of it")
    parser.set_defaults(command=run_complete)


def run_complete(options: argparse.Namespace) -> int:
    """Print the candidates."""
    say(*(_paths if options.kind == "paths" else _profiles)(options.word))
    return ExitCode.OK


def _paths(word: str) -> Iterator[str]:
    from console.cli.calls import path_candidates

    return path_candidates(word)


def _profiles(word: str) -> Iterator[str]:
    from console.config.folders import profile_names

    return (name for name in ("default", *profile_names()) if name.startswith(word))
