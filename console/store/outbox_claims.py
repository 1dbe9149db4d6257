"""What the sender does with rows of the outbox: claiming one, saying how it went, and looking for those in doubt.

A row leaves the state `SENDING` only by the sender that claimed it, or when that sender's lease is over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from console.store.db import Database
from console.store.outbox_rows import COLUMNS, IN_THE_WAY, OutboxRow, RowState, Seen, digest_of, pack_seen, read_row
from console.store.values import Row, Value
from console.store.wishes import kind_of

_SELECT: Final = f"SELECT {COLUMNS} FROM outbox"  # noqa: S608 - of constants alone
_BLOCKING: Final = ", ".join(f"'{state.value}'" for state in IN_THE_WAY)
_CLAIMABLE: Final = (
    f"{_SELECT} o WHERE account = ? AND state IN ('held', 'waiting') AND due_at <= ? AND NOT EXISTS ("  # noqa: S608
    "SELECT 1 FROM outbox e WHERE e.account = o.account AND e.conversation_id = o.conversation_id "
    f"AND e.place < o.place AND e.state IN ({_BLOCKING})) AND (needs = '' OR EXISTS ("
    "SELECT 1 FROM outbox n WHERE n.id = o.needs AND n.state = 'confirmed')) ORDER BY place LIMIT 1"
)
_WITHOUT_SENDER: Final = "owner = '', lease = 0, begun = 0"


class Claims:
    """The sender's side of one account's rows. Several senders, also of several consoles, never get the same row."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def claim(self, owner: str, now: datetime, lease_until: datetime) -> OutboxRow | None:
        """The next row that may go out, marked as sending by `owner`; None when there is none.

        Only the first row of a conversation goes, and none while what it needs is not confirmed.
        """
        with self._database.write() as connection:
            self._refuse_orphans(connection)
            found = connection.execute(_CLAIMABLE, [self._account, now.timestamp()]).fetchone()
            if found is None:
                return None
            connection.execute(
                "UPDATE outbox SET state = ?, owner = ?, lease = ?, begun = 0 WHERE number = ?",
                [RowState.SENDING.value, owner, lease_until.timestamp(), found[0]],
            )
            return self._one(connection, found[1])

    def begin(self, id: str, owner: str, base: frozenset[str], now: datetime) -> bool:
        """Note on disk that the first byte goes out now; False when the row is not this owner's any more."""
        values: list[Value] = [json.dumps(sorted(base)), now.timestamp()]
        return self._own(id, owner, "begun = 1, tries = tries + 1, looks = '[]', base = ?, tried_at = ?", values)

    def put_back(self, id: str, owner: str, state: RowState, error: str, due_at: datetime | None) -> bool:
        """The row is not done: it waits, is unknown, changed or refused; False when it is not this owner's any more."""
        values: list[Value] = [state.value, error, due_at.timestamp() if due_at else None]
        return self._own(id, owner, f"state = ?, error = ?, due_at = ?, {_WITHOUT_SENDER}", values)

    def confirm(self, id: str, owner: str, words: str, now: datetime) -> bool:
        """The row was seen done on the server; False when it is not this owner's any more."""
        values: list[Value] = [RowState.CONFIRMED.value, words, now.timestamp()]
        return self._own(id, owner, f"state = ?, error = ?, settled_at = ?, {_WITHOUT_SENDER}", values)

    def claim_look(self, now: datetime, next_look: datetime) -> OutboxRow | None:
        """An unknown row whose next look is due; it is put off until `next_look`, so that nobody else looks as well."""
        query = f"{_SELECT} WHERE account = ? AND state = ? AND due_at <= ? ORDER BY due_at LIMIT 1"
        with self._database.write() as connection:
            values = [self._account, RowState.UNKNOWN.value, now.timestamp()]
            found = connection.execute(query, values).fetchone()
            if found is not None:
                connection.execute("UPDATE outbox SET due_at = ? WHERE number = ?", [next_look.timestamp(), found[0]])
        return read_row(found) if found else None

    def looked(self, id: str, words: str, now: datetime, next_look: datetime | None) -> None:
        """An unknown row was looked for and not seen; without a next look only the agent asks again."""
        with self._database.write() as connection:
            row = self._one(connection, id)
            if row is not None and row.state is RowState.UNKNOWN:
                looks = json.dumps([*(at.timestamp() for at in row.looks), now.timestamp()])
                due = next_look.timestamp() if next_look else None
                connection.execute(
                    "UPDATE outbox SET looks = ?, error = ?, due_at = ? WHERE id = ?", [looks, words, due, id]
                )

    def settle_look(self, id: str, state: RowState, words: str, now: datetime) -> bool:
        """An unknown row was found: it is confirmed, or stands there otherwise than it was meant."""
        settled = now.timestamp() if state is RowState.CONFIRMED else None
        with self._database.write() as connection:
            return (
                connection.execute(
                    "UPDATE outbox SET state = ?, error = ?, settled_at = ?, due_at = NULL "
                    "WHERE id = ? AND account = ? AND state = 'unknown'",
                    [state.value, words, settled, id, self._account],
                ).rowcount
                > 0
            )

    def take(self, row: OutboxRow, found: str) -> None:
        """What has this id on the server is what the row became: no other row, and no repeat of one, can be that.

        Two rows may say the same. This comes before the row is settled: a crash in between costs it one more look.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET base = json_insert(base, '$[#]', ?) "
                "WHERE account = ? AND id <> ? AND state <> 'confirmed' "
                "AND (conversation_id = ? OR (kind = 'conversation' AND ? = 'conversation'))",
                [found, self._account, row.id, row.conversation_id, kind_of(row.wish)],
            )

    def put_off(self, id: str, until: datetime) -> None:
        """An unknown row could not be looked for; it is tried again at a time."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET due_at = ? WHERE id = ? AND account = ? AND state = 'unknown'",
                [until.timestamp(), id, self._account],
            )

    def owners(self) -> frozenset[str]:
        """The senders that have rows in their hands."""
        rows = self._database.fetch(
            "SELECT DISTINCT owner FROM outbox WHERE account = ? AND state = 'sending'", [self._account]
        )
        return frozenset(row[0] for row in rows)

    def rebase(self, conversation_id: str, seen: Seen) -> None:
        """What this agent just did in a conversation stands against none of its own later rows there."""
        with self._database.write() as connection:
            query = f"{_SELECT} WHERE account = ? AND conversation_id = ? AND state IN ('held', 'waiting')"
            for found in connection.execute(query, [self._account, conversation_id]).fetchall():
                row = read_row(found)
                fresh = replace(seen, messages=seen.messages | row.seen.messages)
                connection.execute(
                    "UPDATE outbox SET seen = ?, digest = ? WHERE number = ?",
                    [pack_seen(fresh), digest_of([*found[1:6], pack_seen(fresh), *found[7:10]]), row.number],
                )

    def expire(self, now: datetime, words: str, gone: Collection[str] = ()) -> int:
        """Take rows from senders whose lease is over, and from those known to be `gone`.

        What was begun and must not be done twice is unknown then; all else waits again.
        """
        once = "kind IN ('message', 'conversation') OR (kind = 'customer' AND json_extract(payload, '$.email') = '')"
        state = f"CASE WHEN begun AND ({once}) THEN 'unknown' ELSE 'waiting' END"
        with self._database.write() as connection:
            return connection.execute(
                f"UPDATE outbox SET error = ?, due_at = ?, state = {state}, {_WITHOUT_SENDER} "  # noqa: S608
                "WHERE account = ? AND state = 'sending' AND (lease <= ? OR owner IN (SELECT value FROM json_each(?)))",
                [words, now.timestamp(), self._account, now.timestamp(), json.dumps(sorted(gone))],
            ).rowcount

    def _refuse_orphans(self, connection: sqlite3.Connection) -> None:
        """What stands on something that was taken back or refused must not happen by itself."""
        connection.execute(
            "UPDATE outbox SET state = 'refused', error = ? WHERE account = ? AND state IN ('held', 'waiting') "
            "AND needs <> '' AND NOT EXISTS (SELECT 1 FROM outbox n WHERE n.id = outbox.needs AND n.state NOT IN "
            "('refused', 'withdrawn'))",
            ["What had to be done before was not done.", self._account],
        )

    def _own(self, id: str, owner: str, changes: str, values: list[Value]) -> bool:
        with self._database.write() as connection:
            return (
                connection.execute(
                    f"UPDATE outbox SET {changes} WHERE id = ? AND account = ? AND state = 'sending' AND owner = ?",  # noqa: S608
                    [*values, id, self._account, owner],
                ).rowcount
                > 0
            )

    def _one(self, connection: sqlite3.Connection, id: str) -> OutboxRow | None:
        found: Row | None = connection.execute(
            f"{_SELECT} WHERE id = ? AND account = ?", [id, self._account]
        ).fetchone()
        return read_row(found) if found else None
