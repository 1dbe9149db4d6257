"""What the boards have in common: a title, lines of which some can be chosen, a line of keys, and how they are left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.ui.glyphs import glyphs_of
from console.ui.layouts import letter_of
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import MARKER_CELLS
from console.ui.widgets.list_keys import moves_over_headings
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

Answer = TypeVar("Answer")


class Board(Screen[Answer | None]):
    """Lines from top to bottom. A board gives `reload()`, which draws them, and `act(key)` for keys of its own."""

    heading: ClassVar[str] = ""
    hints: ClassVar[tuple[tuple[str, str], ...]] = ()

    def compose(self) -> ComposeResult:
        """Title, lines, what is below them, keys."""
        yield PaneTitle(id="board-title")
        yield PartView(id="board-view")
        yield from self.below()
        yield FooterLine(id="board-keys")

    def below(self) -> ComposeResult:
        """What stands between the lines and the keys."""
        yield from ()

    def on_mount(self) -> None:
        """Draw what is known."""
        self.title_line.title = self.heading
        self.query_one("#board-keys", FooterLine).show_hints(self.hints)
        self.view.focus()
        self.reload()

    def on_resize(self) -> None:
        """Other columns fit."""
        self.reload()

    @property
    def title_line(self) -> PaneTitle:
        """The title, with a word at its right."""
        return self.query_one("#board-title", PaneTitle)

    @property
    def view(self) -> PartView:
        """The lines."""
        return self.query_one("#board-view", PartView)

    def say(self, words: str, *, warning: bool = False) -> None:
        """Words in the keys' place; none give it back."""
        self.query_one("#board-keys", FooterLine).say(words, warning=warning)

    def reload(self) -> None:
        """Draw what is known now."""

    @property
    def words_alone(self) -> bool:
        """Whether lines are sentences instead of columns."""
        return glyphs_of(self.app).words

    def sentence(self, words: str, value: object = None, style: str = "text") -> Iterator[tuple[Parts, object]]:
        """Clean words in as many lines as they take, the first of which can be chosen when it stands for something."""
        for start, end in wrap_line(words, max(20, self.size.width - MARKER_CELLS)):
            yield [(words[start:end], style)], value if not start else None

    def act(self, key: str) -> bool:
        """What a key does here; whether it does anything."""
        return False

    def on_row_view_chosen(self) -> None:
        """A click on the line under the cursor is Enter."""
        self.act("enter")

    def on_key(self, event: events.Key) -> None:
        """Act, move, leave."""
        letter = letter_of(event)
        key = letter if letter.isalpha() or letter == "+" else event.key
        if key in ("q", "escape"):
            self.dismiss(None)
        elif not self.act(key) and not moves_over_headings(self.view, event):
            return
        event.stop()
