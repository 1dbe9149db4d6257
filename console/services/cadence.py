"""How often the console asks: pure functions of what happened, and one console's pace."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

BASE: Final = 1.0
CAP: Final = 60.0
SPREAD: Final = 0.2
"""Regular intervals vary by this part, so that consoles started together do not stay together."""

DETAILS: Final = 5.0
PREFETCH: Final = 0.25

Jitter = Callable[[], float]
"""Numbers from 0 to 1."""


def back_off(failures: int, jitter: Jitter = random.random) -> float:
    """Seconds to wait after so many failures in a row: anything below a bound that doubles from 1 to 60."""
    bound = min(CAP, BASE * 2.0 ** min(max(failures, 1) - 1, 30))
    return bound * jitter()


def interval(seconds: float, jitter: Jitter = random.random) -> float:
    """Seconds until something regular is done again: about so many."""
    return seconds * (1 - SPREAD + 2 * SPREAD * jitter())


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often one console asks. All in seconds, but for the last two."""

    queue: float = 25.0
    presence: float = 30.0
    conversation: float = 10.0
    """Between two looks at the open conversation."""
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
