"""The keymaps that come with the program: files of keys by the names of actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "keymaps"


@dataclass(frozen=True, slots=True)
class Preset:
    """Keys that stand in the place of the actions' own, and beneath the user's."""

    keys: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    """Whether actions that it does not name have no key at all."""


def preset_names() -> list[str]:
    """Names of the keymaps there are."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def load_preset(name: str) -> Preset:
    """A keymap; raises `KeyError` with the names there are when there is none of that name."""
    if name == "default":
        return Preset()
    import tomllib  # not for the usual keys

    path = _FOLDER / f"{name}.toml"
    if "/" in name or not path.is_file():
        message = f"There is no keymap {name!r}; there are {', '.join(preset_names())}"
        raise KeyError(message)
    values = tomllib.loads(path.read_text("utf-8"))
    return Preset(values["keys"], values.get("only", False))
