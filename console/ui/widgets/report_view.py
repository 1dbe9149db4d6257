"""The table of a report: a line of headings, and rows under them; the column under the cursor stands out."""

from __future__ import annotations

from textual.strip import Strip

from console.ui.glyphs import glyphs_of
from console.ui.report_grid import Grid, GridColumn, fitting
from console.ui.widgets.line_view import MARKER_CELLS, RowView
from console.ui.widgets.painting import PaintedWidget
from console.ui.wrap import wrap_line

LINES_IN_WORDS = 2
"""Lines of a row where it is a sentence."""
BETWEEN = 2
"""Blanks between two columns."""


class ReportHead(PaintedWidget):
    """The headings of the columns that show."""

    def __init__(self, view: ReportView, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view

    def render_line(self, y: int) -> Strip:
        """The headings."""
        paint = self.painter(self.size.width).put(" " * MARKER_CELLS)
        at = self._view.column
        if glyphs_of(self.app).words:
            return paint.put(f"Column: {at.heading}" if at is not None else "", "heading").strip()
        for column in self._view.shown:
            style = "heading" if column is at and self._view.has_focus else "dim"
            paint.put(column.heading, style, width=column.width, right=column.unit.is_number).put(" " * BETWEEN)
        return paint.strip()


class ReportView(RowView):
    """The rows. The column under the cursor is always among those that show; the first one stays."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.grid: Grid | None = None
        self._at = 0
        self._first = 1
        self.head = ReportHead(self)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.grid.rows) if self.grid is not None else 0

    @property
    def column(self) -> GridColumn | None:
        """The column under the cursor."""
        columns = self.grid.columns if self.grid is not None else ()
        return columns[min(self._at, len(columns) - 1)] if columns else None

    @property
    def conversation_id(self) -> str:
        """The conversation that the row under the cursor is about; empty when it is about none."""
        rows = self.grid.rows if self.grid is not None else []
        return str(getattr(rows[self.cursor], "conversationid", "")) if rows else ""

    @property
    def shown(self) -> list[GridColumn]:
        """The columns that show."""
        if self.grid is None:
            return []
        columns = self.grid.columns
        self._first, shown = fitting(columns, self.size.width - MARKER_CELLS, self._at, self._first)
        return [columns[index] for index in shown]

    def show(self, grid: Grid | None, *, at: str | None = None) -> None:
        """Draw another report, or other rows of it, with the cursor on the column of that name."""
        self.grid = grid
        self.row_height = LINES_IN_WORDS if glyphs_of(self.app).words else 1
        names = [one.name for one in grid.columns] if grid is not None else []
        self._at = names.index(at) if at in names else 0
        self.cursor = 0
        self.rows_changed()
        self.scroll_lines(0)
        self.head.refresh()

    def move_column(self, step: int) -> None:
        """To another column."""
        last = len(self.grid.columns) - 1 if self.grid is not None else 0
        at = max(0, min(last, self._at + step))
        if at != self._at:
            self._at = at
            self.lines_changed()
            self.head.refresh()

    def draw_row(self, index: int, line: int, width: int) -> Strip:
        """The cells of a row."""
        paint = self.painter(width)
        if self.grid is None:
            return paint.strip()
        if glyphs_of(self.app).words:
            return paint.put(self._words(index, line, width)).strip()
        at = self.column
        for column in self.shown:
            style = "strong" if column is at else "text" if column.unit.is_number else "dim"
            if column is self.grid.columns[0] and column is not at:
                style = "text"
            cell = self.grid.cell(index, column)
            paint.put(cell, style, width=column.width, right=column.unit.is_number).put(" " * BETWEEN)
        return paint.strip()

    def _words(self, index: int, line: int, width: int) -> str:
        """A line of a row without columns: what it is about, then the column under the cursor, then all others."""
        grid, at = self.grid, self.column
        if grid is None or at is None:
            return ""
        others = [one for one in grid.columns if one not in (at, *grid.naming)]
        columns = others if at in grid.naming else [at, *others]
        values = ", ".join(f"{one.heading} {grid.cell(index, one)}" for one in columns)
        words = f"{grid.label(index)}: {values}"
        starts = [start for start, _ in wrap_line(words, width)]
        ends = [*starts[1 : self.row_height], len(words)]
        return words[starts[line] : ends[line]].rstrip() if line < len(starts) else ""

    def on_focus(self) -> None:
        """The marker and the heading under the cursor come."""
        self.head.refresh()

    def on_blur(self) -> None:
        """And go."""
        self.head.refresh()
