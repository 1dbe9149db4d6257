"""The queue as the interface reads it: by position, in windows, from the cache alone."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.services.faults import translated
from console.services.news import NewsService
from console.services.records import DepartmentPresence, Own, QueueCounts, QueueFilter, QueueRow, SortOrder
from console.services.taking import TakingService
from console.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.conversations import Version
    from console.store.store import Store

PAGE = 256
"""Rows read at once."""
PAGES = 32
"""Pages kept."""
LARGE = 5_000
"""Conversations from which their order and numbers are read away from the interface's thread."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a view was found to be."""

    version: Version
    own: Own
    order: array[int] | None
    """None when the rows are where they were."""


class QueueView:
    """One order of one selection of conversations.

    It stands still while it is looked at: rows change place only in `reload`. The order of 100,000 rows is one array
    of numbers; rows themselves are read a page at a time.
    """

    def __init__(
        self, store: Store, filter: QueueFilter, sort: SortOrder | None, found: array[int] | None = None
    ) -> None:
        """`found` are the numbers of a search, best first; the view has these alone, without `sort` in this order."""
        self._store = store
        self._found = found
        self.filter = filter
        self.sort = sort
        self._order: array[int] = array("q")
        self._pages: OrderedDict[int, list[QueueRow]] = OrderedDict()
        self._own = Own()
        self._version: Version | None = None
        self.take(self.read())

    def __len__(self) -> int:
        return len(self._order)

    def row(self, index: int) -> QueueRow:
        """The row at a position; raises `IndexError` outside the view."""
        if not 0 <= index < len(self._order):
            message = f"row {index} of {len(self._order)}"
            raise IndexError(message)
        return self._page(index // PAGE)[index % PAGE]

    def rows(self, start: int, stop: int) -> list[QueueRow]:
        """The rows from one position up to before another, as far as there are any."""
        return [self.row(index) for index in range(max(start, 0), min(stop, len(self._order)))]

    def among(self, conversation_ids: Iterable[str]) -> list[str]:
        """Those of some conversations that are in the view."""
        there = set(self._order)
        return [one for one in conversation_ids if self._store.conversations.number(one) in there]

    def unread_after(self, conversation_id: str) -> QueueRow | None:
        """The next row with something unread, after a conversation and then from the top."""
        wanted, own = self.filter.narrowed(QueueFilter(unread=True)), self._store.own()
        unread = set(self._store.conversations.order(wanted, self.sort or SortOrder.NEWEST, own, self._found))
        order, here = self._order, self._store.conversations.number(conversation_id)
        start = order.index(here) + 1 if here is not None and here in order else 0
        following = (number for number in (*order[start:], *order[:start]) if number in unread and number != here)
        rows = self._store.conversations.rows([number for number in (next(following, None),) if number], own)
        return rows[0] if rows else None

    def index_of(self, conversation_id: str) -> int | None:
        """Where a conversation stands; None when it is not in the view."""
        number = self._store.conversations.number(conversation_id)
        if number is None:
            return None
        try:
            return self._order.index(number)
        except ValueError:
            return None

    def reload(self) -> bool:
        """Read again what changed in the cache, the order only if it may have; whether the view may look different."""
        if not self.stale:
            return False
        self.take(self.read())
        return True

    @property
    def stale(self) -> bool:
        """Whether something in the cache changed, so that the view may look different."""
        return (self._store.conversations.version, self._store.own()) != (self._version, self._own)

    def read(self) -> Reading:
        """How the view is by now, which changes nothing in it; from any thread."""
        version, own = self._store.conversations.version, self._store.own()
        moved = self._version is None or self._order_of(version) != self._order_of(self._version)
        if not moved and self._own_of(own) == self._own_of(self._own):
            return Reading(version, own, None)
        sort = self.sort or SortOrder.NEWEST
        order = self._store.conversations.order(self.filter, sort, own, self._found)
        if sort is SortOrder.NEXT_BACK:
            order = self._by_return(order, own)
        found = self._found if self.sort is None else None
        return Reading(version, own, order if found is None else _kept(found, order))

    def _by_return(self, order: array[int], own: Own) -> array[int]:
        """What is put off by its time, and all else behind it."""
        numbers = {self._store.conversations.number(one): snooze for one, snooze in own.snoozes.items()}
        latest = datetime.max.replace(tzinfo=UTC)
        times = {number: snooze.until or latest for number, snooze in numbers.items() if snooze.woke_at is None}
        return array("q", sorted(order, key=lambda number: (number not in times, times.get(number, latest))))

    def take(self, reading: Reading) -> None:
        """Be as it was read."""
        if reading.order is not None:
            self._order = reading.order
        self._version, self._own = reading.version, reading.own
        self._pages.clear()

    def _order_of(self, version: Version) -> tuple[int, ...]:
        """What of a version says that the rows of this view may be others, or stand elsewhere."""
        owners = version.owners if any(part.assigned_to is not None for part in self.filter.parts) else 0
        looks = version.looks if any(part.unread or part.tags for part in self.filter.parts) else 0
        return version.generation, version.order, owners, looks

    def _own_of(self, own: Own) -> tuple[frozenset[str], ...]:
        """The same of what this machine alone knows."""
        parts = self.filter.parts
        wanted = (
            (own.drafts, any(part.has_draft for part in parts)),
            (own.failed, any(part.failed for part in parts)),
            (own.starred, any(part.starred for part in parts)),
            (own.unread, any(part.unread for part in parts)),
            (own.later, any(part.later is not None for part in parts)),
        )
        return tuple(ids if is_asked_for else frozenset() for ids, is_asked_for in wanted)

    def _page(self, number: int) -> list[QueueRow]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        numbers = self._order[number * PAGE : (number + 1) * PAGE]
        page = self._store.conversations.rows(numbers, self._own)
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page


def _kept(found: array[int], order: array[int]) -> array[int]:
    """What was found and is in a view, as it was found."""
    there = set(order)
    return array("q", [number for number in found if number in there])


class QueueService:
    """Views, numbers and marks of the queue; everything in it is local."""

    def __init__(self, store: Store, session: Session, looking: Engine) -> None:
        """`looking` is the engine where what takes long is read."""
        self._store = store
        self._session = session
        self._looking = looking
        self._counts: tuple[object, QueueCounts] | None = None
        self.taking = TakingService(store, session, looking)
        self.news = NewsService(store, session, looking)

    def open(self, filter: QueueFilter, sort: SortOrder | None, found: array[int] | None = None) -> QueueView:
        """A view of the queue, or of what a search found in it."""
        return QueueView(self._store, filter, sort, found)

    def row(self, conversation_id: str) -> QueueRow | None:
        """One conversation, in a view or not."""
        return self._store.conversations.row(conversation_id, self._store.own())

    def rows(self, conversation_ids: Iterable[str]) -> list[QueueRow]:
        """Some conversations, in views or not; those that are not known are left out."""
        numbers = [self._store.conversations.number(one) for one in conversation_ids]
        known = [number for number in numbers if number is not None]
        return self._store.conversations.rows(known, self._store.own())

    def departments(self) -> tuple[DepartmentPresence, ...]:
        """All departments that are there, with their state as last seen."""
        seen = {department.id: department for department in self._store.presence.get().departments}
        return tuple(
            seen.get(one.id) or DepartmentPresence(one.id, one.name, "", "", 0, 0, 0, 0, 0)
            for one in self._store.presence.departments()
            if not one.deleted
        )

    def with_ids_or_names(self, wanted: Iterable[str]) -> tuple[frozenset[str], list[str]]:
        """The ids of the departments that are called so, by id or name whatever its case; and who is not known."""
        ids: set[str] = set()
        unknown: list[str] = []
        departments = self.departments()
        for name in wanted:
            found = {one.id for one in departments if name == one.id or name.casefold() == one.name.casefold()}
            ids |= found
            if not found:
                unknown.append(name)
        return frozenset(ids), unknown

    @property
    def large(self) -> bool:
        """Whether there is so much that reading a view takes longer than a key may."""
        return self._counts is not None and self._counts[1].total >= LARGE

    async def read(self, view: QueueView) -> Reading:
        """How a view is by now, and the numbers for the header; read away from the interface's thread."""

        async def there() -> Reading:
            with translated():
                self._count()
                return view.read()

        return await self._looking.run(there())

    async def next_unread(self, view: QueueView, after: str) -> QueueRow | None:
        """The next row of a view with something unread; read away from the interface's thread."""

        async def there() -> QueueRow | None:
            with translated():
                return view.unread_after(after)

        return await self._looking.run(there())

    def counts(self) -> QueueCounts:
        """Numbers for the header; those of the last `read` where there are many conversations."""
        return self._counts[1] if self._counts is not None and self.large else self._count()

    def _count(self) -> QueueCounts:
        version = self._store.conversations.version
        key = (version.generation, version.order, version.owners, self._session.agent_id)
        if self._counts is None or self._counts[0] != key:
            self._counts = (key, self._store.conversations.counts(self._session.agent_id))
        return self._counts[1]

    def seen(self, conversation_id: str) -> frozenset[str]:
        """Ids of the messages of a conversation that the agent has seen."""
        with translated():
            seen = self._store.marks.seen(conversation_id)
        return seen[1] if seen is not None else frozenset()

    def mark_seen(self, conversation_id: str) -> None:
        """Note that the conversation was shown as the cache has it."""
        try:
            self._store.marks.mark_seen(conversation_id)
        except StoreError as error:
            import logging  # only the command line does without it until here

            # The conversation can be read all the same.
            logging.getLogger(__name__).warning("not marked as seen: %s", error)
