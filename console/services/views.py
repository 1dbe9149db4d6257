"""The views of the queue: those everybody has, and the agent's own, each a line of the filter language."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.services.faults import translated
from console.services.query import Query, joined, parse, quoted
from console.services.records import Own, QueueFilter, SortOrder
from console.store.views import SavedView

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.search import SearchService
    from console.store.store import Store

DIGITS: Final = "123456789"
OWN_DIGITS: Final = "5678"
"""Digits for saved views, before those that other views have."""


@dataclass(frozen=True, slots=True)
class View:
    """A named filter."""

    id: str
    name: str
    line: str
    """The filter, in the filter language."""
    digit: str = ""
    """The key that opens it; empty for a view that is only in the list."""
    sort: SortOrder = SortOrder.LONGEST_WAIT
    is_standard: bool = True
    warns: bool = False
    """Whether it is of things that somebody has to see to."""
    hides_empty: bool = False
    """Whether it shows only while there is something in it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many conversations are in a view."""

    number: int
    is_least: bool = False
    """Whether there may be more, because it is not known yet of all conversations who has them."""


ALL: Final = View("all", "All", "", "1")
LATER: Final = View("later", "Later", "is:later", "9", SortOrder.NEXT_BACK, hides_empty=True)
STANDARD: Final = (
    ALL,
    View("unassigned", "Unassigned", "is:waiting is:unassigned", "2"),
    View("mine", "Mine", "is:mine", "3"),
    View("waiting", "Waiting", "is:waiting", "4"),
    LATER,
    View("starred", "Starred", "is:starred", hides_empty=True),
    View("failed", "Not sent", "is:failed", warns=True, hides_empty=True),
)


class ViewService:
    """Everything but `read` is local and takes milliseconds."""

    def __init__(self, store: Store, search: SearchService, looking: Engine, *, clock: Callable[[], datetime]) -> None:
        """`looking` is the engine where what takes long is read."""
        self._store = store
        self._search = search
        self._looking = looking
        self._clock = clock
        self._views: tuple[View, ...] | None = None
        self._counts: tuple[object, dict[str, Count]] = (None, {})

    def all(self) -> tuple[View, ...]:
        """All views, in the order of their digits, and those without one after them."""
        if self._views is None:
            with translated():
                self._views = views_of(self._store.views.all())
        return self._views

    def view(self, id: str) -> View:
        """One view; that of all conversations when it is gone."""
        views = {view.id: view for view in self.all()}
        return views.get(id) or views[ALL.id]

    def on_digit(self, digit: str) -> View | None:
        """The view that a digit opens."""
        return next((view for view in self.all() if view.digit == digit), None)

    # Filters

    def query(self, view: View, extra: str = "") -> Query:
        """A view's filter, narrowed by another line; what is put off shows only in views that ask for it."""
        base, more = self._parse(view.line), self._parse(extra)
        wanted = base.filter.narrowed(more.filter) if extra.strip() else base.filter
        return Query(without_later(wanted), troubles=(*base.troubles, *more.troubles))

    def troubles(self, line: str) -> tuple[str, ...]:
        """What of a line cannot be understood."""
        return self._parse(line).troubles

    def _parse(self, line: str) -> Query:
        if not line.strip():
            return Query(QueueFilter())
        with translated():
            return words_in_rows(parse(line, self._search.names(tags=False), self._clock()))

    # Numbers

    def counts(self) -> Mapping[str, Count]:
        """How many conversations are in each view, as they were counted last."""
        return self._counts[1]

    @property
    def stale(self) -> bool:
        """Whether something changed since they were counted."""
        return self._key() != self._counts[0]

    def count(self) -> Mapping[str, Count]:
        """Count them now, if anything changed; with many conversations this is nothing for the interface's thread."""
        key, own = self._key(), self._store.own()
        if key != self._counts[0]:
            with translated():
                unknown = bool(self._store.conversations.counts(None).unknown)
                counts = {view.id: self._count(view, own, unknown=unknown) for view in self.all()}
            self._counts = (key, counts)
        return self._counts[1]

    def _key(self) -> object:
        """Another value whenever the numbers may be others."""
        with translated():
            minute = self._clock().timestamp() // 60
            return self._store.conversations.version, self._store.own(), self.all(), minute

    async def read(self) -> Mapping[str, Count]:
        """The same, away from the interface's thread."""

        async def there() -> Mapping[str, Count]:
            return self.count()

        return await self._looking.run(there())

    def _count(self, view: View, own: Own, *, unknown: bool) -> Count:
        wanted = self.query(view).filter
        by_owner = any(part.assigned_to is not None for part in wanted.parts)
        return Count(self._store.conversations.count(wanted, own), unknown and by_owner)

    # Changing

    def save(self, name: str, view: View, extra: str) -> View:
        """Keep a view as it is narrowed now, under a name and the first free digit."""
        line = joined(view.line, extra)
        taken = {one.digit for one in self.all()}
        digit = next((one for one in OWN_DIGITS + DIGITS if one not in taken), "")
        fresh = View(f"saved-{uuid.uuid4().hex[:12]}", name.strip(), line, digit, view.sort, is_standard=False)
        self._keep(fresh)
        return fresh

    def rename(self, view: View, name: str) -> None:
        """Give a saved view another name."""
        self._keep(replace(view, name=name.strip()))

    def restore(self, view: View) -> None:
        """Keep a view as it was."""
        self._keep(view)

    def remove(self, view: View) -> None:
        """Forget a saved view."""
        with translated():
            self._store.views.remove(view.id)
        self._views = None

    def put_on(self, view: View, digit: str) -> None:
        """Let a digit open a view; the one that had it gets the other one's."""
        other = self.on_digit(digit)
        changed = [replace(view, digit=digit)]
        if other is not None and other.id != view.id:
            changed.append(replace(other, digit=view.digit))
        self._keep(*changed)

    def sort_by(self, view: View, sort: SortOrder) -> View:
        """Remember how a view is sorted; returns the view as it is now."""
        fresh = replace(view, sort=sort)
        self._keep(fresh)
        return fresh

    def _keep(self, *views: View) -> None:
        with translated():
            self._store.views.put(*map(_kept, views))
        self._views = None


