"""Calls on the knowledge base: `client.knowledgebase`."""

from __future__ import annotations

from console.api.budget import Priority
from console.api.paging import Rows
from console.api.resources.base import Calls
from console.contract.knowledgebase import (
    LIST_ARTICLES,
    SEARCH_ARTICLES,
    Article,
    ArticleHit,
    ListArticlesParams,
    SearchArticlesParams,
)


class KnowledgebaseCalls(Calls):
    """Articles of the knowledge base."""

    async def articles(
        self,
        *,
        parent_id: str | None = None,
        kb_id: str | None = None,
        limit: int | None = None,
        limit_count: int | None = None,
        limit_from: int | None = None,
        priority: Priority = Priority.OPEN,
    ) -> list[Article]:
        """Articles in full; all of them when nothing is set."""
        params = ListArticlesParams(
            parent_id=parent_id, kb_id=kb_id, limit=limit, limitcount=limit_count, limitfrom=limit_from
        )
        return await self._call(LIST_ARTICLES, params, priority)

    def all_articles(
        self,
        *,
        parent_id: str | None = None,
        kb_id: str | None = None,
        page_size: int = 100,
        priority: Priority = Priority.OPEN,
    ) -> Rows[Article]:
        """All articles, page by page where the server has pages."""

        async def ask(count: int, start: int) -> list[Article]:
            return await self.articles(
                parent_id=parent_id, kb_id=kb_id, limit_count=count, limit_from=start, priority=priority
            )

        return Rows(ask, page_size=page_size, identity=lambda article: article.kb_entry_id or None)

    async def search(
        self,
        query: str,
        *,
        below: str | None = None,
        kb_id: str | None = None,
        priority: Priority = Priority.OPEN,
    ) -> list[ArticleHit]:
        """The server's search, best first; `below` is the id of an entry. Servers take 100 searches a minute."""
        params = SearchArticlesParams(query=query, top_article_id=below, kb_id=kb_id)
        return await self._call(SEARCH_ARTICLES, params, priority)
