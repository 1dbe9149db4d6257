"""One text on its way: through the outbox, which sends once and believes only what it sees in the conversation."""

from __future__ import annotations

import time
from datetime import timedelta

from console.cli import times
from console.cli.access import Work
from console.cli.outcome import Outcome, State, sentence
from console.contract.enums import SendType
from console.services.outbox.guard import seen_of
from console.services.outbox.service import OutboxService
from console.services.outbox.timing import Holds
from console.services.records import Draft, Thread
from console.store.outbox_rows import BEFORE_SENDING, OutboxRow, RowState

PATIENCE = timedelta(seconds=9)
"""How long a text in doubt is looked for before the command ends; the outbox goes on with it in the console."""
BETWEEN_LOOKS = 0.2
"""Seconds."""

AT_ONCE = Holds(mail=0.0, chat=0.0, note=0.0, status=0.0, change=0.0)
_WAITING = (RowState.HELD, RowState.WAITING)
_UNDER_WAY = (*_WAITING, RowState.SENDING, RowState.UNKNOWN)


def write(work: Work, thread: Thread, kind: SendType, text: str) -> Outcome:
    """Send a reply or a note into a conversation as it was just read, and see what became of it.

    Nothing that could not be sent goes out later by itself: its text becomes a draft.
    """
    outbox = outbox_of(work)
    conversation = thread.row.id
    draft = Draft(conversation, kind, text, seen_changed=thread.changed_raw, seen_messages=seen_of(thread).messages)
    row = settle(work, outbox, outbox.accept_message(draft).id)
    kept = row.state in BEFORE_SENDING and bool(outbox.take_back(row.id))
    return outcome_of(row, kept=kept)


def outbox_of(work: Work) -> OutboxService:
    """The outbox, without holding anything back: who types a command has decided."""
    services = work.services
    return OutboxService(
        services.store,
        services.sender,
        services.session,
        services.threads,
        clock=times.now,
        zone=work.reader.zone,
        holds=AT_ONCE,
    )


def open_rows(work: Work) -> list[OutboxRow]:
    """What is not settled, in the order of acceptance."""
    return [row for row in work.services.outbox.rows() if row.settled_at is None]


def outcome_of(row: OutboxRow, *, kept: bool = False) -> Outcome:
    """What a row says, in words; `kept` says that its text is a draft again."""
    state = State.CONFIRMED if row.state is RowState.CONFIRMED else State.UNKNOWN
    if row.state in BEFORE_SENDING and kept:
        state = State.NOT_DONE
    words = _words(row, state)
    return Outcome(state, f"{words} Its text is kept as a draft." if kept else words, {"outbox": row.id})


def settle(work: Work, outbox: OutboxService, row_id: str) -> OutboxRow:
    """The row once it is at rest, or when nothing can be done for it now."""
    until = time.monotonic() + PATIENCE.total_seconds()
    while True:
        row = _row(outbox, row_id)
        if row.state not in _UNDER_WAY:
            return row
        if work.services.sending.submit(work.services.sender.step).result():
            continue
        if row.state in _WAITING or time.monotonic() >= until:
            return _row(outbox, row_id)
        time.sleep(BETWEEN_LOOKS)  # another console has it in hand, or the next look is due in a moment


def _row(outbox: OutboxService, row_id: str) -> OutboxRow:
    row = outbox.row(row_id)
    if row is None:
        message = "a row that was just accepted is gone"
        raise RuntimeError(message)
    return row


def _words(row: OutboxRow, state: State) -> str:
    noun = "note" if row.draft_kind is SendType.NOTE else "reply"
    if state is State.CONFIRMED:
        return row.error or f"The {noun} is in the conversation."
    if state is State.UNKNOWN:
        why = sentence(row.error)
        return f"It is not known whether the {noun} was sent. {why} It is not sent again by itself; see `lac outbox`."
    if row.state is RowState.CHANGED:
        return f"The {noun} was not sent, because the conversation changed. {sentence(row.error)}"
    if row.state is RowState.REFUSED:
        return sentence(row.error)
    why = sentence(row.error) or "Something earlier of this conversation is not settled yet; see `lac outbox`."
    return f"The {noun} was not sent. {why}"
