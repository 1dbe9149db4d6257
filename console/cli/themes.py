"""Which theme the console begins with, and whether there is such a theme."""

from __future__ import annotations

import os
from pathlib import Path

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.ui.themes import PLAIN_THEME, ThemeError, own_files, read_theme, theme_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.config.model import UiSettings


def known_theme(option: str | None, ui: UiSettings, folder: Path) -> str:
    """The theme's name: the option's; `plain` where `NO_COLOR` or `linear` is set; or the setting's.

    `folder` has the agent's own themes. Raises `CommandError` when there is no such theme, or when its file is none.
    """
    name = option or (PLAIN_THEME if os.environ.get("NO_COLOR") or ui.linear else ui.theme)
    own = {path.stem: path for path in own_files(folder)}
    if name not in (names := sorted({*theme_names(), *own})):
        raise CommandError(ExitCode.USAGE, f"There is no theme {name!r}; there are {', '.join(names)}.")
    if name in own:
        try:
            read_theme(own[name])
        except ThemeError as error:
            raise CommandError(ExitCode.USAGE, str(error)) from None
    return name
