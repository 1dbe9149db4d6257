"""Where the program's files are and the names of the profiles, found without loading anything: shells ask for them."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP_NAME = "liveagent-console"
FILE_NAME = "profiles.toml"

_PLACES = {
    "config": ("LAC_CONFIG", "XDG_CONFIG_HOME", "~/.config"),
    "state": ("LAC_STATE", "XDG_STATE_HOME", "~/.local/state"),
    "cache": ("LAC_CACHE", "XDG_CACHE_HOME", "~/.cache"),
}
"""Kinds of folders: the variable that names one, and what Linux knows of it."""


def folder(kind: str, environ: Mapping[str, str] = os.environ) -> str:
    """A folder of this program: `config`, `state` or `cache`."""
    own, known, default = _PLACES[kind]
    if text := environ.get(own, "").strip():
        return os.path.abspath(os.path.expanduser(text))
    on_linux = sys.platform.startswith("linux")
    if on_linux:  # a test holds this against platformdirs, which takes as long as all else that a shell asks for
        return os.path.join(environ.get(known, "").strip() or os.path.expanduser(default), APP_NAME)
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_NAME, appauthor=False)
    return {"config": dirs.user_config_dir, "state": dirs.user_state_dir, "cache": dirs.user_cache_dir}[kind]


def profile_names(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The names in the file of the profiles, by its headings alone; none when it cannot be read."""
    try:
        with open(os.path.join(folder("config", environ), FILE_NAME), encoding="utf-8") as opened:
            lines = [line.strip() for line in opened]
    except (OSError, ValueError):
        return []
    headings = [line[len("[profile.") : -1] for line in lines if line.startswith("[profile.") and line.endswith("]")]
    return [name for name in (heading.strip().strip("\"'") for heading in headings) if name.isprintable()]
