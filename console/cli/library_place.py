"""Where the command line finds canned replies and macros: beside the settings, or the demo's."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from console.services.library import Library


def add_place(parser: argparse.ArgumentParser) -> None:
    """The option that takes the demo's files."""
    parser.add_argument("--demo", action="store_true", help="those of the demo in place of yours")


def library_folder(options: argparse.Namespace) -> Path:
    """The folder of what agents write once and use often."""
    from console.config.paths import Paths
    from console.services.library import DEMO

    return DEMO if getattr(options, "demo", False) else Paths.find().config


def library_of(options: argparse.Namespace) -> Library:
    """The same as the services want it."""
    from console.services.library import Library

    return Library(library_folder(options))
