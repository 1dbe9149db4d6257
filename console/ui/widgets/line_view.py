"""Scrolling views whose lines are drawn on demand: no widget per row, a marker for a cursor, no animation."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.ui.glyphs import glyphs_of
from console.ui.widgets.painting import PaintedWidget
from console.ui.wrap import wrap_line

MARKER_CELLS = 2
"""Cells at the left that hold the cursor's marker and a blank."""
KEPT_LINES = 256
"""Drawn lines kept for repainting."""
WHEEL_LINES = 3


class LineView(PaintedWidget, ScrollView, can_focus=True, inherit_bindings=False):
    """Lines by the line API.

    A subclass gives `line_count`, `draw_line(index, width)` and `is_marked(index)`, and says with `lines_changed()`
    when they are others. The marker is a mark in the first column, so that moving a cursor repaints two cells.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.marker = "▌"
        """The mark of the cursor; a blank hides it."""
        self.empty_text = ""
        """What stands there while there are no lines; words of our own, not the server's."""
        self.labels: Mapping[int, str] = {}
        """By lines, letters that lead there and stand in the marker's place; two cells at most."""
        self._kept: OrderedDict[int, Strip] = OrderedDict()

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return 0

    def draw_line(self, index: int, width: int) -> Strip:
        """A line in `width` cells, without the marker."""
        return Strip.blank(width)

    @property
    def cursor_line(self) -> int:
        """The line at which the cursor is; the first on the screen where there is none."""
        return self.scroll_offset.y

    def is_marked(self, index: int) -> bool:
        """Whether the marker stands at this line."""
        return False

    def side_mark(self, index: int) -> str:
        """A mark of one cell beside the cursor's, such as that of a selected row."""
        return " "

    def lines_changed(self) -> None:
        """The lines are others: forget the drawn ones, fit the scrolling and paint."""
        self._kept.clear()
        self.fit()
        self.refresh()

    def forget_painted(self) -> None:
        """Forget the drawn lines."""
        self._kept.clear()

    def fit(self) -> None:
        """Make the scrolling range that of the lines."""
        size = Size(self.size.width, self.line_count)
        if self.styles.is_auto_height:
            self.virtual_size = size
        else:
            # Said quietly: the lines change nothing outside the view, and a layout would paint the whole screen.
            self.set_reactive(LineView.virtual_size, size)
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_lines(self.max_scroll_y)

    def refresh_lines_at(self, first: int, count: int = 1) -> None:
        """Draw some lines again, in place."""
        for index in range(first, first + count):
            self._kept.pop(index, None)
        self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, count))

    def refresh_marker(self, first: int, count: int = 1) -> None:
        """Paint only the markers of some lines."""
        self.refresh(Region(0, first - self.scroll_offset.y, 1, count))

    def on_resize(self, event: events.Resize) -> None:
        """Width or height changed."""
        self.lines_changed()

    def render_line(self, y: int) -> Strip:
        """One line of the viewport: the marker, a blank and the line."""
        width = self.size.width
        index = y + self.scroll_offset.y
        if index >= self.line_count or width <= MARKER_CELLS:
            return self._blank(index, width)
        drawn = self._kept.get(index)
        if drawn is None:
            drawn = self._kept[index] = self.draw_line(index, width - MARKER_CELLS)
            if len(self._kept) > KEPT_LINES:
                self._kept.popitem(last=False)
        if label := self.labels.get(index):
            glued = len(label) == MARKER_CELLS and not drawn.text.startswith(" ")
            rest = [Segment(" "), *drawn.crop(0, width - MARKER_CELLS - 1)] if glued else [*drawn]
            return Strip([Segment(label.ljust(MARKER_CELLS), self.label_style()), *rest], width)
        sign = self._mark_sign(index) if self.is_marked(index) else " "
        mark = Segment(sign, self.line_style("marker"))
        side = self.side_mark(index)
        beside = Segment(side, self.line_style("text" if side == " " else "marker"))
        return Strip([mark, beside, *drawn], width)

    def _mark_sign(self, index: int) -> str:
        """The cursor's mark; in words one for all its lines, and none where the terminal's own cursor stands."""
        glyphs = glyphs_of(self.app)
        if glyphs.words and not self.has_focus and self.marker.strip():
            return ">" if index == self.cursor_line else " "
        return glyphs.drawn(self.marker)

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Put letters beside these lines, and none beside others."""
        if labels != self.labels:
            self.labels = dict(labels)
            self.refresh()

    def _blank(self, index: int, width: int) -> Strip:
        """A line with nothing on it; where there are no lines at all, the words that say why."""
        paint = self.painter(width)
        if not self.line_count and self.empty_text:
            rows = wrap_line(self.empty_text, max(10, width - MARKER_CELLS - 1))
            if index < len(rows):
                start, end = rows[index]
                paint.put(" " * MARKER_CELLS).put(self.empty_text[start:end], "dim")
        return paint.strip()

    def scroll_lines(self, y: float) -> None:
        """Put this line at the top, at once."""
        self.scroll_to(y=max(0, min(int(y), self.max_scroll_y)), animate=False, force=True)

    def scroll_by(self, lines: int) -> None:
        """Scroll by some lines, at once."""
        self.scroll_lines(self.scroll_offset.y + lines)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls; the cursor stays."""
        event.stop()
        event.prevent_default()  # Textual would scroll as well
        self.scroll_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls; the cursor stays."""
        event.stop()
        event.prevent_default()  # Textual would scroll as well
        self.scroll_by(-WHEEL_LINES)


class RowView(LineView):
    """Rows of one height, one of which is under the cursor.

    A subclass gives `row_count` and `draw_row(index, line, width)`; the rest follows. It posts `Moved` when the cursor
    stands on another row, and `Chosen` when a row is clicked that is under the cursor already.
    """

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, view: RowView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> RowView:
            """The view, for `@on` with a selector."""
            return self.view

    class Chosen(Message):
        """A row was chosen by mouse."""

        def __init__(self, view: RowView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> RowView:
            """The view, for `@on` with a selector."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self.row_height = 1
        """Lines a row takes."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return 0

    def draw_row(self, index: int, line: int, width: int) -> Strip:
        """One line of a row."""
        return Strip.blank(width)

    @property
    def line_count(self) -> int:
        """Rows times their height."""
        return self.row_count * self.row_height

    def draw_line(self, index: int, width: int) -> Strip:
        """The line of its row."""
        row, line = divmod(index, self.row_height)
        return self.draw_row(row, line, width)

    @property
    def cursor_line(self) -> int:
        """The first line of the row under the cursor."""
        return self.cursor * self.row_height

    def is_marked(self, index: int) -> bool:
        """Whether the line belongs to the row under the cursor."""
        return index // self.row_height == self.cursor

    def rows_changed(self) -> None:
        """The rows are others; the cursor stays inside them."""
        self.cursor = max(0, min(self.cursor, self.row_count - 1))
        self.lines_changed()

    def refresh_row(self, index: int) -> None:
        """Draw one row again, in place."""
        self.refresh_lines_at(index * self.row_height, self.row_height)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        super().on_resize(event)
        self.show_cursor()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and show it; only the two marks are repainted unless the view scrolls."""
        index = max(0, min(index, self.row_count - 1))
        if index == self.cursor or not self.row_count:
            return
        before, self.cursor = self.cursor, index
        self.refresh_marker(before * self.row_height, self.row_height)
        self.refresh_marker(index * self.row_height, self.row_height)
        self.show_cursor()
        self.post_message(self.Moved(self))

    def show_cursor(self) -> None:
        """Scroll by half a page when the cursor is out of view, so that most moves repaint nothing else."""
        height, top = self.size.height, self.scroll_offset.y
        first, last = self.cursor * self.row_height, (self.cursor + 1) * self.row_height
        if not height or (first >= top and last <= top + height):
            return
        self.scroll_lines(first - height // 2)

    def move_by(self, rows: int) -> None:
        """Move the cursor by some rows, stopping at the ends."""
        self.move_to(self.cursor + rows)

    def move_page(self, pages: int) -> None:
        """Move the cursor and the view by a page, one row kept for orientation."""
        rows = max(1, self.size.height // self.row_height - 1)
        target = self.cursor + pages * rows
        self.scroll_by(pages * rows * self.row_height)
        self.move_to(target)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a click on the row under the cursor chooses it."""
        index = (event.y + self.scroll_offset.y) // self.row_height
        if index >= self.row_count:
            return
        if index == self.cursor or event.chain > 1:
            self.post_message(self.Chosen(self))
        self.move_to(index)
