"""Small dialogs: a question with a key for each answer, and an error that somebody has to act on."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.ui.layouts import letter_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

WIDTH = 70
KEY_CELLS = 7


class Question(ModalScreen[str | None]):
    """A question; the answer is the key that was pressed, or None for Esc and q.

    The answers are rows as well, for arrows and Enter; at first the cursor is on the one that changes nothing.
    """

    def __init__(self, title: str, words: str, answers: Sequence[tuple[str, str]], *, otherwise: str = "leave") -> None:
        """`otherwise` is what Esc does, where "leave" could be taken for something else."""
        super().__init__()
        self._otherwise = otherwise
        self._title = title
        self._words = words
        self._answers = tuple(answers)
        self._first = 0
        """The row of the first answer."""

    def compose(self) -> ComposeResult:
        """Title, words, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="question-title")
            yield PartView(id="question-words")
            yield FooterLine(id="question-keys")

    def on_mount(self) -> None:
        """Title, keys and rows; the cursor is on what changes nothing."""
        self.query_one("#question-title", PaneTitle).title = self._title
        leave = ("Esc", self._otherwise) if self._answers else ("q Esc", "back")
        self.query_one("#question-keys", FooterLine).show_hints((*self._answers, leave))
        view = self.query_one("#question-words", PartView)
        self._fill()
        if self._asks:
            view.move_to(view.row_count - 1)
        else:
            view.marker = " "
        view.focus()

    @property
    def _asks(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self._answers) and "Enter" not in dict(self._answers)

    def on_resize(self) -> None:
        """Wrap the words anew; the cursor stays on its answer."""
        view = self.query_one("#question-words", PartView)
        answer = view.cursor - self._first
        self._fill()
        view.move_to(self._first + answer)

    def _fill(self) -> None:
        text = clean(self._words, keep_newlines=True, limit=4000)
        width = min(WIDTH, max(20, self.app.size.width - 12))
        lines = [line[start:end] for line in text.split("\n") for start, end in wrap_line(line, width)]
        rows: list[tuple[Parts, object]] = [([(line, "text")], None) for line in lines]
        self._first = len(rows) + 1
        if self._asks:
            rows.append(([("", "text")], None))
            rows += [([(pad(key, KEY_CELLS), "key"), (label, "text")], key) for key, label in self._answers]
            rows.append(([(pad("Esc", KEY_CELLS), "key"), (self._otherwise, "text")], None))
        self.query_one("#question-words", PartView).show(rows)

    def on_key(self, event: events.Key) -> None:
        """One of the answers, or Esc and q."""
        event.stop()
        event.prevent_default()
        for key, _ in self._answers:
            if key in (event.character, event.key, event.key.capitalize(), letter_of(event)):
                self.dismiss(key)
                return
        view = self.query_one("#question-words", PartView)
        match "escape" if letter_of(event) == "q" else event.key:
            case "escape":
                self.dismiss(None)
            case "up":
                view.move_to(max(self._first, view.cursor - 1))
            case "down":
                view.move_by(1)
            case "enter":
                self.dismiss(view.value if isinstance(view.value, str) else None)

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click on the row under the cursor chooses it."""
        event.stop()
        value = self.query_one("#question-words", PartView).value
        if isinstance(value, str):
            self.dismiss(value)
