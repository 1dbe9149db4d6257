"""The queue: which customers wait, in windows of rows that may be a hundred thousand long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip

from console.services.records import QueueRow, Unread
from console.ui import format as formats
from console.ui.actions.base import Place
from console.ui.glyphs import UNICODE, Glyphs
from console.ui.panes.queue_words import STATUS_CELLS, later_words, short_name, status_word
from console.ui.panes.row_words import facts_words, state_words
from console.ui.panes.search_line import SearchLine
from console.ui.text import clean, clip
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.painting import PaintedWidget, Painter

if TYPE_CHECKING:
    from console.services.snippets import Snippet

AGE_CELLS = 5
CUSTOMER_CELLS = 12
DEPARTMENT_CELLS = 3
DEPARTMENT_FROM = 48
"""Width from which the department has a column."""
CUSTOMER_FROM = 34
REASON_INDENT = 2
PENDING_CELLS = 18
"""Of what is on its way, before the subject."""
TWO_LINES_UNDER = 60
"""Width of the terminal under which a row takes two lines."""


class Rows(Protocol):
    """What the pane needs of a queue view."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> QueueRow:
        """The row at a position."""


class Reasons(Protocol):
    """Why the rows are here: what a search found in them."""

    def reason(self, conversation_id: str) -> Snippet | None:
        """The passage of a conversation; None while it is not known."""

    def marks(self, text: str) -> Sequence[tuple[int, int]]:
        """Where what was searched for stands in a clean text."""


class QueueHeader(PaintedWidget):
    """Names of the columns."""

    def render_line(self, y: int) -> Strip:
        """One line of words over the columns."""
        width = self.size.width
        paint = self.painter(width).put("  ", "dim").put("waits", "dim", width=AGE_CELLS + 1)
        paint.put("", "dim", width=STATUS_CELLS + 3)
        room = paint.left - _right_cells(width - 2)
        paint.put("subject", "dim", width=room)
        if width - 2 >= CUSTOMER_FROM:
            paint.put(" customer", "dim", width=CUSTOMER_CELLS + 1)
        if width - 2 >= DEPARTMENT_FROM:
            paint.put(" dep", "dim", width=DEPARTMENT_CELLS + 1)
        return paint.strip()


def _right_cells(width: int) -> int:
    cells = CUSTOMER_CELLS + 1 if width >= CUSTOMER_FROM else 0
    return cells + (DEPARTMENT_CELLS + 1 if width >= DEPARTMENT_FROM else 0)


