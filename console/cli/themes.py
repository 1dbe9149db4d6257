"""Whether a theme of the name given is there."""

from __future__ import annotations

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.ui.styles import theme_names


def known_theme(name: str | None) -> str | None:
    """The name, when there is such a theme or none was given; raises `CommandError` with the names there are."""
    if name is not None and name not in (names := theme_names()):
        raise CommandError(ExitCode.USAGE, f"There is no theme {name!r}; there are {', '.join(names)}.")
    return name
