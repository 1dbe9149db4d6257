"""What the screen of the outbox says of one entry, and which keys it has there; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Final

from console.contract.enums import SendType
from console.services.calls import is_form, read_form
from console.services.outbox.words import STATES, made, what
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


AGAIN: Final = (
    "Send it again? The conversation is looked at once more first. If the text is not in it by then, it goes out a "
    "second time: should the first one still arrive, the customer gets both."
)
MADE_AGAIN: Final = (
    "Make it again? The desk is looked at once more first. If it is not there by then, it is made a second time: "
    "should the first one still come, there are two."
)


def again_words(row: OutboxRow) -> str:
    """What sending something in doubt once more may mean."""
    return AGAIN if row.is_message else MADE_AGAIN


def words_of(entry: Entry) -> str:
    """The text of an entry; what stands in a form, in a line."""
    form = read_form(entry.text) if is_form(entry.conversation_id) else None
    return form.words if form else entry.text


def code_without_conversation(entry: Entry) -> str:
    """What stands for the code where there is no conversation, or none yet."""
    if isinstance(entry, OutboxRow) and (found := made(entry)):
        return clean(found[0], limit=40)
    return "" if is_form(entry.conversation_id) else clean(entry.conversation_id, limit=40)


def heading_without_conversation(entry: Entry) -> str:
    """The title of an entry where there is no conversation, or none yet."""
    if isinstance(entry, OutboxRow):
        return what(entry)
    form = read_form(entry.text) if is_form(entry.conversation_id) else None
    return entry.conversation_id if form is None else "New customer" if form.alone else "New conversation"


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
    noun = "form" if is_form(entry.conversation_id) else "note" if entry.kind is SendType.NOTE else "reply"
    return [
        (f"{pad(state, cells[0])} ", "warning" if trouble else "dim"),
        (f"{pad(noun, cells[1])} ", "strong"),
        (f"{clean(code, limit=40)}  ", "text"),
        (clean(one_line(words_of(entry)), limit=200), "dim"),
    ]


def one_line(text: str) -> str:
    """The beginning of a text without its line breaks."""
    return " ".join(text[:1000].split())
