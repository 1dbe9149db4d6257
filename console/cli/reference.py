"""`lac reference`: the generated files of docs/, made from the program itself. A hidden command for its makers."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "docs"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command, without a line in the help."""
    parser = commands.add_parser("reference", description="Write the generated pages, or check that they are current.")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="write the pages")
    choice.add_argument("--check", action="store_true", help="fail when a page is not current")
    parser.add_argument("--out", metavar="DIR", default=FOLDER, help="folder of the pages (%(default)s)")
    parser.set_defaults(command=run_reference)


def run_reference(options: argparse.Namespace) -> int:
    """Write or check the pages."""
    from pathlib import Path

    folder = Path(options.out)
    if options.write:
        for name, text in pages().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            say(str(folder / name))
        return ExitCode.OK
    if stale := stale_pages(folder):
        raise CommandError(ExitCode.STALE, f"Not current: {', '.join(stale)}. Run: make reference")
    return ExitCode.OK


def pages() -> dict[str, str]:
    """The text of each page by the name of its file below docs/."""
    from console.cli import reference_pages
    from console.cli.calls_page import calls_page
    from console.cli.coverage import coverage_page, has_sources
    from console.contract.openapi.document import document_text

    makers: dict[str, Callable[[], str]] = {
        "reference/calls.md": calls_page,
        "reference/commands.md": reference_pages.commands_page,
        "reference/exit-codes.md": reference_pages.exit_codes_page,
        "reference/configuration.md": reference_pages.configuration_page,
        "reference/keys.md": reference_pages.keys_page,
        "openapi.json": document_text,
    }
    if has_sources():
        makers["api-coverage.md"] = coverage_page
    return {name: make() for name, make in makers.items()}


def stale_pages(folder: Path) -> list[str]:
    """Names of the pages in a folder that differ from what the program would write."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
