"""`lac screenshots`: pictures of the console's screens, taken on the demo help desk with a fixed clock."""

from __future__ import annotations

import argparse

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
    from tempfile import TemporaryDirectory

    from console.cli.exit_codes import ExitCode
    from console.cli.failure import CommandError
    from console.cli.practice import practice_on
    from console.ui.screenshots import PictureError, write_screenshots

    with TemporaryDirectory(prefix="lac-") as folder:
        try:
            for path in write_screenshots(Path(options.out), practice_on(Path(folder)), png=options.png):
                say(str(path))
        except PictureError as error:
            raise CommandError(ExitCode.USAGE, f"{error}.") from None
    return ExitCode.OK
