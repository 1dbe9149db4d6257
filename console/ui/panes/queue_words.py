"""Words of the queue's rows: statuses, names and times for narrow columns."""

from __future__ import annotations

from datetime import datetime, tzinfo

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow
from console.ui import format as formats
from console.ui.glyphs import Glyphs
from console.ui.text import clean

STATUS_CELLS = 5
STATUS_WORDS = {
    ConversationStatus.NEW: "new",
    ConversationStatus.OPEN: "open",
    ConversationStatus.ANSWERED: "answ",
    ConversationStatus.RESOLVED: "done",
    ConversationStatus.POSTPONED: "later",
    ConversationStatus.CHATTING: "chat",
    ConversationStatus.CALLING: "call",
    ConversationStatus.DELETED: "del",
    ConversationStatus.SPAM: "spam",
    ConversationStatus.INIT: "init",
    ConversationStatus.CLOSED: "ended",
}
"""The status in five cells."""


def status_word(status: ConversationStatus) -> str:
    """The status in at most five cells; an unlisted letter as it came."""
    return STATUS_WORDS.get(status) or clean(status.value)[:STATUS_CELLS]


def short_name(row: QueueRow) -> str:
    """A customer's name for a narrow column: "J. Nováková"; the address when there is no name.

    Scripts without capitals do not shorten names to a letter.
    """
    name = clean(row.customer_name, limit=200).strip()
    first, _, rest = name.partition(" ")
    if rest and first[0].lower() != first[0].upper():
        return f"{first[0]}. {rest.strip()}"
    return name or clean(row.customer_email, limit=200) or "(nobody)"


def later_words(row: QueueRow, zone: tzinfo, now: datetime) -> str:
    """Until when a row is put off, or when it came back; empty for all others."""
    if row.snooze is None:
        return ""
    if row.snooze.woke_at is not None:
        return f"woke {formats.when(row.snooze.woke_at, zone, now)}"
    return formats.due(row.snooze.until, zone, now) if row.snooze.until is not None else "until reply"


def own_words(row: QueueRow, glyphs: Glyphs, zone: tzinfo, now: datetime) -> str:
    """What the agent put on a conversation, for a place with room; empty for nothing."""
    star = f"{glyphs.star} starred" if row.is_starred else ""
    later = later_words(row, zone, now)
    if row.snooze is not None and row.snooze.woke_at is None:
        later = f"later, {later}" if row.snooze.until is None else f"later, until {later}"
    return "  ".join(filter(None, (star, later)))
