"""How a try ended: the state a row of the outbox gets, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from console.services.errors import ErrorKind, ServiceError
from console.store.outbox_rows import RowState

if TYPE_CHECKING:
    from console.api.errors import ApiError


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state a row gets, and why, in words."""

    state: RowState
    words: str = ""
    offline: bool = False
    """Whether the server was not there: then nothing else is tried for a while either."""
    found: str = ""
    """Id of the message or conversation that the row was seen as: no other row can have become that one."""


CONFIRMED: Final = Verdict(RowState.CONFIRMED)
TAKEN: Final = "has it by now."
"""What is said of a conversation that somebody else was faster to take."""
NOT_OURS: Final = Verdict(RowState.SENDING)
"""The row belongs to another sender by now: nothing was sent, and nothing is written."""


def of_reading(error: ServiceError) -> Verdict:
    """The server was only read: certainly nothing was sent."""
    offline = error.kind is ErrorKind.OFFLINE
    return Verdict(RowState.WAITING if error.retryable else RowState.REFUSED, error.message, offline)


def of_writing(error: ApiError) -> Verdict:
    """What an error says of something that was sent."""
    from console.api.errors import Sent

    match error.sent:
        case Sent.NOT_SENT:
            return Verdict(RowState.WAITING, error.message, offline=error.temporary)
        case Sent.UNKNOWN:
            return Verdict(RowState.UNKNOWN, error.message, offline=error.temporary)
        case Sent.SENT_AND_REFUSED:
            return Verdict(RowState.REFUSED, error.message)
