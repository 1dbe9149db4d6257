"""What the screen of the outbox says of one entry, and which keys it has there; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from console.contract.enums import SendType
from console.services.outbox.words import STATES, what
from console.services.records import Discarded, Draft, OutboxRow, RowState
from console.ui import format as formats
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

Entry = OutboxRow | Draft | Discarded

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
    if isinstance(entry, Discarded):
        yield "u", "bring back"
        yield "Enter", "open"
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


def row_parts(row: OutboxRow, code: str, cells: tuple[int, int], now: datetime) -> Parts:
    """A row of the outbox: where it stands, what is wanted, in which conversation, and its text."""
    state = STATES[row.state]
    if row.state is RowState.HELD and row.due_at is not None:
        seconds = round((row.due_at - now).total_seconds())
        state = f"{state} {seconds} s" if seconds > 0 else STATES[RowState.WAITING]
    style = "warning" if row.state in WARNINGS else "dim" if row.settled_at else "marker"
    return [
        (f"{pad(state, cells[0])} ", style),
        (f"{pad(clean(what(row), limit=60), cells[1])} ", "strong" if row.settled_at is None else "dim"),
        (f"{clean(code, limit=40)}  ", "text" if row.settled_at is None else "dim"),
        (clean(one_line(row.text), limit=200), "dim"),
    ]


def text_parts(entry: Draft | Discarded, code: str, cells: tuple[int, int]) -> Parts:
    """A draft, or a text that was discarded."""
    trouble = isinstance(entry, Draft) and bool(entry.trouble)
    state = "discarded" if isinstance(entry, Discarded) else "draft, not sent" if trouble else "draft"
    return [
        (f"{pad(state, cells[0])} ", "warning" if trouble else "dim"),
        (f"{pad('note' if entry.kind is SendType.NOTE else 'reply', cells[1])} ", "strong"),
        (f"{clean(code, limit=40)}  ", "text"),
        (clean(one_line(entry.text), limit=200), "dim"),
    ]


def one_line(text: str) -> str:
    """The beginning of a text without its line breaks."""
    return " ".join(text[:1000].split())
