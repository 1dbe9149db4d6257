"""The suggestions: the categories the server has, and what was filed from here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from console.services.suggestions import Category
from console.ui.screens.board import Board
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.ui.work.suggesting import Suggesting

NOT_READABLE = "The API does not give suggestions back; these were filed with this console."
NONE_FILED = "Nothing yet. The API does not give suggestions back, so those filed with this console stand here."


class SuggestionsScreen(Board[None]):
    """Categories above, what was filed below."""

    heading = "Suggestions"
    hints = (("Enter", "suggest here"), ("+", "suggest"), ("S", "ask again"), ("q Esc", "back"))

    def __init__(self, work: Suggesting) -> None:
        super().__init__()
        self._work = work

    def reload(self) -> None:
        """Draw what is known now."""
        rows = [*self._rows()]
        at = self.view.cursor
        if not rows[min(at, len(rows) - 1)][1]:
            at = next((index for index, (_, value) in enumerate(rows) if value is not None), 0)
        self.view.cursor = at
        self.view.show(rows)

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
        yield from self.sentence(NOT_READABLE if self._work.filed else NONE_FILED, style="dim")
        for one in self._work.filed:
            when = pad(self._work.when(one.at), 12)
            parts = [(f"{when}  ", "dim"), (clean(one.subject, limit=200), "text")]
            yield [*parts, (f"  {clean(one.category, limit=80)}  {clean(one.url, limit=300)}", "dim")], one

    def act(self, key: str) -> bool:
        """Suggest, or ask for the categories again."""
        self.say("")
        match key:
            case "enter":
                value = self.view.value
                self._work.suggest(category=value.path if isinstance(value, Category) else "")
            case "+":
                self._work.suggest()
            case "S":
                self._work.ask()
            case _:
                return False
        return True
