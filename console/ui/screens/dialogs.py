"""Small dialogs: a question with a key for each answer, and an error that somebody has to act on."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.wrap import wrap_line

WIDTH = 70


class Question(ModalScreen[str | None]):
    """A question; the answer is the key that was pressed, or None for Esc."""

    def __init__(self, title: str, words: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """Title, words, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="question-title")
            yield PartView(id="question-words")
            yield FooterLine(id="question-keys")

    def on_mount(self) -> None:
        """Wrap the words."""
        self.query_one("#question-title", PaneTitle).title = self._title
        text = clean(self._words, limit=4000)
        width = min(WIDTH, max(20, self.app.size.width - 12))
        rows = [([(text[start:end], "text")], None) for start, end in wrap_line(text, width)]
        view = self.query_one("#question-words", PartView)
        view.marker = " "
        view.show(rows)
        view.focus()
        self.query_one("#question-keys", FooterLine).show_hints((*self._answers, ("Esc", "leave")))

    def on_key(self, event: events.Key) -> None:
        """One of the answers, or Esc."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        for key, _ in self._answers:
            if key in (event.character, event.key, event.key.capitalize()):
                self.dismiss(key)
                return
