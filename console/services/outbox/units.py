"""What was accepted together, in words: how it is called, and how much of it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from console.contract.enums import ConversationStatus, SendType
from console.services.outbox.words import STATES, YOU, made, what
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import DeleteConversation, HandOver, SetStatus, SetTag, WriteMessage

UNDER_WAY: Final = (RowState.HELD, RowState.WAITING, RowState.SENDING)
"""Something will become of these rows by themselves."""
MOST_NAMED: Final = 3
"""Different acts of a unit that are named in its name, and conversations of it that are named at most."""

_STATUS_NOUNS: Final = {
    ConversationStatus.RESOLVED: "resolve",
    ConversationStatus.OPEN: "reopen",
    ConversationStatus.ANSWERED: "answered mark",
}
_STATUS_VERBS: Final = {
    ConversationStatus.RESOLVED: "resolved",
    ConversationStatus.OPEN: "reopened",
    ConversationStatus.ANSWERED: "marked as answered",
}


def unit_name(rows: Sequence[OutboxRow], words: str = "") -> str:
    """What a unit is called: "resolve of 3", "tag refund of 2". `words` say it for a unit of several acts."""
    if words:
        return words
    conversations = len({row.conversation_id for row in rows})
    return f"{_nouns(rows)} of {conversations}" if conversations > 1 else _nouns(rows)


def unit_done_words(rows: Sequence[OutboxRow], words: str = "", *, look: str = "d") -> tuple[str, bool]:
    """What became of a settled unit, and whether that is a warning: "resolved 2 of 3; 1 not done, d shows why"."""
    wanted = [row for row in rows if row.state is not RowState.WITHDRAWN]
    if not wanted:
        return "", False
    done = [row for row in wanted if row.state is RowState.CONFIRMED]
    said = f"{_verb(rows, words)} {len(done)} of {len(wanted)}"
    others = [state for state in (RowState.UNKNOWN, RowState.CHANGED, RowState.REFUSED) if _count(wanted, state)]
    if others:
        counts = ", ".join(f"{_count(wanted, state)} {STATES[state]}" for state in others)
        return f"{said}; {counts}, {look} shows why", True
    odd = next((row.error for row in done if row.error and not made(row)), "")
    return (f"{said}. {odd}", True) if odd else (said, False)


def unit_late_words(rows: Sequence[OutboxRow], code: Callable[[str], str]) -> str:
    """What of a unit could not be taken back any more, by the codes of conversations; empty when all of it was."""
    late = dict.fromkeys(row.conversation_id for row in rows if row.state is not RowState.WITHDRAWN)
    if not late:
        return ""
    which = ", ".join(code(one) for one in late) if len(late) <= MOST_NAMED else str(len(late))
    return f"{which} went out already"


def pending_words(rows: Sequence[OutboxRow]) -> dict[str, str]:
    """What is on its way in each conversation, in a few words."""
    found: dict[str, str] = {}
    for row in rows:
        if row.state in UNDER_WAY:
            before = found.get(row.conversation_id)
            found[row.conversation_id] = f"{before}, {what(row)}" if before else what(row)
    return found


def _count(rows: Sequence[OutboxRow], state: RowState) -> int:
    return sum(row.state is state for row in rows)


def _nouns(rows: Sequence[OutboxRow]) -> str:
    names = list(dict.fromkeys(_noun(row) for row in rows))
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{len(rows)} acts"


def _noun(row: OutboxRow) -> str:
    match row.wish:
        case SetStatus(status=status):
            return _STATUS_NOUNS.get(status, status.word)
        case HandOver(name=name) if name == YOU:
            return "take"
    return what(row)


def _verb(rows: Sequence[OutboxRow], words: str) -> str:
    if words:
        return f"{words}: done"
    verbs = {_participle(row) for row in rows}
    return verbs.pop() if len(verbs) == 1 else f"{_nouns(rows)}: done"


def _participle(row: OutboxRow) -> str:
    match row.wish:
        case SetStatus(status=status):
            return _STATUS_VERBS.get(status, f"{status.word}:")
        case HandOver(name=name) if name == YOU:
            return "taken"
        case HandOver():
            return f"{what(row).replace('transfer', 'transferred', 1)}:"
        case SetTag(tag=tag, on=on):
            return f"tagged {tag}:" if on else f"tag {tag} taken away:"
        case DeleteConversation():
            return "deleted"
        case WriteMessage(kind=kind):
            return "notes written:" if kind is SendType.NOTE else "replies sent:"
    return f"{what(row)}: done"
