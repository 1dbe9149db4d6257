"""Conversations of the cache: rows as the server lists them, and the queue read by windows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from console.contract.enums import ConversationStatus
from console.store.db import Database
from console.store.filters import conditions, hides_later
from console.store.marks import unread_of_row
from console.store.queue_records import NOTHING_OWN, Own, QueueCounts, QueueFilter, QueueRow, SortOrder
from console.store.queue_rows import queue_row, wait_order
from console.store.values import Row, Value, count_change, seconds

CHUNK = 500
"""Rows in one transaction, so that nobody waits long for the file."""

_BY_WAIT = "wait_order, number"
_ORDERS = {
    SortOrder.NEWEST: "changed DESC, number DESC",
    SortOrder.OLDEST: "changed, number",
}
_INSERT = """
INSERT INTO conversation (id, code, public_code, status, subject, customer_name, customer_email, customer_key,
  department_id, department_name, preview, created, changed, changed_raw, folded, waiting_since, wait_order, unread)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
ON CONFLICT (id) DO UPDATE SET code = ?2, public_code = ?3, status = ?4, subject = ?5, customer_name = ?6,
  customer_email = ?7, customer_key = ?8, department_id = ?9, department_name = ?10, preview = ?11, created = ?12,
  changed = ?13, changed_raw = ?14, folded = ?15, waiting_since = ?16, wait_order = ?17, unread = ?18
"""


@dataclass(frozen=True, slots=True)
class ConversationFacts:
    """A conversation as the server's list has it."""

    id: str
    code: str
    public_code: str
    status: ConversationStatus
    subject: str
    customer_name: str
    customer_email: str
    department_id: str
    department_name: str
    preview: str
    created: datetime | None
    changed: datetime | None
    changed_raw: str


@dataclass(frozen=True, slots=True)
class Version:
    """Counts what changed in the queue, whoever wrote it. Another order or owner takes reading more than one row."""

    generation: int
    """Of the file."""
    order: int
    """Rows came, went, or have another status, department, time or text."""
    owners: int
    """Somebody else has a conversation."""
    looks: int
    """What is unread, and tags: no row moves by it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing rows changed."""

    changed: frozenset[str]
    """Ids of conversations that are new or other than before."""
    new: int


