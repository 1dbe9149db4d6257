"""What the agent put on conversations by hand: stars, read and unread, and until when they are put off.

It is kept beside drafts and outbox, because nothing on the server knows of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from console.store.db import Database
from console.store.queue_records import Snooze
from console.store.values import Row, moment

READ_KEPT: Final = timedelta(days=180)
_INSERT: Final = "INSERT OR REPLACE INTO hand VALUES (?, ?, ?, ?, ?)"


class HandMark(StrEnum):
    """What can be put on a conversation by hand."""

    STAR = "star"
    UNREAD = "unread"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Marked:
    """All that is marked."""

    starred: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    snoozes: Mapping[str, Snooze] = field(default_factory=dict)


class OwnMarks:
    """The marks of one account. They are few, and read anew only when somebody changed them."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account
        self._held: tuple[int, Marked] = (-1, Marked())

    def all(self) -> Marked:
        """All that is marked now, whoever marked it."""
        found = self._database.fetch("SELECT value FROM hand_count WHERE account = ?", [self._account])
        count = found[0][0] if found else 0
        held = self._held
        if held[0] != count:
            held = self._held = (count, self._read())
        return held[1]

    def put(self, kind: HandMark, conversation_ids: Iterable[str], now: datetime) -> None:
        """Mark conversations with a star or as unread."""
        rows = [[self._account, kind.value, one, "", now.timestamp()] for one in conversation_ids]
        self._change(lambda connection: connection.executemany(_INSERT, rows))

    def take_away(self, kind: HandMark, conversation_ids: Iterable[str]) -> None:
        """Take marks away."""
        ids = list(conversation_ids)
        self._change(lambda connection: self._delete(connection, kind, ids))

    def put_read(self, changed: Mapping[str, str], now: datetime) -> None:
        """Mark conversations as read by hand, as they are: `datechanged` by their ids. What is old is forgotten."""
        rows = [[self._account, HandMark.READ.value, one, raw, now.timestamp()] for one, raw in changed.items()]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(_INSERT, rows)
            self._delete(connection, HandMark.UNREAD, changed)
            connection.execute("DELETE FROM hand WHERE kind = 'read' AND at < ?", [(now - READ_KEPT).timestamp()])

        self._change(work)

    def read_by_hand(self) -> dict[str, str]:
        """What was marked as read by hand: `datechanged` as it was then, by the conversations' ids."""
        query = "SELECT conversation_id, value FROM hand WHERE account = ? AND kind = ?"
        return dict(self._database.fetch(query, [self._account, HandMark.READ.value]))

    def put_off(self, snoozes: Mapping[str, Snooze]) -> None:
        """Put conversations off, or change how they are put off."""
        rows = [[self._account, one, *_stored(snooze)] for one, snooze in snoozes.items()]
        self._change(
            lambda connection: connection.executemany(
                "INSERT OR REPLACE INTO snooze VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
            )
        )

    def end_snooze(self, conversation_ids: Iterable[str]) -> None:
        """Forget that conversations were put off, or that they came back."""
        keys = [[self._account, one] for one in conversation_ids]
        self._change(
            lambda connection: connection.executemany(
                "DELETE FROM snooze WHERE account = ? AND conversation_id = ?", keys
            )
        )

    def _delete(self, connection: sqlite3.Connection, kind: HandMark, ids: Iterable[str]) -> None:
        connection.executemany(
            "DELETE FROM hand WHERE account = ? AND kind = ? AND conversation_id = ?",
            [[self._account, kind.value, one] for one in ids],
        )

    def _change(self, work: Callable[[sqlite3.Connection], object]) -> None:
        def counted(connection: sqlite3.Connection) -> None:
            work(connection)
            connection.execute(
                "INSERT INTO hand_count VALUES (?, 1) ON CONFLICT (account) DO UPDATE SET value = value + 1",
                [self._account],
            )

        self._database.insist(counted)

    def _read(self) -> Marked:
        by_kind: dict[str, set[str]] = {}
        query = "SELECT kind, conversation_id FROM hand WHERE account = ? AND kind <> 'read'"
        for kind, conversation_id in self._database.fetch(query, [self._account]):
            by_kind.setdefault(kind, set()).add(conversation_id)
        rows = self._database.fetch(
            "SELECT conversation_id, until, on_reply, set_at, status, changed_raw, changed, woke_at, woke_by_reply "
            "FROM snooze WHERE account = ?",
            [self._account],
        )
        return Marked(
            starred=frozenset(by_kind.get(HandMark.STAR.value, ())),
            unread=frozenset(by_kind.get(HandMark.UNREAD.value, ())),
            snoozes={row[0]: _snooze(row[1:]) for row in rows},
        )


def _stored(snooze: Snooze) -> Row:
    return (
        snooze.until.timestamp() if snooze.until is not None else None,
        int(snooze.on_reply),
        snooze.set_at.timestamp(),
        snooze.status,
        snooze.changed_raw,
        snooze.changed.timestamp() if snooze.changed is not None else None,
        snooze.woke_at.timestamp() if snooze.woke_at is not None else None,
        int(snooze.woke_by_reply),
    )


def _snooze(row: Row) -> Snooze:
    until, on_reply, set_at, status, changed_raw, changed, woke_at, woke_by_reply = row
    return Snooze(
        until=moment(until),
        on_reply=bool(on_reply),
        set_at=datetime.fromtimestamp(set_at, UTC),
        status=status,
        changed_raw=changed_raw,
        changed=moment(changed),
        woke_at=moment(woke_at),
        woke_by_reply=bool(woke_by_reply),
    )
