"""Time that only the test moves."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count


class FakeTime:
    """A clock whose sleepers wake when the test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = count()

    def clock(self) -> float:
        """The time it is."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Return once the test has moved the clock so far."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._number), future))
        await future

    async def advance(self, seconds: float) -> None:
        """Move the clock, waking the sleepers on the way in their order."""
        await self.settle()
        end = self.now + seconds
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, future = heapq.heappop(self._sleepers)
            self.now = max(self.now, at)
            if not future.done():
                future.set_result(None)
            await self.settle()
        self.now = end

    async def settle(self) -> None:
        """Let everything run that does not wait for the clock."""
        for _ in range(12):
            await asyncio.sleep(0)
