"""The article picker of the composer: what `??` opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events

from console.services.records import ArticleSummary
from console.ui.screens.picker import Picker
from console.ui.text import clean
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.services.bundle import Services


class ArticlePicker(Picker[ArticleSummary, str]):
    """Enter gives title and address, Tab the text of the article under the cursor."""

    heading: ClassVar[str] = "Put an article into the text"
    placeholder: ClassVar[str] = "words"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "title and link"), ("Tab", "text"), ("Esc", "leave"))

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._knowledge = services.knowledge

    def find(self, query: str) -> Sequence[tuple[Parts, ArticleSummary]]:
        """Articles of the cache."""
        rows: list[tuple[Parts, ArticleSummary]] = []
        for article in self._knowledge.search(query):
            snippet = clean(" ".join(article.snippet.split()), limit=200)
            rows.append(([(clean(article.title, limit=200), "strong"), (f"  {snippet}", "dim")], article))
        return rows

    def choose(self, choice: ArticleSummary) -> None:
        """Title and address."""
        self.dismiss(self._knowledge.insertion_link(choice))

    def on_key(self, event: events.Key) -> None:
        """Tab takes the text."""
        value = self.rows.value
        if event.key == "tab" and isinstance(value, ArticleSummary):
            event.stop()
            event.prevent_default()
            article = self._knowledge.article(value.id)
            self.dismiss(self._knowledge.insertion_text(article) if article else self._knowledge.insertion_link(value))
            return
        super().on_key(event)
