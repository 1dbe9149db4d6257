"""Server text to drawable text: the only door through which a string of the help desk reaches the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.content import Content
from textual.filter import LineFilter

from console.ui.drawable import (
    ELLIPSIS,
    MAX_MARKS,
    REPLACEMENT,
    SUSPECT,
    TAB,
    Table,
    clean,
    clip,
    drawable,
    pad,
    segment_text,
    typed,
)

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

__all__ = [
    "ELLIPSIS",
    "MAX_MARKS",
    "REPLACEMENT",
    "TAB",
    "OutputGuard",
    "cell",
    "clean",
    "clip",
    "content",
    "pad",
    "segment_text",
    "typed",
]


def content(text: str, *, style: str = "", keep_newlines: bool = False, limit: int = 4000) -> Content:
    """Cleaned text for `Static`, `Label`, `Option`, borders, tooltips: never read as markup."""
    return Content.styled(clean(text, keep_newlines=keep_newlines, limit=limit), style)


def cell(text: str, *, style: str = "", limit: int = 4000) -> Text:
    """Cleaned text for the cells of a `DataTable`, which measures nothing else right: never read as markup."""
    return Text(clean(text, limit=limit), style=style, no_wrap=True, end="")


class OutputGuard(LineFilter):
    """The second line of defence: cleans what is about to be drawn, whichever widget drew it.

    Goes last into the application's line filters. Each segment keeps its cell width, for the line is laid out
    already; hyperlinks are taken out of the styles, because their addresses reach the terminal unchecked.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments; those that held something forbidden are replaced."""
        return [
            segment if _is_harmless(segment) else Segment(_guard(segment.text), _without_link(segment.style))
            for segment in segments
        ]


def _is_harmless(segment: Segment) -> bool:
    text, style, control = segment
    if control or (style is not None and style.link):
        return False
    return (text.isascii() and text.isprintable()) or SUSPECT.search(text) is None


def _guard(text: str) -> str:
    if SUSPECT.search(text) is None:
        return text
    guarded, cells = text.translate(_GUARDED), cell_len(text)
    # Joined emoji and emoji variants are the only sequences whose width is not the sum of their characters'.
    return guarded if cell_len(guarded) == cells else set_cell_size(guarded, cells)


def _without_link(style: Style | None) -> Style | None:
    return style.update_link(None) if style is not None and style.link else style


def _guarded(codepoint: int) -> str:
    """Like `drawable`, for text already laid out: the replacement takes exactly the cells of the character."""
    character, drawn = chr(codepoint), drawable(codepoint)
    cells = get_character_cell_size(character)
    if codepoint >= 0x20 and drawn == character:
        return character
    return (drawn[:1] + " ")[:cells] if cells else ""


_GUARDED: Final = Table(_guarded)
