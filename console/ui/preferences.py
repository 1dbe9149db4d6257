"""What the agent prefers about the interface, as the settings say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from console.ui.glyphs import SETS, WORDS, Glyphs
from console.ui.themes import PLAIN_THEME

if TYPE_CHECKING:
    from console.config.model import NotifySettings, Settings


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings that the interface heeds; each of them has its sentence in `console.config.model`."""

    theme: str
    linear: bool
    """Whether everything is one column of words, with the terminal's cursor where the focus is."""
    themes: Path | None
    """Folder of the agent's own themes."""
    glyphs: Glyphs
    zone: tzinfo
    """The zone times are shown in."""
    mouse: bool
    restore: bool
    """Whether it opens as it was left."""
    after_resolve: str
    """What comes in the place of a conversation that is resolved: `stay`, `next` or `queue`."""
    reading_width: int
    """Columns."""
    departments: tuple[str, ...]
    """Ids or names; all departments when empty."""
    keymap: str
    """Name of the keys that come with the program."""
    notify: NotifySettings
    keys: Mapping[str, str]
    """Keys by the ids of actions, which go before those."""
    file: str = ""
    """Where the settings are; empty when no file is read."""

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        zone: tzinfo,
        theme: str | None = None,
        themes: Path | None = None,
        file: Path | None = None,
    ) -> Preferences:
        """What the settings say; `theme` goes before theirs, `zone` is the one theirs names or else the machine's."""
        return cls(
            theme=theme or (PLAIN_THEME if settings.ui.linear else settings.ui.theme),
            linear=settings.ui.linear,
            themes=themes,
            glyphs=WORDS if settings.ui.linear else SETS[settings.ui.glyphs],
            zone=zone,
            mouse=settings.ui.mouse,
            restore=settings.ui.restore,
            after_resolve=settings.ui.after_resolve,
            reading_width=settings.ui.reading_width,
            departments=tuple(settings.departments),
            keymap=settings.ui.keymap,
            notify=settings.notify,
            keys=settings.keys,
            file=str(file) if file is not None else "",
        )
