"""How many calls a minute one key may make, shared out by priority: a key press beats a poll."""

from __future__ import annotations

import asyncio
import time
from bisect import insort
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum

from console.api.ledger import Ledger, MemoryLedger

DEFAULT_CALLS_A_MINUTE = 150
"""Servers refuse above 180 a minute and key; the rest is left to other programs with the same key."""


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
    Priority.VISIBLE: 0.55,
    Priority.POLL: 0.5,
    Priority.PREFETCH: 0.45,
}
"""The part of a minute's calls that this priority may see used and still go; the rest is kept for more urgent ones.

A third is kept for what the agent opens: each conversation with its customer takes up to ten calls, and the first
minute of a new console fills the rest.
"""


@dataclass(order=True, slots=True)
class _Waiter:
    priority: Priority
    number: int
    leads: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class Budget:
    """Lets calls through, never more than `calls_a_minute` in any 60 seconds.

    Calls wait in the order of their priority, those of one priority in the order they came. Between programs that share
    a ledger the shares alone decide. Cancelling a waiting call costs nothing. One event loop at a time.
    """

    def __init__(
        self,
        calls_a_minute: int = DEFAULT_CALLS_A_MINUTE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        ledger: Ledger | None = None,
    ) -> None:
        """`ledger` is where calls are counted: in this program alone, or where others with the same key look too."""
        if calls_a_minute < 1:
            message = "a budget needs at least one call a minute"
            raise ValueError(message)
        self.calls_a_minute = calls_a_minute
        self._limits = {one: max(1, int(calls_a_minute * share)) for one, share in SHARES.items()}
        self._ledger = ledger or MemoryLedger(clock)
        self._sleep = sleep
        self._queue: list[_Waiter] = []
        self._count = 0

    @property
    def used_last_minute(self) -> int:
        """Calls let through in the last 60 seconds."""
        return self._ledger.used

    @property
    def waiting(self) -> int:
        """Calls that wait to be let through."""
        return len(self._queue)

    @property
    def paused_for(self) -> float:
        """Seconds for which nothing at all goes out, because the server asked for it."""
        return self._ledger.paused_for

    def pause(self, seconds: float) -> None:
        """Let nothing through for so long: a `Retry-After`. A longer pause under way stays."""
        self._ledger.pause(seconds)

    async def acquire(self, priority: Priority) -> None:
        """Return when a call of this priority may go out, and count it."""
        self._count += 1
        waiter = _Waiter(priority, self._count)
        insort(self._queue, waiter)
        try:
            while True:
                if self._queue[0] is not waiter:
                    waiter.leads.clear()
                    await waiter.leads.wait()
                # Only the first sleeps. Whoever comes later and is more urgent becomes the first and sleeps in turn,
                # never for longer, since its share is larger.
                elif delay := self._ledger.take(self._limits[priority]):
                    await self._sleep(delay)
                else:
                    return
        finally:
            self._queue.remove(waiter)
            if self._queue:
                self._queue[0].leads.set()
