"""Searching everything this console has seen: an index that is kept up in the background and needs no server."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.services.faults import translated
from console.services.query import Names, Query, completions, parse
from console.services.records import ArticleSummary
from console.store.search import Document

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store

BATCH: Final = 50
"""Conversations indexed in one transaction."""
MOST_TEXT: Final = 200_000
"""Characters of a conversation that are indexed, the newest messages first."""
ARTICLES: Final = 5


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found."""

    query: Query
    numbers: array[int] | None
    """Rows of the queue, best first; None when no words were asked for and the filter alone counts."""
    articles: tuple[ArticleSummary, ...] = ()
    complete: bool = True
    """Whether all was looked through; otherwise the newest part was."""


class SearchService:
    """The search over conversations and articles."""

    def __init__(self, engine: Engine, store: Store, session: Session, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._clock = clock

    def names(self) -> Names:
        """Who and what can be named in the filter language."""
        presence = self._store.presence.get()
        departments = {one.name: one.id for one in self._store.presence.departments()}
        return Names(
            departments=departments,
            agents={one.name: one.id for one in presence.agents},
            tags=self._store.conversations.tags(),
            me=self._session.agent_id or "",
        )

    def parse(self, text: str) -> Query:
        """Read a line of the filter language."""
        with translated():
            return parse(text, self.names(), self._clock())

    def completions(self, text: str) -> list[str]:
        """What the last part of a line may become."""
        with translated():
            return completions(text, self.names())

    def search(self, text: str) -> Results:
        """What there is of it on this machine; takes a tenth of a second at most."""
        query = self.parse(text)
        if not query.words:
            return Results(query, None)
        with translated():
            found = self._store.search.find(query.words)
            articles = self._store.articles.search(query.words, ARTICLES)
        return Results(query, found.numbers, tuple(articles), found.complete)

    async def catch_up(self, most: int = 1000) -> int:
        """Index what changed; returns how many conversations were indexed. Runs in the engine."""
        return await self._engine.run(self._catch_up(most))

    async def _catch_up(self, most: int) -> int:
        import asyncio

        count = 0
        with translated():
            while count < most and (ids := self._store.search.stale(BATCH)):
                self._store.search.put([one for one in map(self._document, ids) if one is not None])
                count += len(ids)
                await asyncio.sleep(0)
        return count

    def _document(self, conversation_id: str) -> Document | None:
        from console.services.reading import to_plain  # the parser is not for the first screen

        row = self._store.conversations.row(conversation_id)
        if row is None:
            return None
        thread = self._store.threads.get(conversation_id)
        bodies: list[str] = []
        left = MOST_TEXT
        for group in reversed(thread.groups if thread else ()):
            for message in reversed(group.messages):
                if left > 0:
                    bodies.append(to_plain(message.body)[:left])
                    left -= len(bodies[-1])
        fields = [f"{one.code} {one.value}" for one in thread.fields] if thread else []
        return Document(
            conversation_id=conversation_id,
            changed=int(row.changed.timestamp()) if row.changed else 0,
            subject=row.subject,
            customer=f"{row.customer_name} {row.customer_email}",
            marks=" ".join((row.code, row.department_name, *row.tags, *fields)),
            bodies="\n".join((*bodies, row.preview)),
        )
