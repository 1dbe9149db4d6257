"""`lac screenshots`: pictures of the console's screens, taken on the demo help desk with a fixed clock."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.printing import say

EXAMPLES = """\
examples:
  lac screenshots                          SVG files into screenshots/
  lac screenshots --out /tmp/pictures --png"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "screenshots",
        help="write pictures of the screens",
        description="Write a picture of every scene of the documentation, taken on the demo help desk.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--out", metavar="DIR", default="screenshots", help="folder (%(default)s)")
    parser.add_argument("--png", action="store_true", help="write PNG files too; needs Chromium")
    parser.set_defaults(command=run_screenshots)


def run_screenshots(options: argparse.Namespace) -> int:
    """Take the pictures and print their paths."""
    from pathlib import Path

    from console.ui.screenshots import write_screenshots

    for path in write_screenshots(Path(options.out), png=options.png):
        say(str(path))
    return ExitCode.OK
