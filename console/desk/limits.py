"""How often one key may call: a sliding minute."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

_WINDOW = 60.0


class RateLimit:
    """At most so many calls in any sixty seconds for each key. Refused calls do not count."""

    def __init__(self, calls: int, clock: Callable[[], datetime]) -> None:
        self._calls = calls
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: dict[str, deque[float]] = {}

    def take(self, key_id: str) -> int | None:
        """Count a call. None when it may go on; otherwise the whole seconds until one will be free."""
        now = self._clock().timestamp()
        with self._lock:
            taken = self._taken.setdefault(key_id, deque())
            if taken and taken[-1] > now:  # the clock was put back: what it says of the past is worth nothing
                taken.clear()
            while taken and taken[0] <= now - _WINDOW:
                taken.popleft()
            if len(taken) < self._calls:
                taken.append(now)
                return None
            return max(1, math.ceil(taken[0] + _WINDOW - now))
