"""Consoles that begin alike: each on its own copy of the same demo desk, at the same moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console.app import practice_console
from console.config.model import Settings, UiSettings
from console.ui.console_app import ConsoleApp

MOMENT = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
"""A Monday, 08:40 where the demo's help desk is: the queue of a weekend, and the shift has begun."""

STILL = 10_000.0
"""The pace of a picture: nothing happens by itself while it is taken."""


def settings_of(*, linear: bool) -> Settings:
    """Those that a console for a picture has."""
    return Settings(ui=UiSettings(linear=linear))


def practice_on(folder: Path) -> Callable[[str, bool], AbstractContextManager[ConsoleApp]]:
    """A maker of consoles in a theme, linear or not; `folder` takes the desk that all of them start from."""

    @contextmanager
    def make(theme: str, linear: bool) -> Iterator[ConsoleApp]:
        original = folder / "desk.db"
        if not original.exists():
            with practice_console(folder, moment=MOMENT):
                pass  # opened once to make the desk's data
        with TemporaryDirectory(dir=folder) as own:
            shutil.copy(original, own)
            settings = settings_of(linear=linear)
            with practice_console(Path(own), moment=MOMENT, theme=theme, settings=settings, pace=STILL) as app:
                yield app

    return make
