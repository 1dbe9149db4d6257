"""Searching everything this console has seen: an index that is kept up in the background and needs no server."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.services.completion import completions, last_part
from console.services.faults import translated
from console.services.names import known_names
from console.services.query import Names, Query, parse
from console.services.queue import QueueView
from console.services.records import ArticleSummary, QueueRow, SortOrder, Thread
from console.services.snippets import Matcher, Snippet, beginning
from console.store.search import Document

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store

BATCH: Final = 25
"""Conversations indexed in one transaction."""
STRETCH: Final = 500
"""Conversations looked through at once for those that changed."""
REST: Final = 2.0
"""How many times longer the indexing rests than it works, so that everything else goes before it."""
MOST_TEXT: Final = 200_000
"""Characters of a conversation that are indexed, the newest messages first."""
ARTICLES: Final = 50
OFFERS: Final = 12


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found."""

    query: Query
    numbers: array[int] | None
    """Rows of the queue, best first; None when no words were asked for and the filter alone counts."""
    articles: tuple[ArticleSummary, ...] = ()
    complete: bool = True
    """Whether all was looked through; otherwise the newest part was."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Results as a view of the queue."""

    text: str
    sort: SortOrder | None
    """None for the best match first."""
    results: Results
    view: QueueView
    matcher: Matcher
    offers: tuple[str, ...]
    """What the filter at the end of the text may become."""
    indexed: int
    """Conversations that can be found by their words, …"""
    known: int
    """… and all there are."""


class SearchService:
    """The search over conversations and articles."""

    def __init__(
        self, engine: Engine, looking: Engine, store: Store, session: Session, *, clock: Callable[[], datetime]
    ) -> None:
        """`looking` is the engine of the searches alone, which nothing else can hold up."""
        self._engine = engine
        self._looking = looking
        self._store = store
        self._session = session
        self._clock = clock
        self._seen_to: tuple[int, int] | None = None
        """How far the last indexing came, when it did not come to the end."""

    def names(self, *, tags: bool = True) -> Names:
        """Who and what can be named in the filter language; the tags, which take a look at every row, if wanted."""
        return known_names(self._store, self._session.agent_id or "", tags=tags)

    async def read_names(self) -> Names:
        """The same with the tags, away from the interface's thread."""

        async def there() -> Names:
            with translated():
                return self.names()

        return await self._looking.run(there())

    def parse(self, text: str) -> Query:
        """Read a line of the filter language."""
        with translated():
            return parse(text, self.names(tags=False), self._clock())

    def completions(self, text: str) -> list[str]:
        """What the last part of a line may become."""
        with translated():
            return completions(text, self.names(tags="tag:" in text))

    def search(self, text: str) -> Results:
        """What there is of it on this machine; takes a tenth of a second at most."""
        query = self.parse(text)
        if not query.words:
            return Results(query, None)
        with translated():
            found = self._store.search.find(query.words, query.filter, self._store.own())
            articles = self._store.articles.search(query.words, ARTICLES)
        return Results(query, found.numbers, tuple(articles), found.complete)

    async def look_up(self, text: str, sort: SortOrder | None, otherwise: SortOrder) -> Lookup:
        """The same as a view, from the searches' own engine; sorted `otherwise` where there are no words to match.

        A search that was asked for begins when the one before it has ended.
        """
        return await self._looking.run(self._look_up(text, sort, otherwise))

    async def _look_up(self, text: str, sort: SortOrder | None, otherwise: SortOrder) -> Lookup:
        results = self.search(text)
        order = sort if sort is not None or results.numbers is not None else otherwise
        with translated():
            view = QueueView(self._store, results.query.filter, order, results.numbers)
            view.rows(0, 1)  # reads the first page, which is drawn next
            indexed, known = self._store.search.reach()
        return Lookup(text, order, results, view, Matcher(results.query.words), self._offers(text), indexed, known)

    def _offers(self, text: str) -> tuple[str, ...]:
        """What the part that is being typed may become, unless one before it has to be seen to first."""
        head, last = last_part(text)
        offered = self.completions(text) if ":" in last and not self.parse(head).troubles else []
        return () if last in offered else tuple(offered[:OFFERS])

    async def snippets(self, matcher: Matcher, ids: Sequence[str]) -> dict[str, Snippet]:
        """Why conversations were found; where the subject says it all, the beginning of the newest message."""
        return await self._looking.run(self._snippets(matcher, ids))

    async def _snippets(self, matcher: Matcher, ids: Sequence[str]) -> dict[str, Snippet]:
        found: dict[str, Snippet] = {}
        for conversation_id in ids:
            with translated():
                row, thread = self._store.conversations.row(conversation_id), self._store.threads.get(conversation_id)
            if row is not None:
                snippet = matcher.snippet(row.subject, _sources(row, thread))
                found[conversation_id] = snippet or beginning(row.preview)
            await asyncio.sleep(0)  # a newer search goes before the next one
        return found

    async def catch_up(self, most: int = 1000, *, anew: bool = True) -> int:
        """Index what changed; returns how many conversations were indexed.

        Begins with the newest conversations, or goes on where it ended the last time; it is `behind` until it came
        to the end. Runs in the engine, and rests longer than it works.
        """
        return await self._engine.run(self._catch_up(most, anew))

    @property
    def behind(self) -> bool:
        """Whether the last indexing ended before it had seen all conversations."""
        return self._seen_to is not None

    async def _catch_up(self, most: int, anew: bool) -> int:
        count = 0
        self._seen_to = None if anew else self._seen_to
        while count < most:
            begun = time.perf_counter()
            with translated():
                stretch = self._store.search.look_through(self._seen_to, STRETCH)
            for first in range(0, len(stretch.stale), BATCH):
                with translated():
                    documents = map(self._document, stretch.stale[first : first + BATCH])
                    self._store.search.put([one for one in documents if one is not None])
                await asyncio.sleep(REST * (time.perf_counter() - begun))
                begun = time.perf_counter()
            count += len(stretch.stale)
            self._seen_to = stretch.ends
            if stretch.ends is None:
                break
            await asyncio.sleep(REST * (time.perf_counter() - begun))
        return count

    def _document(self, conversation_id: str) -> Document | None:
        row = self._store.conversations.row(conversation_id)
        if row is None:
            return None
        thread = self._store.threads.get(conversation_id)
        fields = [f"{one.code} {one.value}" for one in thread.fields] if thread else []
        return Document(
            conversation_id=conversation_id,
            changed=int(row.changed.timestamp()) if row.changed else 0,
            subject=row.subject,
            customer=f"{row.customer_name} {row.customer_email}",
            marks=" ".join((row.code, row.department_name, *row.tags, *fields)),
            bodies="\n".join((*_bodies(thread), row.preview)),
        )


def _bodies(thread: Thread | None) -> Iterator[str]:
    """What the messages of a conversation say, the newest first, as far as it is indexed."""
    from console.services.reading import to_plain  # the parser is not for the first screen

    left = MOST_TEXT
    for group in reversed(thread.groups if thread else ()):
        for message in reversed(group.messages):
            if left > 0:
                text = to_plain(message.body)[:left]
                left -= len(text)
                yield text


def _sources(row: QueueRow, thread: Thread | None) -> Iterator[tuple[str, str]]:
    """The texts of a conversation by what they are, in the order in which they tell why it was found."""
    yield from (("", text) for text in _bodies(thread))
    yield "", row.preview
    yield "tags", " ".join(row.tags)
    yield from ((one.code, one.value) for one in (thread.fields if thread else ()))
    yield "customer", f"{row.customer_name} {row.customer_email}"
    yield "code", row.code
    yield "department", row.department_name
