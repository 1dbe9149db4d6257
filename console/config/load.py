"""Loading the settings: file, then environment, then flags; whatever is unknown or wrong is a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any, TypeAlias

from console.config.errors import ConfigError
from console.config.kinds import Reader, kinds_of
from console.config.model import Settings
from console.config.problems import Origins, unknown_name, wrong_value

Tree: TypeAlias = dict[str, Any]
"""Settings before validation, as TOML has them."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Settings of a profile."""

    values: Mapping[str, object]
    """By dotted names."""
    origin: str
    """Where they stand, for messages."""
    chosen: bool
    """Whether it was named for this run, and so goes before the environment as well."""


WELL_KNOWN = {"LIVEAGENT_URL": "server.url", "LIVEAGENT_AGENT": "agent"}
"""Environment variables beside those that derive from the settings' names."""


def load_settings(
    path: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    required: bool = False,
    overlay: Overlay | None = None,
) -> Settings:
    """The settings of a TOML file, overridden by the environment, overridden by flags; raises `ConfigError`.

    `flags` go by dotted names, such as `{"server.url": "https://…"}`; None means not given. A missing file is empty
    unless `required`. The environment's names derive from the settings': `LAC_UI_THEME` is `ui.theme`; lists have
    commas. An overlay goes between file and environment, or before both when it was chosen by name.
    """
    origins: Origins = {}
    tree = _read_file(path, origins, required=required) if path is not None else {}
    layers = [*_environment(environ or {})]
    if overlay is not None:
        above = [(dotted, value, overlay.origin) for dotted, value in overlay.values.items()]
        layers = [*layers, *above] if overlay.chosen else [*above, *layers]
    layers += [(dotted, value, "The command line") for dotted, value in (flags or {}).items() if value is not None]
    for dotted, value, origin in layers:
        _put(tree, dotted, value)
        origins[tuple(dotted.split("."))] = origin
    problems: list[str] = []
    reader = Reader(
        refuse=lambda place, value, allowed: problems.append(wrong_value(place, value, allowed, origins)),
        unknown=lambda place, known: problems.append(unknown_name(place, known, origins)),
    )
    settings: Settings = reader.section(Settings, tree)
    if problems:
        raise ConfigError(*problems)
    return settings


def _environment(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    for name, dotted in environment_names().items():
        if environ.get(name, "") != "":
            yield dotted, _from_text(environ[name], _default(dotted)), f"The environment variable {name}"


def setting_names(model: type = Settings, above: str = "") -> Iterator[str]:
    """The dotted names of all settings, in their order."""
    for name, kind in kinds_of(model).items():
        if is_dataclass(kind) and isinstance(kind, type):
            yield from setting_names(kind, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def environment_names() -> dict[str, str]:
    """Environment variables and the settings they set; `keys` alone has none."""
    derived = {f"LAC_{name.replace('.', '_').upper()}": name for name in setting_names() if name != "keys"}
    return {**derived, **WELL_KNOWN}


def _read_file(path: Path, origins: Origins, *, required: bool) -> Tree:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if not required:
            return {}
        message = f"There is no settings file {path}."
        raise ConfigError(message) from None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ConfigError(message) from None
    return _read_toml(path, data, origins)


def _read_toml(path: Path, data: bytes, origins: Origins) -> Tree:
    import tomllib  # not without a settings file

    from console.config.toml_lines import line_numbers

    try:
        text = data.decode()
        tree = tomllib.loads(text)
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is not UTF-8."
        raise ConfigError(message) from None
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: {error}."
        raise ConfigError(message) from None
    origins[()] = str(path)
    origins.update((place, f"{path}, line {line}") for place, line in line_numbers(text).items())
    return tree


def _put(tree: Tree, dotted: str, value: object) -> None:
    *sections, last = dotted.split(".")
    for section in sections:
        below = tree.get(section)
        if not isinstance(below, dict):
            below = tree[section] = {}
        tree = below
    tree[last] = value


def _default(dotted: str) -> object:
    value: object = Settings()
    for name in dotted.split("."):
        value = getattr(value, name)
    return value


def _from_text(text: str, default: object) -> object:
    """A variable's text as the type that the setting's default shows; what does not fit stays text, to be refused."""
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(default, int) and not isinstance(default, bool) and text.strip().isdecimal():
        return int(text)
    return text