class QueueList(RowView):
    """The rows. Set `view` and call `rows_changed()`; selected ids carry a mark."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: Rows | None = None
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.zone: tzinfo = UTC
        self.glyphs: Glyphs = UNICODE
        self.selected: Collection[str] = ()
        """Ids of the selected conversations."""
        self.reasons: Reasons | None = None
        """With them, a row has one more line, with the passage that was found."""
        self.pending: Mapping[str, str] = {}
        """What is on its way, in words, by the ids of conversations."""

    @property
    def row_count(self) -> int:
        """Rows of the view."""
        return len(self.view) if self.view is not None else 0

    def show_pending(self, pending: Mapping[str, str]) -> None:
        """Say in the rows what is on its way."""
        if pending != self.pending:
            self.pending = pending
            self.lines_changed()

    def row_at_cursor(self) -> QueueRow | None:
        """The conversation under the cursor."""
        if self.view is None or not self.row_count:
            return None
        return self.view.row(min(self.cursor, self.row_count - 1))

    def side_mark(self, index: int) -> str:
        """The mark of a selected row, in its first line."""
        row, line = divmod(index, self.row_height)
        if line or self.view is None or not self.selected or self.view.row(row).id not in self.selected:
            return " "
        return self.glyphs.selected

    def draw_row(self, index: int, line: int, width: int) -> Strip:
        """A row in one line, or in two where the pane is narrow; below them why it was found."""
        if self.view is None:
            return Strip.blank(width)
        row = self.view.row(index)
        if self.glyphs.words and line < 2:
            return self._draw_words(row, line, width)
        if self.reasons is not None and line == self.row_height - 1:
            return self._draw_reason(row, self.reasons, width)
        if self.row_height == (1 if self.reasons is None else 2):
            return self._draw_wide(row, width)
        return self._draw_subject(row, width) if line == 0 else self._draw_facts(row, width)

    def _draw_words(self, row: QueueRow, line: int, width: int) -> Strip:
        paint = self.painter(width)
        if line:
            return paint.put(facts_words(row, self.clock()), "dim").strip()
        later = later_words(row, self.zone, self.clock())
        paint.put(state_words(row, later, selected=row.id in self.selected), "text")
        return paint.put(clean(row.subject, limit=400) or "(no subject)", self._subject_style(row)).strip()

    def _draw_wide(self, row: QueueRow, width: int) -> Strip:
        age, age_style = self._age(row)
        glyph, glyph_style = self._unread(row)
        paint = self.painter(width).put(age, age_style, width=AGE_CELLS, right=True).put(" ", "text")
        paint.put(status_word(row.status), "dim", width=STATUS_CELLS).put(" ", "text")
        paint.put(glyph, glyph_style, width=1)
        self._put_star(paint, row)
        self._put_subject(paint, row, max(0, paint.left - _right_cells(width)))
        if width >= CUSTOMER_FROM:
            paint.put(" ", "text").put(short_name(row), "text", width=CUSTOMER_CELLS)
        if width >= DEPARTMENT_FROM:
            paint.put(" ", "text").put(clean(row.department_name)[:DEPARTMENT_CELLS], "dim", width=DEPARTMENT_CELLS)
        return paint.strip()

    def _draw_subject(self, row: QueueRow, width: int) -> Strip:
        glyph, glyph_style = self._unread(row)
        paint = self._put_star(self.painter(width).put(glyph, glyph_style, width=1), row)
        return self._put_subject(paint, row, paint.left).strip()

    def _draw_facts(self, row: QueueRow, width: int) -> Strip:
        age, age_style = self._age(row)
        tail = f" {status_word(row.status)} "
        paint = self.painter(width).put("  ", "text")
        room = max(0, paint.left - len(tail) - AGE_CELLS)
        paint.put(f"{short_name(row)}  {clean(row.department_name)}", "dim", width=room)
        return paint.put(tail, "dim").put(age, age_style, width=AGE_CELLS, right=True).strip()

    def _put_subject(self, paint: Painter, row: QueueRow, width: int) -> Painter:
        if later := later_words(row, self.zone, self.clock()):
            paint.put(f"{later} ", "marker", width=min(width, cell_len(later) + 1))
            width = max(0, width - cell_len(later) - 1)
        if pending := clip(clean(self.pending.get(row.id, "")), PENDING_CELLS):
            paint.put(f"({pending}) ", "marker", width=min(width, cell_len(pending) + 3))
            width = max(0, width - cell_len(pending) - 3)
        subject = clean(row.subject, limit=400) or "(no subject)"
        marks = self.reasons.marks(subject) if self.reasons is not None else ()
        return paint.put_marked(subject, marks, self._subject_style(row), width=width)

    def _put_star(self, paint: Painter, row: QueueRow) -> Painter:
        return paint.put(self.glyphs.star, "marker", width=1) if row.is_starred else paint.put(" ")

    def _draw_reason(self, row: QueueRow, reasons: Reasons, width: int) -> Strip:
        paint = self.painter(width).put("", "text", width=REASON_INDENT)
        snippet = reasons.reason(row.id)
        if snippet is None:
            return paint.strip()
        if snippet.place:
            paint.put(f"{clean(snippet.place, limit=40)} ", "text")
        text = clean(snippet.text, limit=400)
        return paint.put_marked(text, reasons.marks(text), "dim").strip()

    def _age(self, row: QueueRow) -> tuple[str, str]:
        since = row.waiting_since or row.changed or row.created
        if since is None:
            return "-", "dim"
        return formats.age(since, self.clock()), "strong" if row.waiting_since else "dim"

    def _unread(self, row: QueueRow) -> tuple[str, str]:
        match row.unread:
            case Unread.CUSTOMER:
                return self.glyphs.customer_wrote, "customer"
            case Unread.NOTE:
                return self.glyphs.note_unread, "note"
            case Unread.CHANGE:
                return self.glyphs.changed, "dim"
            case Unread.BY_HAND:
                return self.glyphs.unread_by_hand, "strong"
        return (self.glyphs.draft, "marker") if row.has_draft else (" ", "text")

    def _subject_style(self, row: QueueRow) -> str:
        if row.unread in (Unread.CUSTOMER, Unread.NOTE, Unread.BY_HAND):
            return "strong"
        return "text" if row.status.waiting else "dim"


class QueuePane(Vertical):
    """Title, column names and rows."""

    place = Place.QUEUE

    class Opened(Message):
        """The conversation under the cursor is to be opened."""

    def compose(self) -> ComposeResult:
        """Title, header, list."""
        yield PaneTitle(id="queue-title")
        yield SearchLine(id="search-line")
        yield QueueHeader(id="queue-header")
        yield QueueList(id="queue-list")

    @property
    def rows(self) -> QueueList:
        """The list of rows."""
        return self.query_one("#queue-list", QueueList)

    @property
    def search_line(self) -> SearchLine:
        """The search over the rows."""
        return self.query_one("#search-line", SearchLine)

    def show_reasons(self, reasons: Reasons | None) -> None:
        """Say in the rows why they are here, once they are drawn anew."""
        self.rows.reasons = reasons
        self._fit_rows()

    def show(
        self, view: Rows, *, title: str = "Queue", note: str, keep: str | None = None, index: int | None = None
    ) -> None:
        """Draw a view; the cursor goes to `index`, where the conversation `keep` stands now, or stays on its line."""
        rows = self.rows
        offset = rows.cursor - rows.scroll_offset.y // rows.row_height
        rows.view = view
        moved = index is not None and index != rows.cursor
        if index is not None:
            rows.cursor = index
        rows.rows_changed()
        if moved and keep is not None:
            rows.scroll_lines((rows.cursor - offset) * rows.row_height)
        rows.show_cursor()
        line = self.query_one("#queue-title", PaneTitle)
        line.title, line.note = title, note

    def on_resize(self) -> None:
        """Other widths have other rows."""
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Two lines a row where one would hold too little, and one more for the reasons."""
        rows = self.rows
        is_wide = self.app.size.width >= TWO_LINES_UNDER and not rows.glyphs.words
        height = (1 if is_wide else 2) + (rows.reasons is not None)
        if rows.row_height != height:
            rows.row_height = height
            rows.rows_changed()
        self.query_one("#queue-header").display = is_wide

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click on the row under the cursor opens it."""
        event.stop()
        self.post_message(self.Opened())
