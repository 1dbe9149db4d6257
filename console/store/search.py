"""The full-text index of the cache: every conversation with all of its messages, tags and fields as one document.

A document's number begins with the time of the conversation's last change, so that the order of numbers is that of
time: whatever is asked, the newest conversations can be looked through first, and a search that would take too long
ends with what it has. Changed conversations get new documents; what is behind the old ones is left out of the results.
"""

from __future__ import annotations

import json
import sqlite3
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from console.store.db import Database
from console.store.words import expression, indexed

MOST: Final = 1000
"""Results of one search."""
RANKED: Final = 3000
"""Hits that are put in order by how well they fit; of more, the newest alone."""
SECONDS: Final = 0.08
"""What a search may take."""
WINDOWS: Final = (2_000, 20_000)
"""Documents, newest first, that are looked through before all of them are."""
_BEST_FIRST: Final = (
    "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? "
    "ORDER BY bm25(words, 10.0, 6.0, 4.0, 1.0), rowid DESC LIMIT ?"
)
"""A word in the subject counts most, then one in the customer's name, in code, tags and fields, and in the texts."""
_PLACES: Final = 20
"""Bits of a document's number below its time."""


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


class SearchIndex:
    """Documents and the search in them."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock

    def stale(self, limit: int) -> list[str]:
        """Conversations that changed since they were indexed, or never were, the newest first."""
        rows = self._database.fetch(
            "SELECT c.id FROM conversation c LEFT JOIN thread t ON t.conversation_id = c.id "
            "LEFT JOIN document d ON d.number = c.number WHERE d.state IS NOT "
            "c.changed_raw || ' ' || coalesce(t.changed_raw, '') || ' ' || c.tags ORDER BY c.changed DESC LIMIT ?",
            [limit],
        )
        return [row[0] for row in rows]

    def put(self, documents: Sequence[Document]) -> None:
        """Index conversations, in place of what was indexed of them before."""
        with self._database.write() as connection:
            for one in documents:
                self._put(connection, one)

    def _put(self, connection: sqlite3.Connection, one: Document) -> None:
        found = connection.execute(
            "SELECT c.number, c.changed_raw || ' ' || coalesce(t.changed_raw, '') || ' ' || c.tags FROM conversation c "
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

    def find(self, text: str) -> Found:
        """Conversations that have all the words; see `words.expression` for what can be asked."""
        wanted = expression(text)
        if not wanted:
            return Found(array("q"), complete=True)
        until = self._clock() + SECONDS
        places: list[int] = []
        for bound in self._bounds():
            found = self._database.fetch_until(
                "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?",
                [wanted, bound, RANKED + 1],
                lambda: self._clock() > until,
            )
            if found is None:
                return Found(self._numbers(places), complete=False)
            places = [row[0] for row in found]
            if len(places) > RANKED:
                break
        return self._ranked(wanted, places, until)

    def _bounds(self) -> list[int]:
        """The numbers of documents from which on is searched, the newest window first."""
        rows = [
            self._database.fetch("SELECT place FROM document ORDER BY place DESC LIMIT 1 OFFSET ?", [window])
            for window in WINDOWS
        ]
        return [row[0][0] for row in rows if row] + [0]

    def _ranked(self, wanted: str, places: list[int], until: float) -> Found:
        if not places:
            return Found(array("q"), complete=True)
        lowest = min(places)
        found = self._database.fetch_until(
            _BEST_FIRST,
            [wanted, lowest, RANKED],
            lambda: self._clock() > until,
        )
        best = places if found is None else [row[0] for row in found]
        return Found(self._numbers(best), complete=len(places) <= RANKED)

    def _numbers(self, places: Sequence[int]) -> array[int]:
        """The conversations behind documents, in the same order; a document that was replaced has none."""
        rows = self._database.fetch(
            "SELECT place, number FROM document WHERE number IS NOT NULL AND place IN (SELECT value FROM json_each(?))",
            [json.dumps(list(places))],
        )
        numbers: dict[int, int] = dict(rows)
        return array("q", [numbers[place] for place in places if place in numbers][:MOST])
