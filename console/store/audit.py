"""The audit: what was asked of the server that changes something there, in rows that are added and never changed.

Each row holds a digest over itself and the row before, so that one that was changed, taken out or put in shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Final

from console.store.db import Database
from console.store.values import Row, storable

FIRST: Final = "0" * 64
"""What stands before the first row."""


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


class Audit:
    """The entries of one account."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def add(self, entry: AuditEntry) -> None:
        """Write an entry behind all others; it is on disk when this returns."""
        with self._database.write() as connection:
            query = "SELECT digest FROM audit WHERE account = ? ORDER BY number DESC LIMIT 1"
            last = connection.execute(query, [self._account]).fetchone()
            before = last[0] if last else FIRST
            values = [entry.at.timestamp(), *(storable(value) for value in astuple(entry)[1:])]
            connection.execute(
                "INSERT INTO audit (account, at, actor, origin, call, request, answer, seen, before, digest) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [self._account, *values, before, _digest([*values, before])],
            )

    def entries(self, since: datetime | None = None) -> Iterator[AuditEntry]:
        """The entries, the first first."""
        query = "SELECT at, actor, origin, call, request, answer, seen FROM audit WHERE account = ? AND at >= ?"
        start = since.timestamp() if since else float("-inf")
        for row in self._database.fetch(f"{query} ORDER BY number", [self._account, start]):
            yield AuditEntry(datetime.fromtimestamp(row[0], UTC), *row[1:])

    def first_break(self) -> int | None:
        """The number of the first entry that is not as it was written, or that follows one that is gone; None when
        all is as it was."""
        before = FIRST
        query = "SELECT number, at, actor, origin, call, request, answer, seen, before, digest FROM audit"
        for row in self._database.fetch(f"{query} WHERE account = ? ORDER BY number", [self._account]):
            if row[8] != before or row[9] != _digest(row[1:9]):
                return int(row[0])
            before = row[9]
        return None


def _digest(values: Row | list[object]) -> str:
    return hashlib.sha256(json.dumps([str(value) for value in values]).encode()).hexdigest()