class Conversations:
    """The conversations of the cache."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def version(self) -> Version:
        """Another value whenever something in the queue may look different."""
        counts: dict[str, int] = dict(self._database.fetch("SELECT name, value FROM meta"))
        return Version(
            self._database.generation, counts.get("order", 0), counts.get("owners", 0), counts.get("looks", 0)
        )

    def put(self, facts: Iterable[ConversationFacts]) -> Changes:
        """Write rows; those that are as they were cost nothing."""
        changed: set[str] = set()
        new = 0
        pending = iter(facts)
        while chunk := {one.id: one for one in islice(pending, CHUNK)}:
            known = self._known(chunk)
            seen = self._seen([one for one in chunk if one not in known]) | {one: row[14] for one, row in known.items()}
            rows = [
                _stored(one, known.get(one.id), seen.get(one.id))
                for one in chunk.values()
                if _differs(one, known.get(one.id))
            ]
            if rows:
                with self._database.write() as connection:
                    connection.executemany(_INSERT, rows)
                    count_change(connection, "order")
            changed |= {str(row[0]) for row in rows}
            new += sum(row[0] not in known for row in rows)
        return Changes(frozenset(changed), new)

    def put_details(self, conversation_id: str, assigned_to: str, tags: Sequence[str], changed_raw: str) -> bool:
        """Note who has a conversation and its tags; whether anything is other than before."""
        tags_text = json.dumps(list(tags))
        known = self._database.fetch(
            "SELECT assigned_to, tags, details_raw FROM conversation WHERE id = ?", [conversation_id]
        )
        if not known or known[0] == (assigned_to, tags_text, changed_raw):
            return False
        with self._database.write() as connection:
            connection.execute(
                "UPDATE conversation SET assigned_to = ?, tags = ?, details_raw = ? WHERE id = ?",
                [assigned_to, tags_text, changed_raw, conversation_id],
            )
            if known[0][0] != assigned_to:
                count_change(connection, "owners")
            elif known[0][1] != tags_text:
                count_change(connection, "looks")
        return known[0][:2] != (assigned_to, tags_text)

    def without_details(self, limit: int, since: datetime) -> list[str]:
        """Conversations whose assignee is not known for their present state, those that wait first.

        Those nobody waits for are left out unless they were changed since a time.
        """
        rows = self._database.fetch(
            "SELECT id FROM shown WHERE details_raw IS NOT changed_raw AND (waiting_since IS NOT NULL OR changed >= ?) "
            "ORDER BY wait_order LIMIT ?",
            [seconds(since), limit],
        )
        return [row[0] for row in rows]

    def order(
        self,
        filter: QueueFilter,
        sort: SortOrder,
        own: Own = NOTHING_OWN,
        among: array[int] | None = None,
    ) -> array[int]:
        """The numbers of a view's rows in order, or of those `among` some; `own` is what this machine alone knows."""
        table, where, values = conditions(filter, own, among, hiding=False)
        query = f"SELECT number FROM {table} WHERE {where} ORDER BY {_ORDERS.get(sort, _BY_WAIT)}"  # noqa: S608 - of constants alone
        # As one text: a hundred thousand rows one by one would hold up other threads, and take memory.
        text = self._database.fetch(f"SELECT json_group_array(number) FROM ({query})", values)  # noqa: S608 - as above
        found: list[int] = json.loads(text[0][0]) if text else []
        hidden = self._hidden(filter, own)
        return array("q", [number for number in found if number not in hidden] if hidden else found)

    def count(self, filter: QueueFilter, own: Own = NOTHING_OWN) -> int:
        """How many conversations a filter lets through."""
        hidden = self._hidden(filter, own)
        return self._count(filter, own) - (self._count(filter, own, hidden) if hidden else 0)

    def _count(self, filter: QueueFilter, own: Own, among: Iterable[int] | None = None) -> int:
        table, where, values = conditions(filter, own, among, hiding=False)
        found = self._database.fetch(f"SELECT count(*) FROM {table} WHERE {where}", values)  # noqa: S608 - as above
        return int(found[0][0]) if found else 0

    def _hidden(self, filter: QueueFilter, own: Own) -> set[int]:
        """The numbers of what is put off, for a filter that leaves it out."""
        if not (hides_later(filter) and own.later):
            return set()
        query = "SELECT number FROM conversation WHERE id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._database.fetch(query, [json.dumps(list(own.later))])}

    def rows(self, numbers: Sequence[int], own: Own = NOTHING_OWN) -> list[QueueRow]:
        """The rows of these numbers, in the same order; rows that are gone meanwhile are left out."""
        found = self._database.fetch(
            "SELECT * FROM queue_row WHERE number IN (SELECT value FROM json_each(?))", [json.dumps(list(numbers))]
        )
        by_number = {row[0]: queue_row(row, own) for row in found}
        return [by_number[number] for number in numbers if number in by_number]

    def row(self, conversation_id: str, own: Own = NOTHING_OWN) -> QueueRow | None:
        """One conversation."""
        found = self._database.fetch("SELECT * FROM queue_row WHERE id = ?", [conversation_id])
        return queue_row(found[0], own) if found else None

    def number(self, conversation_id: str) -> int | None:
        """The number of a conversation's row."""
        found = self._database.fetch("SELECT number FROM conversation WHERE id = ?", [conversation_id])
        return found[0][0] if found else None

    def changed_raw(self, conversation_id: str) -> str:
        """`datechanged` of a conversation as the server wrote it; empty when it is not known."""
        found = self._database.fetch("SELECT changed_raw FROM conversation WHERE id = ?", [conversation_id])
        return found[0][0] if found else ""

    def of_customer(self, email: str, limit: int = 100) -> tuple[QueueRow, ...]:
        """A customer's conversations, newest first."""
        found = self._database.fetch(
            "SELECT queue_row.* FROM shown JOIN queue_row USING (number) WHERE shown.customer_key = ? "
            "ORDER BY shown.changed DESC LIMIT ?",
            [email.strip().lower(), limit],
        )
        return tuple(queue_row(row) for row in found)

    def tags(self) -> tuple[str, ...]:
        """The tags of all conversations, each once."""
        rows = self._database.fetch(
            "SELECT DISTINCT value FROM conversation, json_each(tags) WHERE tags <> '[]' ORDER BY value"
        )
        return tuple(row[0] for row in rows)

    def counts(self, me: str | None) -> QueueCounts:
        """The numbers of the header; `me` is the agent's userid."""
        total = new = opened = unassigned = mine = unknown = 0
        query = "SELECT status, assigned_to, count(*) FROM shown GROUP BY 1, 2"
        for status, assigned_to, count in self._database.fetch(query):
            total += count
            new += count if status == ConversationStatus.NEW else 0
            opened += count if status == ConversationStatus.OPEN else 0
            waits = ConversationStatus(status).waiting
            unassigned += count if waits and assigned_to == "" else 0
            mine += count if me and assigned_to == me else 0
            unknown += count if waits and assigned_to is None else 0
        return QueueCounts(total, new, opened, unassigned, mine, unknown)

    def _known(self, ids: Iterable[str]) -> dict[str, Row]:
        """What is stored of these conversations, and the agent's mark on each."""
        rows = self._database.fetch(
            "SELECT c.id, c.code, c.public_code, c.status, c.subject, c.customer_name, c.customer_email, "
            "c.department_id, c.department_name, c.preview, c.created, c.changed, c.changed_raw, "
            "c.waiting_since, m.changed_raw FROM conversation c LEFT JOIN mark m ON m.conversation_id = c.id "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {row[0]: row for row in rows}

    def _seen(self, ids: Sequence[str]) -> dict[str, str]:
        """The agent's marks on conversations that are not stored, as in a cache that was begun anew."""
        query = (
            "SELECT conversation_id, changed_raw FROM mark WHERE conversation_id IN (SELECT value FROM json_each(?))"
        )
        return dict(self._database.fetch(query, [json.dumps(list(ids))])) if ids else {}


def _differs(facts: ConversationFacts, known: Row | None) -> bool:
    return known is None or known[:13] != _plain(facts)


def _plain(facts: ConversationFacts) -> Row:
    return (
        facts.id,
        facts.code,
        facts.public_code,
        facts.status.value,
        facts.subject,
        facts.customer_name,
        facts.customer_email,
        facts.department_id,
        facts.department_name,
        facts.preview,
        seconds(facts.created),
        seconds(facts.changed) or 0,
        facts.changed_raw,
    )


def _stored(facts: ConversationFacts, known: Row | None, seen: str | None) -> tuple[Value, ...]:
    """The row to write for what the server says, what was known before, and what the agent has seen."""
    plain = _plain(facts)
    created, changed = plain[10], plain[11]
    waiting = _waiting_since(facts.status, created, changed, known)
    folded = "\n".join((facts.subject, facts.customer_name, facts.customer_email, facts.code, facts.preview)).casefold()
    return (
        *plain[:7],
        facts.customer_email.strip().lower(),
        *plain[7:],
        folded,
        waiting,
        wait_order(waiting, changed),
        unread_of_row(facts.status, facts.changed_raw, seen).value,
    )


def _waiting_since(status: ConversationStatus, created: int | None, changed: int, known: Row | None) -> int | None:
    """Since when the customer waits, as far as the list alone tells.

    A conversation that waited already goes on waiting since then: a note or a transfer answers nobody.
    """
    if status is ConversationStatus.NEW:
        return created
    if status is not ConversationStatus.OPEN:
        return None
    before = known[13] if known and ConversationStatus(known[3]).waiting else None
    return before if before is not None and before <= changed else changed
