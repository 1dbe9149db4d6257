"""What is said of the outbox as a whole, and of what stands against one of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.services.records import OutboxRow, Seen
from console.store.outbox_rows import BEFORE_SENDING


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of the outbox for the header."""

    held: int = 0
    waiting: int = 0
    """Not sent yet, whatever for."""
    sending: int = 0
    """On its way."""
    unknown: int = 0
    asking: int = 0
    """Rows that wait for a word of the agent: changed or refused."""
    held_until: datetime | None = None
    """When the next held row goes out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands against sending a row."""

    sentences: tuple[str, ...]
    seen: Seen
    """The conversation as these sentences describe it."""


def last_takeable(rows: Sequence[OutboxRow]) -> OutboxRow | None:
    """Of rows in the order of acceptance, the last one that can still be taken back."""
    return next((row for row in reversed(rows) if row.state in BEFORE_SENDING), None)
