"""The search over the queue's rows: a line to type into, and below it what was found or what is wrong."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from console.ui.actions.base import Place
from console.ui.panes.knowledge import SearchField
from console.ui.text import clean
from console.ui.widgets.painting import PaintedWidget

PLACEHOLDER = "words, or dept:  status:  tag:  is:  agent:  from:  older:  newer:"


class ConversationField(SearchField):
    """Where the words are typed."""

    place = Place.FINDING


class SearchNote(PaintedWidget):
    """One line about the results."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words, self._style = "", "dim"

    def show(self, words: str, style: str) -> None:
        """Draw these words, which may hold some of the server's."""
        if (words, style) != (self._words, self._style):
            self._words, self._style = words, style
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The words."""
        return self.painter(self.size.width).put("  ").put(clean(self._words, limit=500), self._style).strip()


class SearchLine(Vertical):
    """The field and the note; out of sight while nothing is searched for."""

    class Typed(Message):
        """Other words are searched for."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The agent goes on to the results."""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield ConversationField(placeholder=PLACEHOLDER, id="search-field", compact=True)
        yield SearchNote(id="search-note")

    def on_mount(self) -> None:
        """There is none to begin with."""
        self.display = False
        self.field.cursor_blink = False

    @property
    def field(self) -> ConversationField:
        """Where the words are typed."""
        return self.query_one("#search-field", ConversationField)

    def note(self, words: str, style: str = "dim") -> None:
        """Say something about the results."""
        self.query_one("#search-note", SearchNote).show(words, style)

    def close(self) -> None:
        """Out of sight, and empty for the next time."""
        with self.prevent(Input.Changed):
            self.field.value = ""
        self.note("")
        self.display = False

    @on(Input.Changed, "#search-field")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(SearchField.Left)
    def _left(self, event: SearchField.Left) -> None:
        event.stop()
        self.post_message(self.Left())
