"""Which texts of a theme can be read on what they stand on, after the contrast of WCAG 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.color import Color
from textual.theme import Theme

from console.ui.colours import READABLE, contrast

TEXTS: Final = (
    *("foreground", "success", "warning", "error", "primary", "accent"),
    *("marker", "customer", "note", "link", "code", "heading", "dim", "system", "quote"),
)
"""What is written in panes and dialogs."""
GROUNDS: Final = ("background", "surface")
"""What that stands on."""
BAR_TEXTS: Final = ("foreground", "heading", "warning", "error", "dim", "marker")
"""What is written in bars and below the composer."""
BAR_GROUNDS: Final = ("bar", "panel")
"""What that stands on."""


def theme_colour(theme: Theme, name: str) -> Color:
    """A colour of a theme, by its name or the name of its variable."""
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def contrasts(theme: Theme) -> Iterator[tuple[float, str, str]]:
    """Contrast, text and ground of all that is written; nothing of the terminal's own colours, which nobody knows."""
    for texts, grounds in ((TEXTS, GROUNDS), (BAR_TEXTS, BAR_GROUNDS)):
        for ground in grounds:
            below = theme_colour(theme, ground)
            for text in texts:
                above = theme_colour(theme, text)
                if below.ansi is None and above.ansi is None:
                    yield contrast(below + above, below), text, ground


def hard_to_read(theme: Theme) -> str:
    """What cannot be read well, the worst of it first, as half a sentence; empty when all of it can."""
    found = sorted(pair for pair in contrasts(theme) if pair[0] < READABLE)
    if not found:
        return ""
    (ratio, text, ground), *rest = found
    more = f", and {len(rest)} more" if rest else ""
    return f"{text} is hard to read on {ground} (contrast {int(ratio * 10) / 10:g}, {READABLE:g} is enough){more}"
