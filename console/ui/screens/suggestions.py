"""The suggestions: the categories the server has, and what was filed from here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.services.suggestions import Category
from console.ui.layouts import letter_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.list_keys import moves_over_headings
from console.ui.widgets.part_view import Parts, PartView

if TYPE_CHECKING:
    from console.ui.work.suggesting import Suggesting

HINTS = (("Enter", "suggest here"), ("+", "suggest"), ("S", "ask again"), ("q Esc", "back"))
NOT_READABLE = "The API does not give suggestions back; these were filed with this console."


class SuggestionsScreen(Screen[None]):
    """Categories above, what was filed below."""

    def __init__(self, work: Suggesting) -> None:
        super().__init__()
        self._work = work

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield PaneTitle(id="suggestions-title")
        yield PartView(id="suggestions-view")
        yield FooterLine(id="suggestions-keys")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.query_one("#suggestions-title", PaneTitle).title = "Suggestions"
        self.query_one("#suggestions-keys", FooterLine).show_hints(HINTS)
        self._view.focus()
        self.reload()

    @property
    def _view(self) -> PartView:
        return self.query_one("#suggestions-view", PartView)

    def say(self, words: str) -> None:
        """Words in the keys' place."""
        self.query_one("#suggestions-keys", FooterLine).say(words)

    def reload(self) -> None:
        """Draw what is known now."""
        rows = [*self._rows()]
        at = self._view.cursor
        if not rows[min(at, len(rows) - 1)][1]:
            at = next((index for index, (_, value) in enumerate(rows) if value is not None), 0)
        self._view.cursor = at
        self._view.show(rows)

    def _rows(self) -> Iterator[tuple[Parts, object]]:
        yield [("Categories", "dim")], None
        for category in self._work.categories:
            yield [(clean(category.path, limit=300), "text")], category
        if not self._work.categories:
            words = self._work.trouble or ("The server has none." if self._work.asked else "Asking the server…")
            yield [(clean(words, limit=1000), "warning" if self._work.trouble else "dim")], None
        yield [("", "text")], None
        draft = self._work.draft
        if not draft.is_empty:
            yield [("Not filed yet: ", "warning"), (clean(draft.subject, limit=200), "text")], draft
            yield [("", "text")], None
        yield [("Filed from here", "dim")], None
        yield [(NOT_READABLE, "dim")], None
        for one in self._work.filed:
            when = pad(self._work.when(one.at), 12)
            parts = [(f"{when}  ", "dim"), (clean(one.subject, limit=200), "text")]
            yield [*parts, (f"  {clean(one.category, limit=80)}  {clean(one.url, limit=300)}", "dim")], one

    def on_row_view_chosen(self) -> None:
        """A click on the row under the cursor."""
        self._enter()

    def on_key(self, event: events.Key) -> None:
        """Move, suggest, leave."""
        letter = letter_of(event)
        self.say("")
        match letter if letter.isalpha() or letter == "+" else event.key:
            case "enter":
                self._enter()
            case "+":
                self._work.suggest()
            case "S":
                self._work.ask()
            case "q" | "escape":
                self.dismiss(None)
            case _:
                if not moves_over_headings(self._view, event):
                    return
        event.stop()

    def _enter(self) -> None:
        value = self._view.value
        self._work.suggest(category=value.path if isinstance(value, Category) else "")
