"""Rows of the outbox: their states, and how they stand on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from console.contract.enums import SendType
from console.store.errors import StoreError
from console.store.values import Row, Value, storable
from console.store.wishes import Wish, WriteMessage, kind_of, pack, subject_of, text_of, unpack


class RowState(StrEnum):
    """Where a row is on its way."""

    HELD = "held"
    """Waits for the moment in which the agent can take it back."""
    WAITING = "waiting"
    """Goes out when it is its turn: certainly not sent yet."""
    SENDING = "sending"
    """On its way; nobody knows more."""
    UNKNOWN = "unknown"
    """It may have arrived or not: it is looked for, and never sent again by itself."""
    CHANGED = "changed"
    """The conversation is other than the agent saw it; the agent decides."""
    REFUSED = "refused"
    """The server said no, or what it stands on did not happen; the agent decides."""
    CONFIRMED = "confirmed"
    """Seen on the server."""
    WITHDRAWN = "withdrawn"
    """The agent took it back, or something else took its place."""


OPEN: Final = (
    RowState.HELD,
    RowState.WAITING,
    RowState.SENDING,
    RowState.UNKNOWN,
    RowState.CHANGED,
    RowState.REFUSED,
)
"""Something is still to be done, by the sender or by the agent."""
BEFORE_SENDING: Final = (RowState.HELD, RowState.WAITING, RowState.CHANGED, RowState.REFUSED)
"""It is certain that the server has not done it."""
IN_THE_WAY: Final = (RowState.HELD, RowState.WAITING, RowState.SENDING, RowState.UNKNOWN, RowState.CHANGED)
"""A later row of the same conversation waits for an earlier one in these states."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A conversation as the agent saw it when the wish was made."""

    changed: str = ""
    """`datechanged` as the server wrote it."""
    messages: frozenset[str] = field(default_factory=frozenset)
    status: str = ""
    department: str = ""
    assignee: str | None = None
    """Userid; empty for nobody, None when it was not known."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One row."""

    number: int
    id: str
    """Also the idempotency key under which it is sent."""
    conversation_id: str
    wish: Wish
    state: RowState
    accepted_at: datetime
    due_at: datetime | None
    """Before this nothing happens with it: the end of the hold, of a back-off, or the next look. None: never by
    itself."""
    seen: Seen
    needs: str = ""
    """Id of the row without whose success this one must not go out."""
    follows: str = ""
    """Id of the row that this one repeats."""
    tries: int = 0
    tried_at: datetime | None = None
    base: frozenset[str] = field(default_factory=frozenset)
    """Ids of the messages in the conversation before the last try."""
    looks: tuple[datetime, ...] = ()
    """When the server was asked for it since."""
    error: str = ""
    """The last trouble, in words."""
    settled_at: datetime | None = None
    unit: str = ""
    """What was accepted together with others has the same; empty when it was accepted alone."""

    @property
    def draft_kind(self) -> SendType | None:
        """Which draft its text was written as; None when there is none."""
        typed = text_of(self.wish)
        return typed.kind if typed else None

    @property
    def is_message(self) -> bool:
        """Whether it is a reply or a note, which must never be sent twice."""
        return isinstance(self.wish, WriteMessage)

    @property
    def text(self) -> str:
        """What somebody typed; empty when it is a wish without words."""
        typed = text_of(self.wish)
        return typed.text if typed else ""


COLUMNS: Final = (
    "number, id, account, conversation_id, kind, payload, seen, needs, follows, accepted_at, digest, state, due_at, "
    "tries, tried_at, base, looks, error, settled_at, unit"
)


def fixed_part(
    id: str, account: str, conversation_id: str, wish: Wish, seen: Seen, needs: str, follows: str, accepted_at: float
) -> list[Value]:
    """The columns that say what is wanted, in the order of `COLUMNS`, then their digest, and `subject`."""
    said: list[Value] = [
        id,
        account,
        conversation_id,
        kind_of(wish),
        storable(pack(wish)),
        pack_seen(seen),
        needs,
        follows,
        accepted_at,
    ]
    return [*said, digest_of(said), storable(subject_of(wish))]


def digest_of(said: Sequence[Value]) -> str:
    """A digest over what a row says, so that a flipped bit on disk is never sent to a customer."""
    text = json.dumps([None if value is None else str(value) for value in said])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def read_row(row: Row) -> OutboxRow:
    """The record of a row; raises `StoreError` when it was changed outside of this program."""
    if digest_of(row[1:10]) != row[10]:
        message = f"Row {row[0]} of the outbox is damaged on disk and was not sent."
        raise StoreError(message)
    seen = json.loads(row[6])
    return OutboxRow(
        number=row[0],
        id=row[1],
        conversation_id=row[3],
        wish=unpack(row[4], row[5]),
        seen=Seen(**{**seen, "messages": frozenset(seen["messages"])}),
        needs=row[7],
        follows=row[8],
        accepted_at=_time(row[9]),
        state=RowState(row[11]),
        due_at=None if row[12] is None else _time(row[12]),
        tries=row[13],
        tried_at=None if row[14] is None else _time(row[14]),
        base=frozenset(json.loads(row[15])),
        looks=tuple(_time(at) for at in json.loads(row[16])),
        error=row[17],
        settled_at=None if row[18] is None else _time(row[18]),
        unit=row[19],
    )


def pack_seen(seen: Seen) -> str:
    """What was seen, as text."""
    return json.dumps(
        {
            "changed": seen.changed,
            "messages": sorted(seen.messages),
            "status": seen.status,
            "department": seen.department,
            "assignee": seen.assignee,
        }
    )


def _time(epoch: float) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
