"""Rows of the queue as records, with what this machine alone knows of them."""

from __future__ import annotations

import json

from console.contract.enums import ConversationStatus
from console.store.queue_records import NOTHING_OWN, Own, QueueRow, Unread
from console.store.values import Row, moment

_LAST = 1 << 41
"""A place in the order of waiting behind every time."""


def queue_row(row: Row, own: Own = NOTHING_OWN) -> QueueRow:
    """A record of a row of the view `queue_row`."""
    key, unread = row[1], Unread(row[15])
    return QueueRow(
        id=key,
        code=row[2],
        status=ConversationStatus(row[3]),
        subject=row[4],
        customer_name=row[5],
        customer_email=row[6],
        department_id=row[7],
        department_name=row[8],
        preview=row[9],
        created=moment(row[10]),
        changed=moment(row[11]) if row[11] else None,
        waiting_since=moment(row[12]),
        assigned_to=row[13],
        tags=tuple(json.loads(row[14])) if row[14] != "[]" else (),
        unread=Unread.BY_HAND if unread is Unread.NOTHING and key in own.unread else unread,
        has_draft=key in own.drafts,
        has_failed=key in own.failed,
        is_starred=key in own.starred,
        snooze=own.snoozes.get(key),
    )


def wait_order(waiting_since: int | None, changed: int) -> int:
    """The place in the order of waiting: whoever waits longest first, then what changed last."""
    return waiting_since if waiting_since is not None else _LAST - changed
