"""Drafts: what was typed here, on disk before anything else happens to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from console.contract.enums import SendType
from console.store.db import Database
from console.store.records import Draft
from console.store.values import Row

KEPT = timedelta(days=7)
"""How long a discarded text is kept."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """A text that was taken away and can be brought back."""

    number: int
    conversation_id: str
    kind: SendType
    text: str
    at: datetime


class Drafts:
    """The drafts of one account: a server and an agent."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def put(self, draft: Draft, now: datetime) -> None:
        """Write a draft; it is on disk when this returns."""
        self._database.insist(lambda connection: self._put(connection, draft, now))

    def get(self, conversation_id: str, kind: SendType) -> Draft | None:
        """The draft of a conversation and kind."""
        rows = self._database.fetch(
            "SELECT * FROM draft WHERE account = ? AND conversation_id = ? AND kind = ?",
            self._key(conversation_id, kind),
        )
        return _draft(rows[0]) if rows else None

    def all(self) -> list[Draft]:
        """All drafts, the last written first."""
        rows = self._database.fetch("SELECT * FROM draft WHERE account = ? ORDER BY updated_at DESC", [self._account])
        return [_draft(row) for row in rows]

    def conversations(self) -> frozenset[str]:
        """Conversations with a draft that has any text."""
        rows = self._database.fetch(
            "SELECT conversation_id FROM draft WHERE account = ? AND trim(text, char(9, 10, 13, 32)) <> ''",
            [self._account],
        )
        return frozenset(row[0] for row in rows)

    def in_trouble(self) -> frozenset[str]:
        """Conversations with a draft that could not be sent."""
        query = "SELECT conversation_id FROM draft WHERE account = ? AND trouble <> ''"
        return frozenset(row[0] for row in self._database.fetch(query, [self._account]))

    def discard(self, conversation_id: str, kind: SendType, now: datetime) -> None:
        """Take a draft away and keep its text for a week; older discarded ones go."""
        key = self._key(conversation_id, kind)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO discarded SELECT account, conversation_id, kind, text, ? FROM draft "
                "WHERE account = ? AND conversation_id = ? AND kind = ? AND trim(text, char(9, 10, 13, 32)) <> ''",
                [now.timestamp(), *key],
            )
            connection.execute("DELETE FROM draft WHERE account = ? AND conversation_id = ? AND kind = ?", key)
            connection.execute("DELETE FROM discarded WHERE discarded_at < ?", [(now - KEPT).timestamp()])

    def discarded(self) -> list[tuple[str, SendType, str]]:
        """Discarded texts, the last first: conversation, kind, text."""
        rows = self._database.fetch(
            "SELECT conversation_id, kind, text FROM discarded WHERE account = ? ORDER BY discarded_at DESC",
            [self._account],
        )
        return [(row[0], SendType(row[1]), row[2]) for row in rows]

    def thrown_away(self) -> list[Discarded]:
        """Discarded texts with what brings them back, the last first."""
        rows = self._database.fetch(
            "SELECT rowid, conversation_id, kind, text, discarded_at FROM discarded WHERE account = ? "
            "ORDER BY discarded_at DESC, rowid DESC",
            [self._account],
        )
        return [
            Discarded(row[0], row[1], SendType(row[2]), row[3], datetime.fromtimestamp(row[4], UTC)) for row in rows
        ]

    def bring_back(self, number: int, now: datetime) -> bool:
        """Make a discarded text a draft again; False when it is gone, or another text is being written there."""
        with self._database.write() as connection:
            found = connection.execute(
                "SELECT conversation_id, kind, text FROM discarded WHERE rowid = ? AND account = ?",
                [number, self._account],
            ).fetchone()
            if found is None:
                return False
            key = self._key(found[0], SendType(found[1]))
            standing = connection.execute(
                "SELECT 1 FROM draft WHERE account = ? AND conversation_id = ? AND kind = ? "
                "AND trim(text, char(9, 10, 13, 32)) <> ''",
                key,
            ).fetchone()
            if standing is not None:
                return False
            draft = Draft(found[0], SendType(found[1]), found[2], cursor=len(found[2]))
            self._put(connection, draft, now)
            connection.execute("DELETE FROM discarded WHERE rowid = ?", [number])
        return True

    def _put(self, connection: sqlite3.Connection, draft: Draft, now: datetime) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *self._key(draft.conversation_id, draft.kind),
                draft.text,
                draft.cursor,
                (draft.updated_at or now).timestamp(),
                draft.seen_changed,
                " ".join(sorted(draft.seen_messages)),
                draft.trouble,
            ],
        )

    def _key(self, conversation_id: str, kind: SendType) -> list[str]:
        return [self._account, conversation_id, kind.value]


def _draft(row: Row) -> Draft:
    return Draft(
        conversation_id=row[1],
        kind=SendType(row[2]),
        text=row[3],
        cursor=row[4],
        updated_at=datetime.fromtimestamp(row[5], UTC),
        seen_changed=row[6],
        seen_messages=frozenset(row[7].split()),
        trouble=row[8],
    )


def _discarded(row: Row) -> Discarded:
    return Discarded(row[0], row[1], SendType(row[2]), row[3], datetime.fromtimestamp(row[4], UTC))
