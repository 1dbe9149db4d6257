"""Rows of the outbox in words: what is wanted, where it stands, and what became of it."""

from __future__ import annotations

from typing import Final

from console.contract.enums import SendType
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import (
    CreateConversation,
    DeleteConversation,
    HandOver,
    RegisterCustomer,
    RemoveLabel,
    SetCustomerField,
    SetField,
    SetGroup,
    SetLabel,
    SetStatus,
    SetTag,
    Wish,
    WriteMessage,
)

STATES: Final = {
    RowState.HELD: "held",
    RowState.WAITING: "waiting",
    RowState.SENDING: "on its way",
    RowState.UNKNOWN: "not confirmed",
    RowState.CHANGED: "conversation changed",
    RowState.REFUSED: "not done",
    RowState.CONFIRMED: "done",
    RowState.WITHDRAWN: "taken back",
}
"""The state of a row as agents read it."""


YOU: Final = "you"
"""The name of whoever takes a conversation for themselves."""


def what(row: OutboxRow) -> str:
    """What is wanted, as a noun phrase without the conversation."""
    return wish_words(row.wish)


def wish_words(wish: Wish) -> str:
    """A wish as a noun phrase."""
    match wish:
        case WriteMessage(kind=kind):
            return "note" if kind is SendType.NOTE else "reply"
        case SetStatus(status=status):
            return status.word
        case HandOver(name=name, agent=agent, department=department):
            return f"transfer to {name or agent or department}"
        case SetTag(tag=tag, on=on):
            return f"tag {tag}" if on else f"tag {tag} away"
        case SetField(code=code, value=value):
            return f"{code} is {value}" if value else f"{code} empty"
        case SetCustomerField(code=code, value=value):
            return f"customer's {code} is {value}" if value else f"customer's {code} empty"
        case SetGroup(group=group, on=on):
            return f"customer in {group}" if on else f"customer out of {group}"
        case SetLabel() | RemoveLabel():
            return _label(wish)
        case RegisterCustomer(email=email, name=name):
            return f"new customer {name or email}"
        case CreateConversation(email=email, name=name):
            return f"new conversation with {name or email}"
        case DeleteConversation():
            return "delete"


def made(row: OutboxRow) -> tuple[str, str] | None:
    """Code and id of the conversation that came of a row; None when none did, or not yet."""
    if row.state is not RowState.CONFIRMED or not isinstance(row.wish, CreateConversation):
        return None
    code, _, conversation = row.error.partition(" ")
    return (code, conversation) if conversation else None


def act_words(row: OutboxRow, code: str) -> str:
    """What is wanted, with the code of its conversation."""
    if isinstance(row.wish, WriteMessage):
        return f"{_noun(row)} in {code}"
    if isinstance(row.wish, SetLabel | RemoveLabel | RegisterCustomer | CreateConversation):
        return _capital(what(row))
    return f"{code}: {what(row)}"


def done_words(row: OutboxRow, code: str, *, look: str = "d") -> tuple[str, bool]:
    """What became of a row, and whether that is a warning; empty while there is nothing to say."""
    match row.state:
        case RowState.CONFIRMED if found := made(row):
            return f"{found[0]} is there", False
        case RowState.CONFIRMED:
            return row.error or _confirmed(row, code), bool(row.error)
        case RowState.WAITING if row.error:
            return f"{act_words(row, code)}: not sent yet, and tried again by itself. {row.error}", True
        case RowState.UNKNOWN:
            return f"{act_words(row, code)}: not confirmed. {row.error} {look} shows what can be done", True
        case RowState.CHANGED:
            return f"{act_words(row, code)} waits for you: {row.error} {look} shows it", True
        case RowState.REFUSED:
            return f"{act_words(row, code)}: not done. {row.error} {look} shows it", True
    return "", False


def _confirmed(row: OutboxRow, code: str) -> str:
    match row.wish:
        case WriteMessage():
            return f"The {_noun(row).lower()} is in the conversation."
        case SetStatus(status=status):
            return f"{code} is {status.word} now"
        case DeleteConversation():
            return f"{code} is deleted"
        case HandOver(name=name) if name == YOU:
            return f"{code} is yours now"
        case HandOver(name=name, agent=agent, department=department):
            return f"{code} is with {name or agent or department} now"
    return f"{act_words(row, code)}, done"


def _label(wish: SetLabel | RemoveLabel) -> str:
    noun = "tag" if wish.kind == "tags" else "group"
    if isinstance(wish, RemoveLabel):
        return f"{noun} {wish.name} removed"
    if not wish.id:
        return f"new {noun} {wish.name}"
    return (
        f"{noun} {wish.was} renamed {wish.name}" if wish.was not in ("", wish.name) else f"{noun} {wish.name} changed"
    )


def _noun(row: OutboxRow) -> str:
    return "Note" if row.draft_kind is SendType.NOTE else "Reply"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
