"""Texts that are not in a conversation yet, shown at its end as what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.contract.enums import GroupStatus, GroupType, MessageType, SendType
from console.services.outbox.words import STATES
from console.services.records import Person, Thread, ThreadGroup, ThreadMessage
from console.store.outbox_rows import OutboxRow

PREFIX = "outbox "
"""Begins the id of a group that is not the server's."""


def with_pending(thread: Thread, rows: Sequence[OutboxRow], agent: Person | None) -> Thread:
    """The thread with the texts of its open rows, each marked with where it stands."""
    if agent is None:
        return thread
    groups = [_group(row, agent) for row in rows if row.text]
    return replace(thread, groups=(*thread.groups, *groups)) if groups else thread


def _group(row: OutboxRow, agent: Person) -> ThreadGroup:
    at: datetime = row.accepted_at
    is_note = row.draft_kind is not SendType.MESSAGE
    message = ThreadMessage(
        id=f"{PREFIX}{row.id}",
        kind=MessageType.NOTE if is_note else MessageType.MESSAGE,
        author=agent,
        at=at,
        at_raw="",
        body=row.text,
    )
    return ThreadGroup(
        id=message.id,
        kind=GroupType.INTERNAL if is_note else GroupType.OUTGOING_MAIL,
        state=GroupStatus.VISIBLE,
        author=agent,
        started=at,
        started_raw="",
        finished=at,
        messages=(message,),
        mark=STATES[row.state],
    )
