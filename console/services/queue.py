"""The queue as the interface reads it: by position, in windows, from the cache alone."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING

from console.services.records import DepartmentPresence, QueueCounts, QueueFilter, QueueRow, SortOrder
from console.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.services.session import Session
    from console.store.conversations import Version
    from console.store.store import Store

PAGE = 256
"""Rows read at once."""
PAGES = 32
"""Pages kept."""


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
        self._drafts: frozenset[str] = frozenset()
        self._version: Version | None = None
        self.reload()

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
        version, drafts = self._store.conversations.version, self._store.drafts.conversations()
        if version == self._version and drafts == self._drafts:
            return False
        moved = self._version is None or self._order_of(version) != self._order_of(self._version)
        if moved or (self.filter.has_draft and drafts != self._drafts):
            sort = self.sort or SortOrder.NEWEST
            order = self._store.conversations.order(self.filter, sort, drafts, self._found)
            self._order = _kept(self._found, order) if self._found is not None and self.sort is None else order
        self._version, self._drafts = version, drafts
        self._pages.clear()
        return True

    def _order_of(self, version: Version) -> tuple[int, ...]:
        """What of a version says that the rows of this view may be others, or stand elsewhere."""
        owners = version.owners if self.filter.assigned_to is not None else 0
        looks = version.looks if self.filter.unread or self.filter.tags else 0
        return version.generation, version.order, owners, looks

    def _page(self, number: int) -> list[QueueRow]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        numbers = self._order[number * PAGE : (number + 1) * PAGE]
        page = self._store.conversations.rows(numbers, self._drafts)
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

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session
        self._counts: tuple[object, QueueCounts] | None = None

    def open(self, filter: QueueFilter, sort: SortOrder | None, found: array[int] | None = None) -> QueueView:
        """A view of the queue, or of what a search found in it."""
        return QueueView(self._store, filter, sort, found)

    def row(self, conversation_id: str) -> QueueRow | None:
        """One conversation, in a view or not."""
        return self._store.conversations.row(conversation_id, self._store.drafts.conversations())

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

    def counts(self) -> QueueCounts:
        """Numbers for the header."""
        version = self._store.conversations.version
        key = (version.generation, version.order, version.owners, self._session.agent_id)
        if self._counts is None or self._counts[0] != key:
            self._counts = (key, self._store.conversations.counts(self._session.agent_id))
        return self._counts[1]

    def mark_seen(self, conversation_id: str) -> None:
        """Note that the conversation was shown as the cache has it."""
        try:
            self._store.marks.mark_seen(conversation_id)
        except StoreError as error:
            import logging  # only the command line does without it until here

            # The conversation can be read all the same.
            logging.getLogger(__name__).warning("not marked as seen: %s", error)
