"""How often the console asks: pure functions of what happened, and one console's pace."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

BASE: Final = 1.0
CAP: Final = 60.0
SPREAD: Final = 0.2
"""Regular intervals are up to this part longer, so that consoles started together do not stay together.

Never shorter: what one console asks in any minute has a bound that can be counted on.
"""

DETAILS: Final = 5.0
PREFETCH: Final = 0.25

Jitter = Callable[[], float]
"""Numbers from 0 to 1."""


def back_off(failures: int, jitter: Jitter = random.random) -> float:
    """Seconds to wait after so many failures in a row: anything below a bound that doubles from 1 to 60."""
    bound = min(CAP, BASE * 2.0 ** min(max(failures, 1) - 1, 30))
    return bound * jitter()


def interval(seconds: float, jitter: Jitter = random.random) -> float:
    """Seconds until something regular is done again: at least so many."""
    return seconds * (1 + SPREAD * jitter())


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often one console asks. All in seconds, but for the last two.

    As they are here, an idle console of eight departments makes at most 12 calls in any minute: 2 syncs of one call
    for the counters and 3 lists between them, 1 list of agents, 5 looks at the open conversation, and 1 for what is
    asked for rarely.
    """

    queue: float = 30.0
    presence: float = 60.0
    conversation: float = 12.0
    """Between two looks at the open conversation, of one call each."""
    unfocused: float = 4.0
    """How many times longer everything takes while the terminal is not focused."""
    pace: float = 1.0
    """All waits times this, which tests make small and pictures very large."""

    def back_off(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row."""
        return self.pace * back_off(failures)

    def until_sync(self, *, focused: bool) -> float:
        """Seconds until the queue is synced again."""
        return self._until(self.queue, focused=focused)

    def until_presence(self, *, focused: bool) -> float:
        """Seconds until it is asked again who is online."""
        return self._until(self.presence, focused=focused)

    def fresh(self, *, focused: bool) -> timedelta:
        """How old the departments' counters may be that the sync asked for, before presence asks for its own."""
        return timedelta(seconds=self.presence if focused else self.presence * self.unfocused)

    def until_conversation(self, *, focused: bool) -> float:
        """Seconds until the open conversation is looked at again."""
        return self._until(self.conversation, focused=focused)

    def until_details(self) -> float:
        """Seconds until more details of conversations are fetched, while something is missing."""
        return self.pace * DETAILS

    def until_prefetch(self) -> float:
        """Seconds the cursor rests before the conversations around it are read ahead."""
        return self.pace * PREFETCH

    def _until(self, seconds: float, *, focused: bool) -> float:
        return self.pace * interval(seconds if focused else seconds * self.unfocused)
