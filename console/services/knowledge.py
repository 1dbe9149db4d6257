"""The knowledge base: search as one types in the cache, the server's search behind it, articles into answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.contract.enums import Access, EntryStatus, EntryType
from console.services.faults import translated
from console.services.records import ArticleSummary, ArticleText
from console.store.articles import StoredArticle

if TYPE_CHECKING:
    from console.contract.knowledgebase import Article, ArticleHit
    from console.services.engine import Engine
    from console.store.store import Store

REFRESH_EVERY: Final = timedelta(minutes=10)
SNIPPET: Final = 300

_BETWEEN_WORDS: Final = re.compile(r"[^\w]+")


class KnowledgeService:
    """Articles."""

    def __init__(self, engine: Engine, store: Store, *, clock: Callable[[], datetime], public_url: str = "") -> None:
        """`public_url` is the server's address for customers; without it addresses of articles are the server's own."""
        self._engine = engine
        self._store = store
        self._clock = clock
        self._public_url = public_url.rstrip("/")

    def search(self, query: str, limit: int = 50) -> list[ArticleSummary]:
        """Cached articles with all the words or their beginnings, best first; the most liked for an empty query."""
        return self._store.articles.search(query, limit)

    def article(self, article_id: str) -> ArticleText | None:
        """A cached article."""
        return self._store.articles.get(article_id)

    async def refresh(self, *, now: bool = False) -> None:
        """Fetch all articles into the cache, unless that was done in the last ten minutes. Raises `ServiceError`."""
        await self._engine.run(self._refresh(now))

    async def search_server(self, query: str) -> list[ArticleSummary]:
        """The cache's hits, and behind them what only the server's search found. Raises `ServiceError`."""
        return await self._engine.run(self._search_server(query))

    def insertion_link(self, summary: ArticleSummary) -> str:
        """Title and address as they go into an answer; the title alone when there is no address."""
        title = " ".join(summary.title.split())
        address = self._address(summary.url)
        return f"{title}\n{address}" if address else title

    def insertion_text(self, article: ArticleText) -> str:
        """The article as plain text."""
        from console.services.reading import to_plain  # the parser is not for the first screen

        return to_plain(article.html).strip()

    def _address(self, url: str) -> str:
        if url.startswith("//"):
            scheme = "http:" if self._public_url.startswith("http://") else "https:"
            return scheme + url
        if url.startswith(("http://", "https://")) or not url:
            return url
        return f"{self._public_url}/{url}" if self._public_url else ""

    async def _refresh(self, now: bool) -> None:
        fact = self._store.presence.fact("articles")
        if not now and fact is not None and self._clock() - fact[1] < REFRESH_EVERY:
            return
        with translated():
            client = await self._engine.client()
            articles = await client.knowledgebase.articles()
            self._store.articles.replace_all(_stored(one) for one in articles if _readable(one))
            self._store.presence.put_fact("articles", "", self._clock())

    async def _search_server(self, query: str) -> list[ArticleSummary]:
        with translated():
            client = await self._engine.client()
            hits = await client.knowledgebase.search(query)
            found = [_found(hit) for hit in hits if hit.kb_entry_id]
            self._store.articles.add_missing(found)
            local = self.search(query)
        known = {one.id for one in local}
        return local + [one.article.summary for one in found if one.article.summary.id not in known]


def _readable(article: Article) -> bool:
    """Whether an entry is a published article; internal ones are, for agents."""
    published = article.rstatus is EntryStatus.PUBLISHED and article.deleted != "Y"
    return published and article.rtype is EntryType.ARTICLE and article.kb_entry_id != ""


def _stored(article: Article) -> StoredArticle:
    from console.services.reading import to_plain  # the parser is not for the first screen

    text = to_plain(article.content)
    summary = ArticleSummary(
        id=article.kb_entry_id,
        title=article.title,
        url=_path(article.urlcode, article.title),
        keywords=article.keywords,
        snippet=_snippet(article.metadescription or text),
        votes=_number(article.votes),
        internal=Access.INTERNAL in (article.access, article.access_inherited),
    )
    return StoredArticle(ArticleText(summary, article.content), text, _number(article.views))


def _found(hit: ArticleHit) -> StoredArticle:
    title = hit.title_clear or hit.title
    summary = ArticleSummary(
        id=hit.kb_entry_id,
        title=title,
        url=hit.url or _path(hit.urlcode, title),
        snippet=_snippet(hit.content_text),
        votes=_number(hit.votesCount),
        internal=Access.INTERNAL.value in (hit.access, hit.access_inherited),
    )
    return StoredArticle(ArticleText(summary, hit.content_simple_html or hit.content_text), hit.content_text)


def _path(urlcode: str, title: str) -> str:
    """The last part of an article's public address: its code, and its title for people."""
    words = _BETWEEN_WORDS.sub("-", title).strip("-")
    return f"{urlcode}-{words}" if urlcode and words else urlcode


def _snippet(text: str) -> str:
    return " ".join(text[: 4 * SNIPPET].split())[:SNIPPET]


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
