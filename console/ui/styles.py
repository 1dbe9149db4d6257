"""Where the style sheets and themes are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path, PurePath

from textual.theme import Theme

_SHEETS = ("console.tcss",)
_FOLDERS = ("panes", "widgets", "screens")
_COLOURS = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "success",
    "warning",
    "error",
)
VARIABLES = ("dim", "rule", "marker", "customer", "note", "system", "quote", "link", "code", "heading", "bar")
"""Theme variables of our own, which every theme file must give."""


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


def theme_names() -> list[str]:
    """Names of the shipped themes."""
    return sorted(path.stem for path in (styles_folder() / "themes").glob("*.toml"))


def load_theme(name: str) -> Theme:
    """A shipped theme; raises `KeyError` with the names there are when there is none of that name."""
    path = styles_folder() / "themes" / f"{name}.toml"
    if "/" in name or not path.is_file():
        message = f"There is no theme {name!r}; there are {', '.join(theme_names())}"
        raise KeyError(message)
    values = tomllib.loads(path.read_text())
    colours = {key: values["colours"][key] for key in _COLOURS}
    return Theme(
        name=name,
        dark=values["dark"],
        variables={key: values["variables"][key] for key in VARIABLES} | values.get("textual", {}),
        **colours,
    )
