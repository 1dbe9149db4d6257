"""The conversations of one customer as a list, to look through them one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.services.records import QueueRow
from console.ui import format as formats
from console.ui.layouts import letter_of
from console.ui.panes.queue_words import STATUS_CELLS, status_word
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.list_keys import moves
from console.ui.widgets.part_view import Parts, PartView

HINTS = (("j k", "move"), ("Enter", "open"), ("J K", "show the next, the list stays"), ("q Esc", "back"))


class HistoryScreen(ModalScreen[str | None]):
    """Enter opens a conversation and is done; J and K show the next one behind the list."""

    def __init__(
        self,
        email: str,
        title: str,
        rows: Sequence[QueueRow],
        here: str | None,
        show: Callable[[str], None],
        clock: Callable[[], datetime],
    ) -> None:
        """`here` is the open conversation; `show` opens one while the list stays."""
        super().__init__()
        self.email = email
        self._title = title
        self._conversations = tuple(rows)
        self._here = here
        self._show = show
        self._clock = clock

    def compose(self) -> ComposeResult:
        """Title, rows, keys."""
        with Vertical(classes="dialog -wide"):
            yield PaneTitle(id="history-title")
            yield PartView(id="history-rows")
            yield FooterLine(id="history-keys")

    @property
    def rows(self) -> PartView:
        """The rows."""
        return self.query_one("#history-rows", PartView)

    def on_mount(self) -> None:
        """The cursor stands on the open one."""
        self.query_one("#history-keys", FooterLine).show_hints(HINTS)
        self.rows.marks_always = True
        self.rows.focus()
        self.show_conversations(self._conversations)

    def show_conversations(self, conversations: Sequence[QueueRow]) -> None:
        """Draw the rows; what came from the server meanwhile is among them."""
        self._conversations = tuple(conversations)
        title = self.query_one("#history-title", PaneTitle)
        title.title = self._title
        waiting = sum(row.status.waiting for row in self._conversations)
        title.note = f"{len(self._conversations)}, {waiting} waiting"
        at = self.rows.value or self._here
        rows: list[tuple[Parts, object]] = [(self._parts(row), row.id) for row in self._conversations]
        self.rows.show(rows or [([("No conversation of this customer is known.", "dim")], None)])
        self._go_to(at)

    def _go_to(self, conversation_id: object) -> None:
        places = [row.id for row in self._conversations]
        if conversation_id in places:
            self.rows.move_to(places.index(str(conversation_id)))

    def _parts(self, row: QueueRow) -> Parts:
        at = row.changed or row.created
        here = row.id == self._here
        return [
            (pad(status_word(row.status), STATUS_CELLS + 1), "dim"),
            (pad(formats.age(at, self._clock()) if at else "-", 6), "dim"),
            (f"{clean(row.code, limit=20)}  ", "strong" if here else "text"),
            (pad(clean(row.department_name, limit=60), 14) + " ", "dim"),
            (clean(row.subject, limit=300) or "(no subject)", "strong" if here else "text"),
        ]

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click on the row under the cursor opens it."""
        event.stop()
        self._open()

    def on_key(self, event: events.Key) -> None:
        """Move, open, or back."""
        letter = letter_of(event)
        match letter if letter in ("J", "K", "q", "H") else event.key:
            case "J" | "K":
                self.rows.move_by(1 if letter == "J" else -1)
                self._look()
            case "enter":
                self._open()
            case "q" | "H" | "escape":
                self.dismiss(None)
            case _:
                if not moves(self.rows, event):
                    return
        event.stop()
        event.prevent_default()

    def _look(self) -> None:
        """Show the one under the cursor behind the list."""
        value = self.rows.value
        if isinstance(value, str) and value != self._here:
            self._here = value
            self._show(value)
            self.show_conversations(self._conversations)

    def _open(self) -> None:
        value = self.rows.value
        if isinstance(value, str):
            self.dismiss(value)
