"""Filters of the queue as conditions of a query."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from console.store.queue_records import Own, QueueFilter, Unread
from console.store.values import Value

WAITS_UNTIL = 1 << 40
"""Places in the order of waiting below this one are of customers who wait."""
_NUMBERS = "(SELECT number FROM conversation WHERE id IN (SELECT value FROM json_each(?)))"
"""Some conversations by their ids. They are turned into numbers, which every index has, so that no row is read."""


def conditions(
    filter: QueueFilter, own: Own, among: Iterable[int] | None = None, *, hiding: bool = True
) -> tuple[str, str, list[Value]]:
    """What a view reads from, its WHERE clause and the values in it.

    `own` is what is known on this machine alone; with `among`, only conversations with these numbers are let through.
    Without `hiding`, those that are put off are let through as well: whoever reads all leaves out few more quickly.
    """
    table = "conversation" if any(part.statuses for part in filter.parts) else "shown"
    clauses = _Clauses(f"{table}.number")
    for part in filter.parts:
        _facts(clauses, part)
        _own(clauses, part, own, hiding=hiding)
    if among is not None:
        some = f"{table}.number IN (SELECT value FROM json_each(?))"  # noqa: S608 - of constants alone
        clauses.add(some, json.dumps(list(among)))
    return table, " AND ".join(clauses.texts) or "TRUE", clauses.values


class _Clauses:
    """Conditions that must all hold, with the values in them."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.texts: list[str] = []
        self.values: list[Value] = []

    def add(self, clause: str, *values: Value) -> None:
        self.texts.append(clause)
        self.values.extend(values)

    def among(self, ids: Collection[str], *, not_these: bool = False) -> None:
        """Only some conversations, or all but these."""
        if ids or not not_these:
            self.add(f"{self.number} {'NOT ' if not_these else ''}IN {_NUMBERS}", json.dumps(sorted(ids)))


def _facts(clauses: _Clauses, filter: QueueFilter) -> None:
    """What the server says of a conversation."""
    add = clauses.add
    if filter.statuses:
        letters = sorted(status.value for status in filter.statuses)
        add(f"status IN ({','.join('?' * len(letters))})", *letters)
    if filter.departments:
        add(f"department_id IN ({','.join('?' * len(filter.departments))})", *sorted(filter.departments))
    if filter.assigned_to is not None:
        add("assigned_to = ?", filter.assigned_to)
    if filter.takeable:
        add("(assigned_to = '' OR assigned_to IS NULL)")
    if filter.customer_email is not None:
        add("customer_key = ?", filter.customer_email.strip().lower())
    for tag in sorted(filter.tags):
        add("tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ? COLLATE NOCASE)", tag)
    if filter.changed_before is not None:
        add("changed < ?", int(filter.changed_before.timestamp()))
    if filter.changed_after is not None:
        add("changed >= ?", int(filter.changed_after.timestamp()))
    if filter.waiting_since is not None:
        add("wait_order <= ?", int(filter.waiting_since.timestamp()))
    if filter.waiting_after is not None:
        add("wait_order > ? AND wait_order < ?", int(filter.waiting_after.timestamp()), WAITS_UNTIL)
    for word in filter.text.casefold().split():
        add("instr(folded, ?)", word)


def hides_later(filter: QueueFilter) -> bool:
    """Whether a filter leaves out what is put off."""
    return any(part.later is False for part in filter.parts)


def _own(clauses: _Clauses, filter: QueueFilter, own: Own, *, hiding: bool) -> None:
    """What this machine alone knows of it."""
    if filter.unread:
        clauses.add(
            f"(unread <> ? OR {clauses.number} IN {_NUMBERS})", Unread.NOTHING.value, json.dumps(sorted(own.unread))
        )
    if filter.has_draft:
        clauses.among(own.drafts)
    if filter.starred:
        clauses.among(own.starred)
    if filter.failed:
        clauses.among(own.failed)
    if filter.later or (hiding and filter.later is False):
        clauses.among(own.later, not_these=not filter.later)
