"""The article picker of the composer: what `??` opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events

from console.services.records import ArticleSummary
from console.ui.panes.knowledge import article_lines
from console.ui.screens.typed_picker import TypedPicker
from console.ui.text import clean
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.ui.glyphs import Glyphs
    from console.ui.work.knowing import Knowing


@dataclass(frozen=True, slots=True)
class Taken:
    """An article, and what of it goes into the text."""

    article: ArticleSummary
    text: str


class ArticlePicker(TypedPicker[ArticleSummary, Taken]):
    """Enter gives title and address, Tab the text of the article under the cursor."""

    heading: ClassVar[str] = "Put an article into the text"
    placeholder: ClassVar[str] = "words"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "title and link"), ("Tab", "text"), ("Esc", "leave"))

    def __init__(self, knowing: Knowing, glyphs: Glyphs, *, opened_by_typing: bool) -> None:
        super().__init__(opened_by_typing=opened_by_typing)
        self._knowing = knowing
        self._glyphs = glyphs
        self._search = knowing.search_for(self._show)

    def on_unmount(self) -> None:
        """Nothing is searched for any more."""
        self._knowing.search_ended()

    def search(self, query: str) -> None:
        """Articles of the cache now, and those of the server behind them in a moment."""
        self._search.search(query)

    def _show(self, found: Sequence[ArticleSummary], later: bool) -> None:
        self.show_found([(self._parts(article), article) for article in found], self._search.query, later=later)
        if not later:
            self._draw_preview()

    def _parts(self, article: ArticleSummary) -> Parts:
        for_agents = "agents only  " if article.internal else ""  # before the title, which may be longer than the row
        return [(for_agents, "warning"), (clean(article.title, limit=200) or "(no title)", "strong")]

    def preview(self, choice: ArticleSummary, width: int) -> Sequence[Parts]:
        """The article."""
        article = self._knowing.services.knowledge.article(choice.id)
        return article_lines(article.html, width, self._glyphs) if article else [[(clean(choice.snippet), "dim")]]

    def choose(self, choice: ArticleSummary) -> None:
        """Title and address."""
        self.dismiss(Taken(choice, self._knowing.link(choice)))

    def on_key(self, event: events.Key) -> None:
        """Tab takes the text."""
        value = self.rows.value
        if event.key == "tab" and isinstance(value, ArticleSummary):
            event.stop()
            event.prevent_default()
            self.dismiss(Taken(value, self._knowing.text(value.id) or self._knowing.link(value)))
            return
        super().on_key(event)
