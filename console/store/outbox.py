"""The outbox: what was accepted from the agent and is not known to be done, a row each, in the order of acceptance.

A row is on disk before anybody is told that it is. What the sender does with rows is in `outbox_claims.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final, TypeVar

from console.contract.enums import SendType
from console.store.db import Database
from console.store.outbox_rows import (
    BEFORE_SENDING,
    COLUMNS,
    OutboxRow,
    RowState,
    Seen,
    fixed_part,
    read_row,
)
from console.store.wishes import Wish, WriteMessage, form_of, subject_of, text_of

_SELECT: Final = f"SELECT {COLUMNS} FROM outbox"  # noqa: S608 - of constants alone
T = TypeVar("T")
_OURS: Final = "id = ? AND account = ?"


class Outbox:
    """The rows of one account. Each method is one short transaction and may be called from any thread."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    def together(self, work: Callable[[], T]) -> T:
        """The result of `work`, in which all changes are one: all of them are on disk when this returns, or none."""
        return self._database.insist(lambda _: work())

    # What the agent does

    def accept(
        self,
        id: str,
        conversation_id: str,
        wish: Wish,
        seen: Seen,
        *,
        now: datetime,
        due_at: datetime,
        needs: str = "",
        unit: str = "",
    ) -> None:
        """Take a wish: it is on disk when this returns, and the draft it came from is gone.

        It takes the place of earlier wishes about the same thing that are not on their way yet.
        """

        def work(connection: sqlite3.Connection) -> None:
            if subject := subject_of(wish):
                self._replace(connection, conversation_id, subject, now)
            self._insert(
                connection, id, conversation_id, wish, seen, now=now, due_at=due_at, needs=needs, follows="", unit=unit
            )
            if isinstance(wish, WriteMessage) or form_of(wish):
                kind = wish.kind if isinstance(wish, WriteMessage) else SendType.MESSAGE
                key = [self._account, conversation_id, kind.value]
                connection.execute("DELETE FROM draft WHERE account = ? AND conversation_id = ? AND kind = ?", key)

        self._database.insist(work)

    def repeat(self, id: str, fresh_id: str, now: datetime) -> bool:
        """Put another row in the place of one in doubt, also for those that need it. False when there is no doubt."""

        def work(connection: sqlite3.Connection) -> bool:
            row = self._one(connection, id)
            if row is None or row.state is not RowState.UNKNOWN:
                return False
            self._settle(connection, [id], RowState.WITHDRAWN, now)
            self._insert(
                connection,
                fresh_id,
                row.conversation_id,
                row.wish,
                row.seen,
                now=now,
                due_at=now,
                needs="",
                follows=row.follows or id,
                unit=row.unit,
            )
            for other in self._needing(connection, id):
                self._say_anew(connection, other, needs=fresh_id)
            return True

        return self._database.insist(work)

    def withdraw(
        self, id: str, now: datetime, *, among: Collection[RowState] = BEFORE_SENDING, draft: bool = True
    ) -> OutboxRow | None:
        """Take a row back with what needs it, and its text into the drafts; None when it is too late.

        A text that is being written there already follows after the one that was taken back.
        """

        def work(connection: sqlite3.Connection) -> OutboxRow | None:
            row = self._one(connection, id)
            if row is None or row.state not in among:
                return None
            needing = [one.id for one in self._needing(connection, id)]
            self._settle(connection, [id, *needing], RowState.WITHDRAWN, now)
            if draft and (typed := text_of(row.wish)):
                self._restore(connection, row.conversation_id, typed, row.seen, now)
            elif draft and (form := form_of(row.wish)):
                self._restore_form(connection, row.conversation_id, form, now)
            return row

        return self._database.insist(work)

    def settle(self, id: str, state: RowState, now: datetime, *, among: Collection[RowState]) -> OutboxRow | None:
        """End a row by the agent's word; None when it is in none of these states any more."""
        with self._database.write() as connection:
            row = self._one(connection, id)
            if row is None or row.state not in among:
                return None
            self._settle(connection, [id], state, now)
        return row

    def release(self, id: str, seen: Seen, now: datetime) -> bool:
        """Let a row go although the conversation changed: what the agent has seen by now stands against it no more."""
        with self._database.write() as connection:
            row = self._one(connection, id)
            if row is None or row.state not in BEFORE_SENDING:
                return False
            self._say_anew(connection, row, seen=seen)
            connection.execute(
                "UPDATE outbox SET state = ?, due_at = ?, error = '' WHERE id = ?",
                [RowState.WAITING.value, now.timestamp(), id],
            )
        return True

    def hurry(self, id: str, now: datetime) -> bool:
        """Try a waiting row, and look for an unknown one, at once."""
        states = (RowState.UNKNOWN.value, RowState.WAITING.value, RowState.HELD.value)
        with self._database.write() as connection:
            return (
                connection.execute(
                    f"UPDATE outbox SET due_at = ? WHERE {_OURS} AND state IN (?, ?, ?)",  # noqa: S608
                    [now.timestamp(), id, self._account, *states],
                ).rowcount
                > 0
            )

    # Reading

    def row(self, id: str) -> OutboxRow | None:
        """One row."""
        found = self._database.fetch(f"{_SELECT} WHERE {_OURS}", [id, self._account])
        return read_row(found[0]) if found else None

    def rows(self, *, settled_since: datetime | None = None) -> list[OutboxRow]:
        """Rows with something to be done, and those settled since a time, in the order of their acceptance."""
        since = settled_since.timestamp() if settled_since else float("inf")
        query = f"{_SELECT} WHERE account = ? AND (settled_at IS NULL OR settled_at >= ?) ORDER BY place, number"
        return [read_row(one) for one in self._database.fetch(query, [self._account, since])]

    def of_conversation(self, conversation_id: str) -> list[OutboxRow]:
        """A conversation's rows with something to be done."""
        query = f"{_SELECT} WHERE account = ? AND conversation_id = ? AND settled_at IS NULL ORDER BY place, number"
        return [read_row(one) for one in self._database.fetch(query, [self._account, conversation_id])]

    def of_unit(self, unit: str) -> list[OutboxRow]:
        """The rows that were accepted together."""
        query = f"{_SELECT} WHERE account = ? AND unit = ? ORDER BY place, number"
        return [read_row(one) for one in self._database.fetch(query, [self._account, unit])]

    def asking(self) -> frozenset[str]:
        """Conversations with a row in doubt, or one that waits for the agent's word."""
        states = [state.value for state in (RowState.UNKNOWN, RowState.CHANGED, RowState.REFUSED)]
        query = "SELECT conversation_id FROM outbox WHERE account = ? AND state IN (?, ?, ?)"
        return frozenset(row[0] for row in self._database.fetch(query, [self._account, *states]))

    def next_due(self) -> datetime | None:
        """When the sender has something to do next; None when nothing waits."""
        states = [state.value for state in (RowState.HELD, RowState.WAITING, RowState.UNKNOWN)]
        query = f"{_SELECT} WHERE account = ? AND state IN (?, ?, ?) AND due_at IS NOT NULL ORDER BY due_at LIMIT 1"
        found = self._database.fetch(query, [self._account, *states])
        return read_row(found[0]).due_at if found else None

    def forget(self, before: datetime) -> None:
        """Delete what was settled before a time."""
        with self._database.write() as connection:
            connection.execute(
                "DELETE FROM outbox WHERE account = ? AND settled_at < ?", [self._account, before.timestamp()]
            )

    def _one(self, connection: sqlite3.Connection, id: str) -> OutboxRow | None:
        found = connection.execute(f"{_SELECT} WHERE {_OURS}", [id, self._account]).fetchone()
        return read_row(found) if found else None

    def _insert(
        self,
        connection: sqlite3.Connection,
        id: str,
        conversation_id: str,
        wish: Wish,
        seen: Seen,
        *,
        now: datetime,
        due_at: datetime,
        needs: str,
        follows: str,
        unit: str,
    ) -> None:
        fixed = fixed_part(id, self._account, conversation_id, wish, seen, needs, follows, now.timestamp())
        connection.execute(
            "INSERT INTO outbox (id, account, conversation_id, kind, payload, seen, needs, follows, accepted_at, "
            "digest, subject, state, due_at, unit, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "coalesce((SELECT place FROM outbox WHERE id = ?), (SELECT max(place) + 1 FROM outbox), 1))",
            [*fixed, RowState.HELD.value, due_at.timestamp(), unit, follows],
        )

    def _say_anew(
        self, connection: sqlite3.Connection, row: OutboxRow, *, seen: Seen | None = None, needs: str | None = None
    ) -> None:
        """Change what a row says, with the digest that guards it."""
        seen, needs = seen or row.seen, row.needs if needs is None else needs
        at = row.accepted_at.timestamp()
        fixed = fixed_part(
            row.id, self._account, row.conversation_id, row.wish, seen, needs, row.follows, at
        )  # fmt: skip
        connection.execute(
            "UPDATE outbox SET seen = ?, needs = ?, digest = ? WHERE id = ?", [fixed[5], needs, fixed[9], row.id]
        )

    def _needing(self, connection: sqlite3.Connection, id: str) -> list[OutboxRow]:
        query = f"{_SELECT} WHERE account = ? AND needs = ? AND state IN ('held', 'waiting', 'refused')"
        return [read_row(row) for row in connection.execute(query, [self._account, id]).fetchall()]

    def _restore(
        self, connection: sqlite3.Connection, conversation_id: str, wish: WriteMessage, seen: Seen, now: datetime
    ) -> None:
        """Make a text a draft again."""
        key = [self._account, conversation_id, wish.kind.value]
        found = connection.execute(
            "SELECT text FROM draft WHERE account = ? AND conversation_id = ? AND kind = ?", key
        ).fetchone()
        text = f"{wish.text}\n\n{found[0]}" if found and found[0].strip() else wish.text
        connection.execute(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
            [*key, text, len(text), now.timestamp(), seen.changed, " ".join(sorted(seen.messages))],
        )

    def _restore_form(self, connection: sqlite3.Connection, conversation_id: str, form: str, now: datetime) -> None:
        """Make what was typed into a form a draft again, unless it is one already."""
        key = [self._account, conversation_id, SendType.MESSAGE.value]
        connection.execute(
            "INSERT OR IGNORE INTO draft VALUES (?, ?, ?, ?, ?, ?, '', '', '')",
            [*key, form, len(form), now.timestamp()],
        )

    def _replace(self, connection: sqlite3.Connection, conversation_id: str, subject: str, now: datetime) -> None:
        query = (
            "SELECT id FROM outbox WHERE account = ? AND conversation_id = ? AND subject = ? "
            "AND state IN ('held', 'waiting', 'changed', 'refused')"
        )
        earlier = [row[0] for row in connection.execute(query, [self._account, conversation_id, subject])]
        self._settle(connection, earlier, RowState.WITHDRAWN, now)

    def _settle(self, connection: sqlite3.Connection, ids: Sequence[str], state: RowState, now: datetime) -> None:
        connection.executemany(
            "UPDATE outbox SET state = ?, settled_at = ?, due_at = NULL WHERE id = ? AND account = ?",
            [[state.value, now.timestamp(), one, self._account] for one in ids],
        )
