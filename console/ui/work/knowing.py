"""The knowledge base's work: local hits at once, the server's behind them, articles into answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ServiceError
from console.services.knowledge import REFRESH_EVERY
from console.services.records import ArticleSummary
from console.ui.messages import ArticlesFound, ArticlesRefreshed
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

SERVER_SEARCH_AFTER = 0.6
"""Seconds without typing until the server is asked too; it takes only 100 searches a minute from everybody."""
SHORTEST_QUERY = 3


class Knowing(Work):
    """Search, preview, insertion."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.query = ""
        self._timer: Timer | None = None
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

    def search(self, query: str) -> None:
        """Show the local hits; ask the server when the typing rests."""
        self.query = query
        found = self.services.knowledge.search(query)
        self.screen.knowledge.show_results(found, note=f"{len(found)}" if found else "")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if len(query.strip()) >= SHORTEST_QUERY and self.state.trouble_since is None:
            self._timer = self.screen.set_timer(SERVER_SEARCH_AFTER, self.ask_server)

    def borrow(self, words: str, articles: Sequence[ArticleSummary]) -> None:
        """Show what a search found among the articles, unless the agent searches them for something else meanwhile."""
        if not words or (self._lent is not None and self._lent != self.query):
            return
        if self._lent is None:
            self._own = self.query
        self._lent = self.query = words
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
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.start(self._search(self.query), "knowledge")

    async def _search(self, query: str) -> Message | None:
        try:
            return ArticlesFound(query, await self.services.knowledge.search_server(query))
        except ServiceError:
            return None  # the local hits are there, and the sync says what is wrong

    def found(self, event: ArticlesFound) -> None:
        """The server's hits, merged behind the local ones, if they are still wanted."""
        if event.query == self.query:
            self.screen.knowledge.show_results(event.articles, note=f"{len(event.articles)}")

    def point(self, article_id: str) -> None:
        """Show the article under the cursor."""
        self.screen.knowledge.show_article(self.services.knowledge.article(article_id))

    def insert_link(self, summary: ArticleSummary) -> None:
        """Put an article's title and address into the reply."""
        self.screen.writing.insert(self.services.knowledge.insertion_link(summary))

    def insert_text(self, article_id: str) -> None:
        """Put an article's text into the reply."""
        article = self.services.knowledge.article(article_id)
        if article is None:
            self.screen.say("The article's text is not in the cache; insert its link instead", warning=True)
            return
        self.screen.writing.insert(self.services.knowledge.insertion_text(article))
