"""Where the focus is on the screen, for the terminal's own cursor, which screen readers and magnifiers follow."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input, TextArea

from console.ui.widgets.line_view import MARKER_CELLS, LineView


def _cells_before(field: Input) -> int:
    return cell_len(field.value[: field.cursor_position])


def focus_point(screen: Screen[Any]) -> Offset:
    """The cell of the text cursor, or of the first letter of the row that has the focus; the last line without one."""
    focused = screen.focused
    if focused is None:
        return Offset(0, max(0, screen.size.height - 1))
    if isinstance(focused, TextArea):
        return focused.cursor_screen_offset
    if isinstance(focused, Input):
        # Textual's own answer is a cell too far at the end of the text.
        cells = len(focused.value[: focused.cursor_position]) if focused.password else _cells_before(focused)
        return focused.content_region.offset + Offset(cells - focused.scroll_offset.x, 0)
    region = focused.region
    if not isinstance(focused, LineView):
        return region.offset
    line = focused.cursor_line - focused.scroll_offset.y
    return Offset(region.x + MARKER_CELLS, region.y + max(0, min(line, region.height - 1)))
