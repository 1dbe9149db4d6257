"""A view of prepared lines of parts: previews, facts and other short texts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from console.ui.widgets.line_view import RowView

Parts = Sequence[tuple[str, str]]
"""Cleaned texts, each with the name of its line style."""


class PartView(RowView):
    """Rows given as parts. Rows that can be chosen carry a value; the cursor goes over all of them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[tuple[Parts, object]] = []
        self.marks_always = False
        """Whether the marker shows without the focus too, because something else follows the cursor."""

    def is_marked(self, index: int) -> bool:
        """The marker of a view without the focus would only distract."""
        return (self.marks_always or self.has_focus) and super().is_marked(index)

    def on_focus(self) -> None:
        """The marker comes."""
        self.refresh_marker(self.cursor)

    def on_blur(self) -> None:
        """The marker goes."""
        self.refresh_marker(self.cursor)

    def show(self, rows: Sequence[tuple[Parts, object]], *, from_top: bool = False) -> None:
        """Draw these rows: each its parts and the value it stands for, or None."""
        self._rows = list(rows)
        if from_top:
            self.cursor = 0
        self.rows_changed()
        if from_top:
            self.scroll_lines(0)

    @property
    def shown(self) -> Sequence[tuple[Parts, object]]:
        """The rows, with the values they stand for."""
        return self._rows

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def value(self) -> object:
        """What the row under the cursor stands for."""
        return self._rows[self.cursor][1] if self._rows else None

    def draw_row(self, index: int, line: int, width: int) -> Strip:
        """The row's parts."""
        paint = self.painter(width)
        for text, style in self._rows[index][0]:
            paint.put(text, style)
        return paint.strip()
