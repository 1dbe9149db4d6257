"""A dialog that asks for one line of text."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.widgets.text_field import TextField

MOST_WORDS = 400


class OneLine(ModalScreen[str | None]):
    """A field, and above it what it is about. The answer is what was typed, or None for Esc."""

    def __init__(self, title: str, words: str, placeholder: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._placeholder = placeholder
        self._value = value

    def compose(self) -> ComposeResult:
        """Title, words, field, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="line-title")
            yield PartView(id="question-words")
            yield TextField(placeholder=self._placeholder, id="line-field", compact=True)
            yield FooterLine(id="line-keys")

    def on_mount(self) -> None:
        """Begin with the value there is."""
        self.query_one("#line-title", PaneTitle).title = self._title
        words = self.query_one("#question-words", PartView)
        words.can_focus = False
        words.show([([(clean(self._words, limit=MOST_WORDS), "dim")], None)])
        field = self.query_one("#line-field", Input)
        field.cursor_blink = False
        field.value = clean(self._value, limit=MOST_WORDS)
        field.focus()
        self.query_one("#line-keys", FooterLine).show_hints([("Enter", "save"), ("Esc", "leave")])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes what is typed, when it is anything."""
        event.stop()
        if text := event.value.strip():
            self.dismiss(text)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key in ("escape", "ctrl+x"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)
