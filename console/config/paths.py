"""Where settings, state and cache live. Start-up reads this first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console.config.errors import ConfigError
from console.config.folders import folder


@dataclass(frozen=True, slots=True)
class Paths:
    """The directories of one user. Found, not made: `create()` makes them."""

    config: Path
    """Settings and, if the user keeps it so, the key."""
    state: Path
    """What must not be lost: drafts, outbox, marks, audit."""
    cache: Path
    """What the server can give again."""

    @classmethod
    def find(cls, environ: Mapping[str, str] = os.environ) -> Paths:
        """The system's places for this program; `LAC_CONFIG`, `LAC_STATE` and `LAC_CACHE` name others."""
        return cls(*(Path(folder(kind, environ)) for kind in ("config", "state", "cache")))

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.config / "settings.toml"

    @property
    def key_file(self) -> Path:
        """The API key, when it is kept in a file."""
        return self.config / "api-key"

    @property
    def themes(self) -> Path:
        """Themes of the user's own."""
        return self.config / "themes"

    def create(self) -> None:
        """Make the directories that are missing, for this user alone; raises `ConfigError`."""
        for path in (self.config, self.state, self.cache):
            make_private_directory(path)


def make_private_directory(path: Path) -> None:
    """Make a directory, and those above it that are missing, with mode 0700; one that exists stays as it is."""
    missing = [one for one in (path, *path.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        message = f"The directory {path} cannot be made: {error.strerror}."
        raise ConfigError(message) from None
    if not path.is_dir():
        message = f"{path} is no directory; move it away or name another place."
        raise ConfigError(message)
