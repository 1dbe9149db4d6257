"""Where the style sheets are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePath

_SHEETS = ("console.tcss",)
_FOLDERS = ("panes", "widgets", "screens")


@cache
def styles_folder() -> Path:
    """The folder of the style sheets, for a source checkout, an editable install and a wheel alike."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_styles", package.parent / "styles"):
        if (folder / "console.tcss").is_file():
            return folder
    message = "The style sheets are missing: reinstall liveagent-console"
    raise FileNotFoundError(message)


def style_paths() -> list[str | PurePath]:
    """All style sheets, the general one first."""
    folder = styles_folder()
    sheets: list[str | PurePath] = [folder / name for name in _SHEETS]
    for name in _FOLDERS:
        sheets += sorted((folder / name).glob("*.tcss"))
    return sheets
