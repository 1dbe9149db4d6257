"""The agent's views of the queue: saved filters, and what is remembered of the views everybody has."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from console.store.db import Database


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view as it is kept. Of a view that everybody has only digit and sorting are the agent's."""

    id: str
    name: str
    line: str
    """The filter, in the filter language."""
    digit: str = ""
    sort: str = ""


class SavedViews:
    """The views of one account."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def all(self) -> list[SavedView]:
        """All that is kept."""
        query = "SELECT id, name, line, digit, sort FROM saved_view WHERE account = ? ORDER BY digit = '', digit, id"
        return [SavedView(*row) for row in self._database.fetch(query, [self._account])]

    def put(self, *views: SavedView) -> None:
        """Keep views, in one go."""

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(
                "INSERT OR REPLACE INTO saved_view VALUES (?, ?, ?, ?, ?, ?)",
                [[self._account, one.id, one.name, one.line, one.digit, one.sort] for one in views],
            )

        self._database.insist(work)

    def remove(self, id: str) -> None:
        """Forget a view."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM saved_view WHERE account = ? AND id = ?", [self._account, id])
