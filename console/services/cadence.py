"""How often the console asks: pure functions of what happened."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

BASE: Final = 1.0
CAP: Final = 60.0
SPREAD: Final = 0.2
"""Regular intervals vary by this part, so that consoles started together do not stay together."""

SYNC: Final = 20.0
SYNC_UNFOCUSED: Final = 60.0
PRESENCE: Final = 40.0
PRESENCE_UNFOCUSED: Final = 120.0

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


def _around(seconds: float, jitter: Jitter) -> float:
    return seconds * (1 - SPREAD + 2 * SPREAD * jitter())
