"""Keeping drafts, outbox and audit safe: a copy a day and a spare file, made beside everything else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.store.errors import StoreError

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.store.store import Store

FIRST: Final = 5.0
"""Seconds after the start, when the first frame and the first list are long there."""
EVERY: Final = 3600.0
"""Seconds between two looks whether today's copy is there."""

_log = logging.getLogger(__name__)


class Keeper:
    """Makes the copies as long as the console runs. It is started in the engine and ends with it."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None

    def beside(self, connect: Callable[[], Awaitable[LiveAgentClient]]) -> Callable[[], Awaitable[LiveAgentClient]]:
        """What connects as before, and begins to keep the store safe where it runs."""

        async def connected() -> LiveAgentClient:
            if self._task is None:
                self._task = asyncio.get_running_loop().create_task(self.run())
            return await connect()

        return connected

    async def run(self) -> None:
        """Look at the file every hour, in a thread: copies read and write whole files."""
        await self._sleep(FIRST)
        while True:
            await asyncio.to_thread(self._keep)
            await self._sleep(EVERY)

    def _keep(self) -> None:
        try:
            self._store.keep_safe(self._clock())
        except StoreError as error:
            _log.warning("%s", error)
