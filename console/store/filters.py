"""Filters of the queue as conditions of a query."""

from __future__ import annotations

import json
from array import array

from console.store.records import QueueFilter, Unread
from console.store.values import Value


def conditions(
    filter: QueueFilter, drafts: frozenset[str], among: array[int] | None = None
) -> tuple[str, str, list[Value]]:
    """What a view reads from, its WHERE clause and the values in it.

    `drafts` are the conversations with a draft; with `among`, only conversations with these numbers are let through.
    """
    clauses: list[str] = []
    values: list[Value] = []

    def add(clause: str, *more: Value) -> None:
        clauses.append(clause)
        values.extend(more)

    if filter.statuses:
        letters = sorted(status.value for status in filter.statuses)
        add(f"status IN ({','.join('?' * len(letters))})", *letters)
    if filter.departments:
        add(f"department_id IN ({','.join('?' * len(filter.departments))})", *sorted(filter.departments))
    if filter.assigned_to is not None:
        add("assigned_to = ?", filter.assigned_to)
    if filter.customer_email is not None:
        add("customer_key = ?", filter.customer_email.strip().lower())
    for tag in sorted(filter.tags):
        add("EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ? COLLATE NOCASE)", tag)
    if filter.unread:
        add("unread <> ?", Unread.NOTHING.value)
    if filter.has_draft:
        add("id IN (SELECT value FROM json_each(?))", json.dumps(sorted(drafts)))
    if filter.changed_before is not None:
        add("changed < ?", int(filter.changed_before.timestamp()))
    if filter.changed_after is not None:
        add("changed >= ?", int(filter.changed_after.timestamp()))
    for word in filter.text.casefold().split():
        add("instr(folded, ?)", word)
    if among is not None:
        add("number IN (SELECT value FROM json_each(?))", json.dumps(list(among)))
    return "conversation" if filter.statuses else "shown", " AND ".join(clauses) or "TRUE", values
