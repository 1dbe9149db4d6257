"""Themes: those that come with the program, and those of the agent's own folder, each a file of colours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from console.ui.readable import hard_to_read
from console.ui.styles import styles_folder
from console.ui.text import clean

DEFAULT_THEME: Final = "dark"
GREY_THEME: Final = "mono"
"""The theme of greys, whatever the server says."""
PLAIN_THEME: Final = "plain"
"""The theme that has no colour at all."""
COLOURS: Final = (
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
"""Colours that Textual knows."""
VARIABLES: Final = (
    "dim",
    "rule",
    "marker",
    "customer",
    "note",
    "system",
    "quote",
    "link",
    "code",
    "heading",
    "bar",
)
"""Theme variables of our own."""
_SECTIONS: Final = {"colours": COLOURS, "variables": VARIABLES}
_LONGEST: Final = 100_000
"""Bytes of a theme's file; a longer one is something else."""


class ThemeError(ValueError):
    """A file that is no theme; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes there are."""

    by_name: Mapping[str, Theme]
    troubles: tuple[str, ...] = ()
    """A sentence for each file that is no theme, or a theme that cannot be read."""

    @classmethod
    def found(cls, own: Path | None = None) -> Themes:
        """The shipped ones, and those of a folder of one's own, which go before shipped ones of the same name."""
        themes = {name: load_theme(name) for name in theme_names()}
        troubles: list[str] = []
        for path in own_files(own):
            try:
                themes[path.stem] = read_theme(path)
            except ThemeError as error:
                troubles.append(str(error))
                continue
            if hard := hard_to_read(themes[path.stem]):
                troubles.append(f"{_called(path)}: {hard}.")
        return cls(dict(sorted(themes.items())), tuple(troubles))

    @property
    def names(self) -> list[str]:
        """Their names in order."""
        return list(self.by_name)


def themes_of(app: object) -> Themes:
    """The themes that an application can change between."""
    themes: Themes = getattr(app, "themes", Themes({}))
    return themes


def theme_names() -> list[str]:
    """Names of the shipped themes."""
    return sorted(path.stem for path in (styles_folder() / "themes").glob("*.toml"))


def own_files(folder: Path | None) -> list[Path]:
    """The theme files of a folder; none where there is no folder, or where it cannot be looked into."""
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.stem.isprintable())
    except OSError:
        return []


@cache
def load_theme(name: str) -> Theme:
    """A shipped theme; raises `KeyError` with the names there are when there is none of that name."""
    path = styles_folder() / "themes" / f"{name}.toml"
    if "/" in name or not path.is_file():
        message = f"There is no theme {name!r}; there are {', '.join(theme_names())}"
        raise KeyError(message)
    return read_theme(path)


def read_theme(path: Path) -> Theme:
    """The theme of a file; raises `ThemeError`.

    What a file does not say it takes from the shipped theme that its `base` names, or else from the dark or the light
    one, as its `dark` says.
    """
    tree = _tree(path)
    name, shipped = path.stem, path.parent == styles_folder() / "themes"
    if unknown := [key for key in tree if key not in ("dark", "ansi", "base", *_SECTIONS)]:
        known = "base, dark, ansi, colours and variables"
        raise ThemeError(f"{_called(path)}: there is no {_told(unknown[0])} in a theme; known are {known}.")
    base = None if shipped else _base(path, tree)
    values = {section: _section(path, tree, section) for section in _SECTIONS}
    colours = {**({key: getattr(base, key) for key in COLOURS} if base else {}), **values["colours"]}
    ansi = _truth(path, tree, "ansi", default=base.ansi if base else False)
    # Textual's own style sheets name more where colours are the terminal's.
    more = BUILTIN_THEMES["ansi-dark"].variables if ansi else {}
    variables = {**more, **(base.variables if base else {}), **values["variables"]}
    return Theme(
        name=name,
        dark=_truth(path, tree, "dark", default=base.dark if base else True),
        ansi=ansi,
        variables=variables,
        **colours,
    )


def _tree(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as opened:
            data = opened.read(_LONGEST + 1)
    except OSError as error:
        raise ThemeError(f"{_called(path)} cannot be read: {error.strerror}.") from None
    if len(data) > _LONGEST:
        raise ThemeError(f"{_called(path)} is too long for a theme.")
    try:
        return tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise ThemeError(f"{_called(path)}: byte {error.start} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"{_called(path)}: {_told(error)}.") from None


def _truth(path: Path, tree: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = tree.get(key, default)
    if not isinstance(value, bool):
        raise ThemeError(f"{_called(path)}: {key} must be true or false.")
    return value


def _base(path: Path, tree: Mapping[str, object]) -> Theme:
    default = "dark" if tree.get("dark", True) else "light"
    name = tree.get("base", default)
    if not isinstance(name, str) or name not in theme_names():
        raise ThemeError(f"{_called(path)}: base must be one of {', '.join(theme_names())}.")
    return load_theme(name)


def _section(path: Path, tree: Mapping[str, object], section: str) -> dict[str, str]:
    values, known = tree.get(section, {}), _SECTIONS[section]
    if not isinstance(values, dict):
        raise ThemeError(f"{_called(path)}: {section} must be a table, [{section}].")
    for key, value in values.items():
        if key not in known:
            raise ThemeError(f"{_called(path)}: {section} has no {_told(key)}; known are {', '.join(known)}.")
        if not isinstance(value, str) or not _is_colour(value):
            shown = f"{section}.{key} is {_told(value)}"
            raise ThemeError(f'{_called(path)}: {shown}, which is no colour; write "#7aa2d8" or "ansi_blue".')
    return values


def _is_colour(value: str) -> bool:
    try:
        return not Color.parse(value).auto
    except ColorParseError:
        return False


def _called(path: Path) -> str:
    return f"Theme {_told(path.name)}"


def _told(what: object) -> str:
    return clean(str(what), limit=80)
