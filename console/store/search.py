"""The full-text index of the cache: every conversation with all of its messages, tags and fields as one document.

A document's number begins with the time of the conversation's last change, so that the order of numbers is that of
time: whatever is asked, the newest conversations can be looked through first, and a search that would take too long
ends with what it has. Changed conversations get new documents; what is behind the old ones is left out of the results.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from console.store.db import Database
from console.store.filters import conditions
from console.store.queue_records import NOTHING_OWN, Own, QueueFilter
from console.store.values import Row, Value
from console.store.words import expression, indexed

MOST: Final = 1000
"""Results of one search."""
RANKED: Final = 1500
"""Hits that are put in order by how well they fit; of more, the newest alone."""
SECONDS: Final = 0.05
"""What a search may take."""
WINDOWS: Final = (2_000, 20_000)
"""Documents, newest first, that are looked through before all of them are."""
EVERYTHING: Final = QueueFilter()
_NEWEST_FIRST: Final = "words.rowid DESC"
_BEST_FIRST: Final = "bm25(words, 10.0, 6.0, 4.0, 1.0), words.rowid DESC"
"""A word in the subject counts most, then one in the customer's name, in code, tags and fields, and in the texts."""
_STATE: Final = "c.changed_raw || ' ' || coalesce(t.changed_raw, '') || ' ' || c.tags"
"""What a document is made of, in short: it is stale when this is another one than its own."""
_PLACES: Final = 20
"""Bits of a document's number below its time."""
_LAST: Final = (1 << 63) - 1
"""A time, and a number, behind all others."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched in of one conversation."""

    conversation_id: str
    changed: int
    """Epoch seconds of the last change."""
    subject: str
    customer: str
    marks: str
    """Code, tags and custom fields."""
    bodies: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    numbers: array[int]
    """Rows of conversations, best first."""
    complete: bool
    """Whether all was looked through; otherwise the newest part was."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of all conversations, from newer to older ones, and what of it has no document or an old one."""

    stale: list[str]
    ends: tuple[int, int] | None
    """Where the next part begins; None after the last one."""


class SearchIndex:
    """Documents and the search in them."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock

    def look_through(self, begins: tuple[int, int] | None, most: int) -> Stretch:
        """See which of the next conversations changed since they were indexed, or never were."""
        rows = self._database.fetch(
            f"SELECT c.id, c.changed, c.number, d.state IS NOT {_STATE} FROM conversation c "  # noqa: S608 - a constant
            "LEFT JOIN thread t ON t.conversation_id = c.id LEFT JOIN document d ON d.number = c.number "
            "WHERE (c.changed, c.number) < (?, ?) ORDER BY c.changed DESC, c.number DESC LIMIT ?",
            [*(begins or (_LAST, _LAST)), most],
        )
        ends = (rows[-1][1], rows[-1][2]) if len(rows) == most else None
        return Stretch([row[0] for row in rows if row[3]], ends)

    def reach(self) -> tuple[int, int]:
        """How many conversations are indexed, and how many there are."""
        ((indexed_ones, all_of_them),) = self._database.fetch(
            "SELECT (SELECT count(*) FROM document WHERE number IS NOT NULL), (SELECT count(*) FROM conversation)"
        ) or [(0, 0)]
        return indexed_ones, all_of_them

    def put(self, documents: Sequence[Document]) -> None:
        """Index conversations, in place of what was indexed of them before."""
        with self._database.write() as connection:
            for one in documents:
                self._put(connection, one)

    def _put(self, connection: sqlite3.Connection, one: Document) -> None:
        found = connection.execute(
            f"SELECT c.number, {_STATE} FROM conversation c "  # noqa: S608 - a constant
            "LEFT JOIN thread t ON t.conversation_id = c.id WHERE c.id = ?",
            [one.conversation_id],
        ).fetchone()
        if found is None:
            return
        number, state = found
        low = one.changed << _PLACES
        (last,) = connection.execute(
            "SELECT max(place) FROM document WHERE place >= ? AND place < ?", [low, low + (1 << _PLACES)]
        ).fetchone()
        place = low if last is None else last + 1
        connection.execute("UPDATE document SET number = NULL WHERE number = ?", [number])
        connection.execute("INSERT INTO document (place, number, state) VALUES (?, ?, ?)", [place, number, state])
        texts = [indexed(text) for text in (one.subject, one.customer, one.marks, one.bodies)]
        connection.execute(
            "INSERT INTO words (rowid, subject, customer, marks, bodies) VALUES (?, ?, ?, ?, ?)", [place, *texts]
        )

    def find(self, text: str, filter: QueueFilter = EVERYTHING, own: Own = NOTHING_OWN) -> Found:
        """Conversations that have all the words; see `words.expression` for what can be asked.

        Of these, those that a filter lets through; `own` is what this machine alone knows.
        """
        wanted = expression(text)
        if not wanted:
            return Found(array("q"), complete=True)
        before = min((part.changed_before for part in filter.parts if part.changed_before), default=None)
        end = int(before.timestamp()) + 1 << _PLACES if before is not None else _LAST
        hits = _Hits(self._database, wanted, conditions(filter, own), end, self._clock)
        rows: list[Row] = []
        for bound in self._bounds(end):
            found = hits.fetch(_NEWEST_FIRST, bound, RANKED + 1)
            if found is None:
                return Found(_numbers(rows), complete=False)
            rows = found
            if len(rows) > RANKED:
                break
        best = hits.fetch(_BEST_FIRST, rows[-1][0], RANKED) if rows else None
        return Found(_numbers(rows if best is None else best), complete=len(rows) <= RANKED)

    def _bounds(self, end: int) -> list[int]:
        """The numbers of documents from which on is searched, the window that is newest before an end first."""
        query = "SELECT place FROM document WHERE place < ? ORDER BY place DESC LIMIT 1 OFFSET ?"
        rows = [self._database.fetch(query, [end, window]) for window in WINDOWS]
        return [row[0][0] for row in rows if row] + [0]


class _Hits:
    """The documents that have what is wanted, of conversations that a filter lets through, until it takes too long.

    Documents that were replaced belong to no conversation any more.
    """

    def __init__(
        self,
        database: Database,
        wanted: str,
        filter: tuple[str, str, list[Value]],
        end: int,
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._wanted = wanted
        self._end = end
        table, self._where, self._values = filter
        self._from = (
            "words CROSS JOIN document ON document.place = words.rowid "
            f"CROSS JOIN {table} ON {table}.number = document.number"
        )
        self._clock = clock
        self._until = clock() + SECONDS

    def fetch(self, order: str, lowest: int, most: int) -> list[Row] | None:
        """Documents from a number on, each with its conversation's row; None when there is no time for it."""
        return self._database.fetch_until(
            f"SELECT words.rowid, document.number FROM {self._from} "  # noqa: S608 - of constants alone
            f"WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ? AND {self._where} ORDER BY {order} LIMIT ?",
            [self._wanted, lowest, self._end, *self._values, most],
            lambda: self._clock() > self._until,
        )


def _numbers(rows: Sequence[Row]) -> array[int]:
    return array("q", [row[1] for row in rows[:MOST]])
