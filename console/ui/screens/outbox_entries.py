"""What the screen of the outbox says of one entry, and which keys it has there; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from console.services.outbox.words import STATES
from console.services.records import Draft, OutboxRow, RowState
from console.ui import format as formats

Entry = OutboxRow | Draft

WARNINGS = frozenset({RowState.UNKNOWN, RowState.CHANGED, RowState.REFUSED})
_SENDABLE = WARNINGS
_HURRIED = frozenset({RowState.HELD, RowState.WAITING, RowState.UNKNOWN})


def state_words(row: OutboxRow, now: datetime, zone: tzinfo) -> str:
    """Where a row stands, since when, and what was tried."""

    def at(time: datetime) -> str:
        return formats.clock_with_seconds(time, zone)

    words = f"{STATES[row.state].capitalize()}. Accepted at {at(row.accepted_at)}"
    if row.tries:
        words += f", tried {formats.plural(row.tries, 'time')}"
        words += f", last at {at(row.tried_at)}" if row.tried_at else ""
    if row.looks:
        words += f", looked for at {', '.join(at(one) for one in row.looks)}"
    if row.state is RowState.WAITING and row.due_at and row.due_at > now:
        words += f", next try at {at(row.due_at)}"
    return f"{words}."


def keys_of(entry: Entry | None) -> Iterator[tuple[str, str]]:
    """The keys that do something with an entry, and what."""
    if entry is None:
        return
    yield "Enter", "write on" if isinstance(entry, Draft) else "open"
    if isinstance(entry, Draft):
        yield "D", "discard"
        return
    if entry.state in _HURRIED:
        yield "c", "look again" if entry.state is RowState.UNKNOWN else "send now"
    if entry.state in _SENDABLE:
        yield "s", "send all the same" if entry.state is RowState.CHANGED else "send again"
    if entry.state is RowState.UNKNOWN:
        yield "o", "it was sent"
    if entry.settled_at is None and entry.state is not RowState.SENDING:
        yield "u", "to the drafts" if entry.state is RowState.UNKNOWN else "take back"
