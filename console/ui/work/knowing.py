"""The knowledge base's work: local hits at once, the server's behind them, articles into answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.knowledge import REFRESH_EVERY
from console.services.records import ArticleSummary
from console.ui.messages import ArticlesFound, ArticlesRefreshed
from console.ui.work.article_search import ArticleSearch
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Knowing(Work):
    """Search, preview, insertion."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._pane = ArticleSearch(self, self._show)
        self._beside: ArticleSearch | None = None
        self._fresh_at: datetime | None = None
        self._own = ""
        self._lent: str | None = None
        """The words of a search that are in the field in place of the agent's own."""

    def begin(self) -> None:
        """Show what is cached, and refresh it."""
        self.search("")
        if self.services.sync.last_synced is not None:  # else the first sync goes before
            self.keep_fresh()

    def keep_fresh(self) -> None:
        """Fetch the articles when that was not done yet, or a while ago."""
        now = self.screen.clock()
        if self._fresh_at is None or now - self._fresh_at >= REFRESH_EVERY:
            self.start(self._refresh(), "articles")

    async def _refresh(self) -> Message:
        await self.services.knowledge.refresh()
        return ArticlesRefreshed()

    def refreshed(self) -> None:
        """The articles are fresh: search again."""
        self._fresh_at = self.screen.clock()
        self.screen.troubles.over("articles")
        self.search(self.query)

    @property
    def query(self) -> str:
        """What the pane is searched for."""
        return self._pane.query

    def search(self, query: str) -> None:
        """Show the local hits in the pane; the server is asked when the typing rests."""
        self._pane.search(query)

    def _show(self, found: Sequence[ArticleSummary], later: bool) -> None:
        self.screen.knowledge.show_results(found, note=f"{len(found)}" if found or later else "")

    def search_for(self, show: Callable[[Sequence[ArticleSummary], bool], None]) -> ArticleSearch:
        """A search beside the pane's, until `search_ended`."""
        self._beside = ArticleSearch(self, show)
        return self._beside

    def search_ended(self) -> None:
        """The search beside the pane's is over."""
        if self._beside is not None:
            self._beside.stop()
            self._beside = None

    def borrow(self, words: str, articles: Sequence[ArticleSummary]) -> None:
        """Show what a search found among the articles, unless the agent searches them for something else meanwhile."""
        if not words or (self._lent is not None and self._lent != self.query):
            return
        if self._lent is None:
            self._own = self.query
        self._lent = self._pane.query = words
        self.screen.knowledge.show_query(words)
        self.screen.knowledge.show_results(articles, note=f"{len(articles)}" if articles else "")

    def give_back(self) -> None:
        """The search is over: show again what was there before it."""
        if self._lent is not None and self._lent == self.query:
            self.screen.knowledge.show_query(self._own)
            self.search(self._own)
        self._lent = None

    def ask_server(self) -> None:
        """Ask the server for what is typed, without waiting for the typing to rest."""
        self._pane.ask_server()

    def found(self, event: ArticlesFound) -> None:
        """What the server has, for whoever asked for it."""
        for search in filter(None, (self._pane, self._beside)):
            search.found(event)

    def point(self, article_id: str) -> None:
        """Show the article under the cursor."""
        self.screen.knowledge.show_article(self.services.knowledge.article(article_id))

    def insert_link(self, summary: ArticleSummary) -> None:
        """Put an article's title and address into the reply."""
        self.screen.inserting.take_article(summary, self.link(summary))

    def link(self, summary: ArticleSummary) -> str:
        """An article's title and address."""
        return self.services.knowledge.insertion_link(summary)

    def insert_text(self, summary: ArticleSummary) -> None:
        """Put an article's text into the reply."""
        text = self.text(summary.id)
        if not text:
            self.screen.say("The article's text is not in the cache; insert its link instead", warning=True)
            return
        self.screen.inserting.take_article(summary, text)

    def text(self, article_id: str) -> str:
        """An article's text; empty when it is not in the cache."""
        article = self.services.knowledge.article(article_id)
        return self.services.knowledge.insertion_text(article) if article else ""
