"""Profiles: several installations by name, in a private file beside the settings. No key is ever in it."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from console.config.errors import ConfigError
from console.config.folders import FILE_NAME
from console.config.kinds import Reader
from console.config.model import ZoneName
from console.config.paths import Paths, make_private_directory
from console.config.problems import Origins, unknown_name, wrong_value

DEFAULT = "default"
"""The name of what `settings.toml` says alone."""
VARIABLE = "LAC_PROFILE"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


@dataclass(frozen=True)
class Profile:
    """One installation and agent, and where the key for it is found."""

    url: str | None = None
    """Address of the server."""
    agent: str | None = None
    """Your address as an agent there."""
    zone: ZoneName | None = None
    """Zone of the server's times."""
    ca_file: Path | None = None
    """PEM file with certificates to trust beside the system's."""
    key_command: list[str] = field(default_factory=list)
    """Command whose first line is the key, as a list of words."""
    key_file: Path | None = None
    """File with the key, readable by you alone; below the configuration folder when it is relative."""
    keyring: bool = False
    """Whether the desktop's keyring has the key."""

    @property
    def has_key_source(self) -> bool:
        """Whether it says where its key is; when not, the key comes from the environment."""
        return bool(self.key_command or self.key_file or self.keyring)

    def key_words(self) -> str:
        """Where the key comes from, for people."""
        if self.key_command:
            return f"command {self.key_command[0]}"
        if self.key_file:
            return f"file {self.key_file}"
        return "keyring" if self.keyring else "environment LIVEAGENT_API_KEY"

    def settings(self) -> dict[str, object]:
        """What it sets, by the dotted names of the settings."""
        ca_file = str(self.ca_file) if self.ca_file else None
        found = {"server.url": self.url, "agent": self.agent, "server.zone": self.zone, "server.ca_file": ca_file}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Profiles:
    """All profiles, and which one is used when nothing else is said."""

    path: Path
    current: str | None = None
    by_name: dict[str, Profile] = field(default_factory=dict)

    def get(self, name: str) -> Profile:
        """A profile; raises `ConfigError` with the names there are."""
        if name in self.by_name:
            return self.by_name[name]
        known = ", ".join((DEFAULT, *self.by_name))
        message = f"There is no profile {name!r}; there are {known}. `lac profile add` makes one."
        raise ConfigError(message)

    def key_file(self, profile: Profile) -> Path | None:
        """The file of a profile's key."""
        return self.path.parent / profile.key_file if profile.key_file else None


def profiles_file(paths: Paths) -> Path:
    """Where the profiles are kept."""
    return paths.config / FILE_NAME


def load_profiles(path: Path) -> Profiles:
    """The profiles of a file; none when there is no file. Raises `ConfigError`."""
    try:
        with path.open("rb") as opened:
            _check(path, os.fstat(opened.fileno()))
            data = opened.read()
    except FileNotFoundError:
        return Profiles(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ConfigError(message) from None
    return _read(path, data)


def check_name(name: str) -> None:
    """Raise `ConfigError` when no profile can be called so."""
    if name == DEFAULT:
        message = f"{DEFAULT} is what the settings file says; give the profile another name."
        raise ConfigError(message)
    if not _NAME.fullmatch(name):
        message = f"{name!r} is no name for a profile: letters, digits, dots, dashes and underscores, 40 at most."
        raise ConfigError(message)


def save_profiles(profiles: Profiles) -> None:
    """Write the file anew, for this user alone: whole or not at all. Raises `ConfigError`."""
    make_private_directory(profiles.path.parent)
    write_private(profiles.path, _toml(profiles))


def write_private(path: Path, text: str) -> None:
    """Put a text into a file of mode 0600, whole or not at all. Raises `ConfigError`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(path)
    except (OSError, UnicodeEncodeError) as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) else "there are characters in it that are none"
        message = f"{path} cannot be written: {reason}."
        raise ConfigError(message) from None


def with_profile(profiles: Profiles, name: str, profile: Profile) -> Profiles:
    """The profiles with one more."""
    return replace(profiles, by_name={**profiles.by_name, name: profile})


def without_profile(profiles: Profiles, name: str) -> Profiles:
    """The profiles with one less; when it was the current one, the settings file is used again."""
    rest = {one: profile for one, profile in profiles.by_name.items() if one != name}
    return replace(profiles, by_name=rest, current=None if profiles.current == name else profiles.current)


def _check(path: Path, found: os.stat_result) -> None:
    """A file that others can write could name a command that runs with this user's rights."""
    if found.st_uid != os.getuid():
        message = f"{path} is not read: it belongs to another user."
    elif stat.S_IMODE(found.st_mode) & 0o077:
        message = f"{path} is not read: others may read or write it. Run: chmod 600 {path}"
    else:
        return
    raise ConfigError(message)


def _read(path: Path, data: bytes) -> Profiles:
    import tomllib  # not without a file

    from console.config.toml_lines import line_numbers

    try:
        text = data.decode()
        tree = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: {error}."
        raise ConfigError(message) from None
    origins: Origins = {(): str(path)}
    origins.update((place, f"{path}, line {line}") for place, line in line_numbers(text).items())
    problems: list[str] = []
    reader = Reader(
        refuse=lambda place, value, allowed: problems.append(wrong_value(place, value, allowed, origins)),
        unknown=lambda place, known: problems.append(unknown_name(place, known, origins)),
    )
    named = _table(tree, problems, path)
    found = {name: reader.section(Profile, section, ("profile", name)) for name, section in named.items()}
    current = tree.get("current")
    if current is not None and current not in found:
        problems.append(f"{path}: current is {current!r}, which is no profile of it.")
    if problems:
        raise ConfigError(*problems)
    return Profiles(path, current, found)


def _table(tree: dict[str, Any], problems: list[str], path: Path) -> dict[str, Any]:
    problems += [
        f"{path}: there is no setting {name!r}; known are current and profile."
        for name in tree
        if name not in ("current", "profile")
    ]
    named = tree.get("profile", {})
    if not isinstance(named, dict):
        problems.append(f"{path}: profile must be tables, one for each: [profile.NAME].")
        return {}
    problems += [f"{path}: {name!r} is no name for a profile." for name in named if not _NAME.fullmatch(name)]
    return named


def _toml(profiles: Profiles) -> str:
    lines = ["# Written by `lac profile`; see there."]
    if profiles.current is not None:
        lines.append(f"current = {_quoted(profiles.current)}")
    for name, profile in profiles.by_name.items():
        lines += ["", f"[profile.{_quoted(name)}]"]
        texts = {"url": profile.url, "agent": profile.agent, "zone": profile.zone}
        texts |= {"ca_file": _text(profile.ca_file), "key_file": _text(profile.key_file)}
        lines += [f"{setting} = {_quoted(text)}" for setting, text in texts.items() if text is not None]
        if profile.key_command:
            lines.append(f"key_command = [{', '.join(map(_quoted, profile.key_command))}]")
        if profile.keyring:
            lines.append("keyring = true")
    return "\n".join(lines) + "\n"


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _quoted(text: str) -> str:
    """A TOML string. JSON's are the same but for the one control character that it takes as it is."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