def views_of(kept: Sequence[SavedView]) -> tuple[View, ...]:
    """All views, by what is kept of them."""
    by_id = {one.id: one for one in kept}
    views = [_with_kept(view, by_id.pop(view.id, None)) for view in STANDARD]
    views += [_of_kept(one) for one in by_id.values()]
    return tuple(sorted(views, key=lambda view: (view.digit == "", view.digit)))


def words_in_rows(query: Query) -> Query:
    """A filter goes by words in what the queue knows; the search alone knows the messages."""
    return replace(query, filter=replace(query.filter, text=query.words.replace('"', " ").strip()), words="")


def without_later(wanted: QueueFilter) -> QueueFilter:
    """What is put off shows only in views that ask for it, or for what somebody has to see to."""
    asks = any(part.later is not None or part.starred or part.failed or part.has_draft for part in wanted.parts)
    return wanted if asks else replace(wanted, later=False)


def _kept(view: View) -> SavedView:
    name, line = ("", "") if view.is_standard else (view.name, view.line)
    return SavedView(view.id, name, line, view.digit, view.sort.value)


def _with_kept(view: View, kept: SavedView | None) -> View:
    return view if kept is None else replace(view, digit=kept.digit, sort=_sort(kept.sort))


def _of_kept(kept: SavedView) -> View:
    return View(kept.id, kept.name, kept.line, kept.digit, _sort(kept.sort), is_standard=False)


def _sort(word: str) -> SortOrder:
    return next((order for order in SortOrder if order.value == word), SortOrder.LONGEST_WAIT)


def line_of_departments(names: Iterable[str]) -> str:
    """A line that lets only some departments through."""
    return " ".join(f"dept:{quoted(name)}" for name in names)
