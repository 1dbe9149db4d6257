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

SYNC: Final = 20.0
SYNC_UNFOCUSED: Final = 60.0
PRESENCE: Final = 40.0
PRESENCE_UNFOCUSED: Final = 120.0
THREAD: Final = 10.0
"""Between two looks at a conversation while somebody writes into it."""
THREAD_UNFOCUSED: Final = 30.0

Jitter = Callable[[], float]
"""Numbers from 0 to 1."""


def back_off(failures: int, jitter: Jitter = random.random) -> float:
    """Seconds to wait after so many failures in a row: anything below a bound that doubles from 1 to 60."""
    bound = min(CAP, BASE * 2.0 ** min(max(failures, 1) - 1, 30))
    return bound * jitter()


def sync_interval(*, focused: bool, jitter: Jitter = random.random) -> float:
    """Seconds until the queue is synced again."""
    return _around(SYNC if focused else SYNC_UNFOCUSED, jitter)


def presence_interval(*, focused: bool, jitter: Jitter = random.random) -> float:
    """Seconds until presence is asked for again."""
    return _around(PRESENCE if focused else PRESENCE_UNFOCUSED, jitter)


def thread_interval(*, focused: bool, jitter: Jitter = random.random) -> float:
    """Seconds until a conversation that is being written to is looked at again."""
    return _around(THREAD if focused else THREAD_UNFOCUSED, jitter)


@dataclass(frozen=True, slots=True)
class Cadence:
    """The pace of one console: all seconds of this module times `pace`, which tests make small."""

    pace: float = 1.0

    def back_off(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row."""
        return self.pace * back_off(failures)

    def sync(self, *, focused: bool) -> float:
        """Seconds until the queue is synced again."""
        return self.pace * sync_interval(focused=focused)

    def presence(self, *, focused: bool) -> float:
        """Seconds until presence is asked for again."""
        return self.pace * presence_interval(focused=focused)

    def thread(self, *, focused: bool) -> float:
        """Seconds until a conversation that is being written to is looked at again."""
        return self.pace * thread_interval(focused=focused)


def _around(seconds: float, jitter: Jitter) -> float:
    return seconds * (1 - SPREAD + 2 * SPREAD * jitter())
