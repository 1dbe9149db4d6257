"""When the outbox does what: pure functions of what happened so far."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from console.contract.enums import ConversationStatus, SendType
from console.services.cadence import back_off
from console.store.wishes import SetStatus, Wish, WriteMessage

LOOKS: Final = (2.0, 5.0, 15.0, 60.0, 120.0, 300.0)
"""Seconds after a sending in doubt at which the conversation is looked at again."""
LEASE: Final = timedelta(seconds=150)
"""A sender that has not been heard of for so long is gone: longer than all calls of one sending may take."""
FAILURES: Final = 5
"""Connections that fail in a row before the breaker opens."""
PROBE_EVERY: Final = 30.0
"""Seconds between two tries while the breaker is open."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Seconds in which something accepted can still be taken back."""

    mail: float = 10.0
    chat: float = 0.0
    note: float = 3.0
    status: float = 4.0
    change: float = 4.0
    """Transfer, tags, fields and groups."""

    def of(self, wish: Wish, status: ConversationStatus | None) -> float:
        """The hold of a wish for a conversation in this status."""
        if isinstance(wish, SetStatus):
            return self.status
        if not isinstance(wish, WriteMessage):
            return self.change
        if wish.kind is SendType.NOTE:
            return self.note
        return self.chat if status is ConversationStatus.CHATTING else self.mail


def next_look(tried_at: datetime, now: datetime) -> datetime | None:
    """When to look again for something that was tried at a time; None when all looks are over."""
    for seconds in LOOKS:
        at = tried_at + timedelta(seconds=seconds)
        if at > now:
            return at
    return None


class Breaker:
    """Stops trying a server that does not answer: after some failures in a row, one probe in half a minute."""

    def __init__(self, jitter: Callable[[], float] = random.random) -> None:
        self._jitter = jitter
        self._failures = 0
        self._until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the server counts as not there."""
        return self._failures >= FAILURES

    def closed_until(self, now: datetime) -> datetime | None:
        """When something may be tried again; None for now."""
        return self._until if self._until is not None and self._until > now else None

    def failed(self, now: datetime) -> datetime:
        """The server did not answer; returns when it may be asked again."""
        self._failures += 1
        wait = PROBE_EVERY * (0.8 + 0.4 * self._jitter()) if self.open else 0.5 + back_off(self._failures, self._jitter)
        self._until = now + timedelta(seconds=wait)
        return self._until

    def hurry(self) -> None:
        """Somebody asked: the next try need not wait."""
        self._until = None

    def answered(self) -> None:
        """The server answered, whatever it said."""
        self._failures = 0
        self._until = None
