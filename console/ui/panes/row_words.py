"""A row of the queue in words, for readers who hear it; pure."""

from __future__ import annotations

from datetime import datetime

from console.services.records import QueueRow, Unread
from console.ui import format as formats
from console.ui.text import clean

_UNREAD = {
    Unread.CUSTOMER: "customer wrote, unread",
    Unread.NOTE: "a colleague's note, unread",
    Unread.CHANGE: "changed, unread",
    Unread.BY_HAND: "marked unread",
}


def state_words(row: QueueRow, later: str, *, selected: bool) -> str:
    """What the signs before a subject say, with a colon at the end; nothing for a row that was read."""
    words = ["selected"] if selected else []
    words += [later] if later else []
    words += [_UNREAD[row.unread]] if row.unread in _UNREAD else []
    words += [word for word, holds in _marks(row) if holds]
    return f"{', '.join(words)}: " if words else ""


def _marks(row: QueueRow) -> tuple[tuple[str, bool], ...]:
    return ("starred", row.is_starred), ("draft", row.has_draft), ("not sent", row.has_failed)


def facts_words(row: QueueRow, now: datetime) -> str:
    """Who, where, in which state and since when."""
    name = clean(row.customer_name, limit=200).strip() or clean(row.customer_email, limit=200) or "nobody"
    parts = [name, clean(row.department_name, limit=100), clean(row.status.word, limit=40)]
    if row.waiting_since is not None:
        parts.append(f"waits {formats.wait((now - row.waiting_since).total_seconds())}")
    elif (at := row.changed or row.created) is not None:
        parts.append(f"changed {formats.age_words(at, now)}")
    return ", ".join(part for part in parts if part)
