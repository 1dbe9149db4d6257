"""The names of the profiles, for shells that complete them: without all that reading the settings loads."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP_NAME = "liveagent-console"
FILE_NAME = "profiles.toml"


def profile_names(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The names in the file of the profiles, by its headings alone; none when it cannot be read."""
    try:
        with open(os.path.join(config_folder(environ), FILE_NAME), encoding="utf-8") as opened:
            lines = [line.strip() for line in opened]
    except (OSError, ValueError):
        return []
    headings = [line[len("[profile.") : -1] for line in lines if line.startswith("[profile.") and line.endswith("]")]
    return [name for name in (heading.strip().strip("\"'") for heading in headings) if name.isprintable()]


def config_folder(environ: Mapping[str, str]) -> str:
    """The folder of the settings, as `Paths.find` finds it."""
    if own := environ.get("LAC_CONFIG", "").strip():
        return os.path.abspath(os.path.expanduser(own))
    on_linux = sys.platform.startswith("linux")
    if on_linux:  # a test holds this against platformdirs, which takes as long as all else here
        home = environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return os.path.join(home, APP_NAME)
    from platformdirs import PlatformDirs

    return PlatformDirs(APP_NAME, appauthor=False).user_config_dir
