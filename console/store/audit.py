"""The audit: what was asked of the server that changes something there, in rows that are added and never changed.

Each row holds a digest over itself and the row before, so that one that was changed, taken out or put in shows. SQLite
itself remembers the highest number it ever gave, so that an end that was cut off shows too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from console.store.db import Database
from console.store.values import Row, Value, storable

FIRST: Final = "0" * 64
"""What stands before the first row."""
SEALED: Final = 16
"""Digits of a digest in a seal."""

Fetch: TypeAlias = Callable[[str, Sequence[Value]], list[Row]]
"""All rows of a query with its parameters."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did."""

    at: datetime
    actor: str
    """In whose name: the agent's e-mail."""
    origin: str
    """By what: a row of the outbox, or a command."""
    call: str
    """Method and path, such as `POST conversations/q8zk31ta/messages`."""
    request: str
    """Digest of the parameters, which may hold what customers must not read elsewhere."""
    answer: str
    """The HTTP status, or the error in words."""
    seen: str = ""
    """What the server showed when it was read afterwards."""
    number: int = 0
    """Its place in the file, from 1 on; 0 before it is written."""


class Harm(StrEnum):
    """What was done to the rows."""

    CHANGED = "changed"
    """A row is not as it was written, or was put in."""
    REMOVED = "removed"
    """Rows are gone that others follow."""
    CUT = "cut off"
    """The last rows are gone."""
    REPLACED = "replaced"
    """All rows fit together, but they are not those that an earlier seal was made of."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Where the rows are not as they were written."""

    harm: Harm
    number: int
    """The first row that is concerned."""
    rows: int = 1
    """How many are."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a look at all rows of a file found."""

    entries: int
    seal: str
    """Number and digest of the last row, to be kept elsewhere; empty when there is none."""
    breach: Breach | None = None
    """The first one."""


class Record:
    """The entries of one account, to read."""

    def __init__(self, fetch: Fetch, account: str) -> None:
        self._fetch = fetch
        self._account = account

    def entries(
        self, since: datetime | None = None, *, conversation: Sequence[str] = (), last: int = 0
    ) -> Iterator[AuditEntry]:
        """The entries, the first first; only the `last` of them unless that is 0.

        `conversation` holds the names of one, of which a call must have one in its path.
        """
        query = "SELECT at, actor, origin, call, request, answer, seen, number FROM audit WHERE account = ? AND at >= ?"
        values: list[Value] = [self._account, since.timestamp() if since else float("-inf")]
        if conversation:
            named = " OR ".join(["instr('/' || replace(call, ' ', '/') || '/', ?)"] * len(conversation))
            query = f"{query} AND ({named})"
            values += [f"/{storable(name)}/" for name in conversation]
        rows = self._fetch(f"{query} ORDER BY number DESC LIMIT ?", [*values, last or -1])
        for row in reversed(rows):
            yield AuditEntry(datetime.fromtimestamp(row[0], UTC), *row[1:])

    def check(self, sealed: str = "") -> Check:
        """Look at all rows, also those of other accounts in the file; `sealed` is what an earlier check gave."""
        query = "SELECT number, account, at, actor, origin, call, request, answer, seen, before, digest FROM audit"
        # Before the rows: a console that adds some meanwhile has cut nothing off.
        given = self._fetch("SELECT seq FROM sqlite_sequence WHERE name = 'audit'", [])
        rows = self._fetch(f"{query} ORDER BY number", [])
        seals = {row[0]: f"{row[0]}-{row[10][:SEALED]}" for row in rows}
        seal = seals[rows[-1][0]] if rows else ""
        breach = _first_breach(rows) or _cut(rows, given)
        if breach is None and sealed:
            breach = _unsealed(seals, sealed)
        return Check(len(rows), seal, breach)


class Audit(Record):
    """The entries of one account, to add to."""

    def __init__(self, database: Database, account: str) -> None:
        super().__init__(database.fetch, account)
        self._database = database

    def add(self, entry: AuditEntry) -> None:
        """Write an entry behind all others; it is on disk when this returns."""
        said = (entry.actor, entry.origin, entry.call, entry.request, entry.answer, entry.seen)
        values = [entry.at.timestamp(), *(storable(value) for value in said)]

        def work(connection: sqlite3.Connection) -> None:
            query = "SELECT digest FROM audit WHERE account = ? ORDER BY number DESC LIMIT 1"
            last = connection.execute(query, [self._account]).fetchone()
            before = last[0] if last else FIRST
            connection.execute(
                "INSERT INTO audit (account, at, actor, origin, call, request, answer, seen, before, digest) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [self._account, *values, before, _digest([*values, before])],
            )

        self._database.insist(work)


def _cut(rows: list[Row], given: list[Row]) -> Breach | None:
    """The end that is missing, by the highest number that was ever given."""
    last, highest = rows[-1][0] if rows else 0, given[0][0] if given else 0
    return Breach(Harm.CUT, last + 1, highest - last) if highest > last else None


def _first_breach(rows: list[Row]) -> Breach | None:
    before: dict[str, str] = {}
    expected = 1
    for row in rows:
        number, account, digest = row[0], row[1], row[10]
        if number != expected:
            return Breach(Harm.REMOVED, expected, number - expected)
        if row[9] != before.get(account, FIRST) or digest != _digest(row[2:10]):
            return Breach(Harm.CHANGED, number)
        before[account] = digest
        expected += 1
    return None


def _unsealed(seals: dict[int, str], sealed: str) -> Breach | None:
    """The breach when the sealed row is not there as it was."""
    number = int(sealed.partition("-")[0])
    if seals.get(number) == sealed:
        return None
    return Breach(Harm.REPLACED, number) if number in seals else Breach(Harm.CUT, number)


def _digest(values: Row | list[Value]) -> str:
    return hashlib.sha256(json.dumps([str(value) for value in values]).encode()).hexdigest()
