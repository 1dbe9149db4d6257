"""Values on their way into SQLite and out of it: any text, aware times, and the count of changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeAlias

Value: TypeAlias = str | bytes | int | float | None
"""What a column holds."""
Row: TypeAlias = tuple[Any, ...]
"""A row as SQLite gives it."""


class TolerantConnection(sqlite3.Connection):
    """A connection that takes any text: SQLite stores UTF-8, and servers send half surrogate pairs."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement."""
        try:
            return super().execute(sql, parameters)
        except UnicodeEncodeError:
            return super().execute(sql, [storable(value) for value in parameters])

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Run a statement for each row."""
        return super().executemany(sql, ([storable(value) for value in row] for row in parameters))


def storable(value: Any) -> Any:
    """A value as SQLite takes it: texts with half surrogate pairs get the replacement character instead."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def seconds(moment: datetime | None) -> int | None:
    """Epoch seconds of an aware time."""
    return None if moment is None else int(moment.timestamp())


def count_change(connection: sqlite3.Connection, what: str) -> None:
    """Count a change of the queue: of its order, its owners or its looks."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = ?", [what])


def moment(epoch: float | None) -> datetime | None:
    """The aware UTC time of epoch seconds."""
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
