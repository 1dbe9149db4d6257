"""How often one key may call: a sliding minute, counted here and, roughly, in the other processes of the desk."""

from __future__ import annotations

import math
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import datetime

WINDOW = 60
BUSY = 20
"""Calls within a minute from which on other processes are told of a key."""
STEP = 10
"""They are told again after so many more."""
AHEAD = 5
"""So many calls of a key may come while the processes talk; those after them wait until they have talked."""

Use = tuple[str, int, int]
"""A key's id, the end of a second, and how many calls came in it: they all count until a minute after that end."""


class RateLimit:
    """At most so many calls in any sixty seconds for each key. Refused calls do not count.

    Calls that came to other processes count once they are heard of. So the limit is exact for one process, and each
    further one may let up to `BUSY` and `STEP` calls more go through, however slowly the processes talk.
    """

    def __init__(self, calls: int, clock: Callable[[], datetime]) -> None:
        self._calls = calls
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: dict[str, deque[float]] = {}
        self._untold: Counter[str] = Counter()
        self._elsewhere: dict[str, list[float]] = {}

    def take(self, key_id: str) -> int | None:
        """Count a call. None when it may go on; otherwise the whole seconds until one will be free."""
        now = self._clock().timestamp()
        with self._lock:
            taken = self._taken.setdefault(key_id, deque())
            if taken and taken[-1] > now:  # the clock was put back: what it says of the past is worth nothing
                taken.clear()
            while taken and taken[0] <= now - WINDOW:
                taken.popleft()
            elsewhere = [moment for moment in self._elsewhere.get(key_id, ()) if now - WINDOW < moment <= now + 1]
            there = len(taken) + len(elsewhere)
            if there < self._calls:
                taken.append(now)
                self._untold[key_id] += 1
                return None
            next_free = sorted((*taken, *elsewhere))[there - self._calls] + WINDOW
            return max(1, math.ceil(next_free - now))

    def is_worth_telling(self, key_id: str) -> bool:
        """Whether other processes should hear how often a key has called."""
        return self._untold[key_id] >= STEP and len(self._taken.get(key_id, ())) >= BUSY

    def is_ahead(self, key_id: str) -> bool:
        """Whether a key has called more often than other processes may be late to hear."""
        return self._untold[key_id] >= AHEAD and len(self._taken.get(key_id, ())) >= BUSY

    def tell(self) -> list[Use]:
        """The calls of busy keys that no other process has heard of yet."""
        with self._lock:
            told = [key_id for key_id in self._untold if self.is_worth_telling(key_id)]
            uses = []
            for key_id in told:
                last = min(self._untold.pop(key_id), len(self._taken[key_id]))
                seconds = Counter(math.ceil(moment) for moment in list(self._taken[key_id])[-last:])
                uses += [(key_id, second, calls) for second, calls in sorted(seconds.items())]
            return uses

    def hear(self, uses: Iterable[Use]) -> None:
        """Count what all other processes have told of the last minute, in place of what they told before."""
        heard: dict[str, list[float]] = {}
        for key_id, second, calls in uses:
            heard.setdefault(key_id, []).extend([float(second)] * min(calls, self._calls))
        with self._lock:
            self._elsewhere = heard
