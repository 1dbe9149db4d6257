"""A search for articles while somebody types: the cache's hits at once, the server's behind them when typing rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ServiceError
from console.ui.messages import ArticlesFound

if TYPE_CHECKING:
    from console.services.records import ArticleSummary
    from console.ui.work.base import Work

SERVER_SEARCH_AFTER = 0.6
"""Seconds without typing until the server is asked too; it takes only 100 searches a minute from everybody."""
SHORTEST_QUERY = 3


class ArticleSearch:
    """One field that articles are searched from."""

    def __init__(self, work: Work, show: Callable[[Sequence[ArticleSummary], bool], None]) -> None:
        """`show` gets what was found, and whether it comes later than the typing: then no cursor may move."""
        self._work = work
        self._show = show
        self._timer: Timer | None = None
        self.query = ""

    def search(self, query: str) -> None:
        """Show the local hits; ask the server when the typing rests."""
        self.query = query
        self._show(self._work.services.knowledge.search(query), False)
        self.stop()
        if len(query.strip()) >= SHORTEST_QUERY and self._work.state.trouble_since is None:
            self._timer = self._work.screen.set_timer(SERVER_SEARCH_AFTER, self.ask_server)

    def stop(self) -> None:
        """Do not ask the server for what is typed by now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def ask_server(self) -> None:
        """Ask the server for what is typed, without waiting for the typing to rest."""
        self.stop()
        self._work.start(self._ask(self.query), "knowledge")

    async def _ask(self, query: str) -> Message | None:
        try:
            return ArticlesFound(query, await self._work.services.knowledge.search_server(query))
        except ServiceError:
            return None  # the local hits are there, and the sync says what is wrong

    def found(self, event: ArticlesFound) -> None:
        """The server's hits, merged behind the local ones, if they are still wanted."""
        if event.query == self.query:
            self._show(event.articles, True)
