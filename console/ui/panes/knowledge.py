"""The knowledge base: search as you type, a preview, and what to put into an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from console.services.reading import render_body
from console.services.records import ArticleSummary, ArticleText
from console.ui.actions.base import Place
from console.ui.glyphs import UNICODE, Glyphs
from console.ui.panes.thread_layout import body_lines
from console.ui.text import clean
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.text_field import TextField


class SearchField(TextField):
    """One line to type words into. Down and Enter go on to the results."""

    place = Place.SEARCH
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+u", "delete_left_all", show=False)]

    class Left(Message):
        """The agent went on to the results."""

    def on_key(self, event: events.Key) -> None:
        """Down and Enter leave the field; the rest is typing."""
        if event.key in ("down", "enter"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())


class KnowledgePane(Vertical):
    """Search field, results, preview of the article under the cursor."""

    place = Place.KNOWLEDGE

    class QueryChanged(Message):
        """Other words are searched for."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class ArticlePointed(Message):
        """The cursor stands on an article."""

        def __init__(self, article_id: str) -> None:
            super().__init__()
            self.article_id = article_id

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs: Glyphs = UNICODE
        self.articles: tuple[ArticleSummary, ...] = ()
        self.article: ArticleText | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        title = PaneTitle(id="knowledge-title")
        title.title = "Knowledge"
        yield title
        yield SearchField(placeholder="w: search articles", id="knowledge-search", compact=True)
        yield PartView(id="knowledge-results")
        yield PaneTitle(id="knowledge-preview-title")
        yield PartView(id="knowledge-preview")

    @property
    def field(self) -> SearchField:
        """The search field."""
        return self.query_one("#knowledge-search", SearchField)

    @property
    def results(self) -> PartView:
        """The articles found."""
        return self.query_one("#knowledge-results", PartView)

    @property
    def preview(self) -> PartView:
        """The article under the cursor."""
        return self.query_one("#knowledge-preview", PartView)

    @property
    def pointed(self) -> ArticleSummary | None:
        """The article under the cursor."""
        return self.articles[self.results.cursor] if self.articles else None

    def show_query(self, query: str) -> None:
        """Put words into the field without searching for them."""
        with self.prevent(Input.Changed):
            self.field.value = query

    def show_results(self, articles: Sequence[ArticleSummary], *, note: str = "") -> None:
        """Draw what was found; the cursor stays on the article it was on when that is still there."""
        before = self.pointed
        self.articles = tuple(articles)
        index = next((i for i, article in enumerate(self.articles) if before and article.id == before.id), 0)
        rows = [([(clean(article.title, limit=300) or "(no title)", "text")], article.id) for article in self.articles]
        self.results.show(rows or [([("Nothing found. You can suggest it.", "dim")], None)])
        self.results.cursor = index
        self.results.rows_changed()
        self.results.show_cursor()
        self.query_one("#knowledge-title", PaneTitle).note = note
        self._point()

    def show_article(self, article: ArticleText | None) -> None:
        """Draw the preview."""
        self.article = article
        title = self.query_one("#knowledge-preview-title", PaneTitle)
        title.title = article.summary.title if article else ""
        self._draw_preview()

    def _draw_preview(self) -> None:
        if self.article is None:
            self.preview.show([])
            return
        width = max(10, self.preview.size.width - 3)
        lines = article_lines(self.article.html, width, self.glyphs)
        self.preview.show([(parts, None) for parts in lines], from_top=True)

    def on_mount(self) -> None:
        """The preview follows the results' cursor, so its mark always shows."""
        self.results.marks_always = True

    def on_resize(self) -> None:
        """Wrap the preview for the new width."""
        self._draw_preview()

    def _point(self) -> None:
        if self.pointed is not None:
            self.post_message(self.ArticlePointed(self.pointed.id))
        else:
            self.show_article(None)

    @on(Input.Changed, "#knowledge-search")
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.QueryChanged(event.value))

    @on(SearchField.Left)
    def _to_results(self, event: SearchField.Left) -> None:
        event.stop()
        self.results.focus()

    @on(RowView.Moved, "#knowledge-results")
    def _moved(self, event: RowView.Moved) -> None:
        event.stop()
        self._point()


def article_lines(html: str, width: int, glyphs: Glyphs) -> list[Parts]:
    """The lines of an article in a preview of that width."""
    return list(body_lines(render_body(html), width, glyphs, unfold=True))
