"""How many calls a minute one key may make, shared out by priority: a key press beats a poll."""

from __future__ import annotations

import asyncio
import time
from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum

DEFAULT_CALLS_A_MINUTE = 150
"""Servers refuse above 180 a minute and key; the rest is left to other programs with the same key."""

WINDOW = 60.0
"""Seconds."""


class Priority(IntEnum):
    """Who waits for a call, the most urgent first."""

    SEND = 0
    """Something the agent sent: replies, notes, status, transfer."""
    OPEN = 1
    """Something the agent opened and looks for."""
    VISIBLE = 2
    """Something on the screen that is not known yet."""
    POLL = 3
    """A regular look for news."""
    PREFETCH = 4
    """Something the agent may open next."""


SHARES = {
    Priority.SEND: 1.0,
    Priority.OPEN: 0.9,
    Priority.VISIBLE: 0.8,
    Priority.POLL: 0.65,
    Priority.PREFETCH: 0.5,
}
"""The part of a minute's calls that this priority may see used and still go; the rest is kept for more urgent ones."""


@dataclass(order=True, slots=True)
class _Waiter:
    priority: Priority
    number: int
    leads: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class Budget:
    """Lets calls through, never more than `calls_a_minute` in any 60 seconds.

    Calls wait in the order of their priority, those of one priority in the order they came. Cancelling a waiting call
    costs nothing. One event loop at a time.
    """

    def __init__(
        self,
        calls_a_minute: int = DEFAULT_CALLS_A_MINUTE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if calls_a_minute < 1:
            message = "a budget needs at least one call a minute"
            raise ValueError(message)
        self.calls_a_minute = calls_a_minute
        self._limits = {one: max(1, int(calls_a_minute * share)) for one, share in SHARES.items()}
        self._clock = clock
        self._sleep = sleep
        self._granted: deque[float] = deque()
        self._queue: list[_Waiter] = []
        self._count = 0
        self._paused_until = float("-inf")

    @property
    def used_last_minute(self) -> int:
        """Calls let through in the last 60 seconds."""
        self._forget()
        return len(self._granted)

    @property
    def waiting(self) -> int:
        """Calls that wait to be let through."""
        return len(self._queue)

    @property
    def paused_for(self) -> float:
        """Seconds for which nothing at all goes out, because the server asked for it."""
        return max(0.0, self._paused_until - self._clock())

    def pause(self, seconds: float) -> None:
        """Let nothing through for so long: a `Retry-After`. A longer pause under way stays."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    async def acquire(self, priority: Priority) -> None:
        """Return when a call of this priority may go out, and count it."""
        self._count += 1
        waiter = _Waiter(priority, self._count)
        insort(self._queue, waiter)
        try:
            while (delay := self._delay(waiter)) != 0.0:
                if delay is None:
                    waiter.leads.clear()
                    await waiter.leads.wait()
                else:
                    await self._sleep(delay)
            self._granted.append(self._clock())
        finally:
            self._queue.remove(waiter)
            if self._queue:
                self._queue[0].leads.set()

    def _delay(self, waiter: _Waiter) -> float | None:
        """Seconds until the waiter may go, 0 for now; None when it is not the first in line.

        Only the first sleeps. Whoever comes later and is more urgent becomes the first and sleeps in turn, never for
        longer, since its share is larger.
        """
        if self._queue[0] is not waiter:
            return None
        self._forget()
        over = len(self._granted) - self._limits[waiter.priority]
        wait_for_share = self._granted[over] + WINDOW - self._clock() if over >= 0 else 0.0
        return max(wait_for_share, self.paused_for, 0.0)

    def _forget(self) -> None:
        oldest = self._clock() - WINDOW
        while self._granted and self._granted[0] <= oldest:
            self._granted.popleft()
