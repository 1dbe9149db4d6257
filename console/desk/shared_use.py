"""Server processes on one database tell each other how often busy keys have called."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from console.desk.limits import WINDOW, RateLimit, Use
from console.desk.tables import key_use
from console.desk.writes import WriteQueue

_FORGET = delete(key_use).where(key_use.c.second <= bindparam("until"))
_TELL = insert(key_use)
_HEAR = (
    select(key_use.c.key_id, key_use.c.second, func.sum(key_use.c.calls))
    .where(key_use.c.process != bindparam("own"), key_use.c.second > bindparam("until"))
    .group_by(key_use.c.key_id, key_use.c.second)
)


class SharedUse:
    """One process among others. They write a handful of rows for twenty calls of a key within a minute, and for each
    ten more; keys that call less often cost nothing."""

    def __init__(self, limit: RateLimit, writes: WriteQueue, clock: Callable[[], datetime]) -> None:
        self._limit = limit
        self._writes = writes
        self._clock = clock
        self._process = secrets.token_hex(8)
        self.talk: asyncio.Task[None] | None = None
        """The exchange under way, or the last one."""

    def is_due(self, key_id: str) -> bool:
        """Whether it is time to exchange, because of this key."""
        return self._limit.is_worth_telling(key_id) and (self.talk is None or self.talk.done())

    async def keep_up(self, key_id: str) -> None:
        """Wait for an exchange under way when this key has called too often meanwhile: a slow disk gives none away."""
        while self.talk is not None and not self.talk.done() and self._limit.is_ahead(key_id):
            await asyncio.wait({self.talk})

    async def exchange(self) -> None:
        """Tell what the others do not know, and hear what they told."""
        uses = self._limit.tell()
        if uses:
            self._limit.hear(await self._writes.run(lambda connection: self._exchange(connection, uses)))

    def _exchange(self, connection: Connection, uses: Sequence[Use]) -> list[Use]:
        until = {"until": int(self._clock().timestamp()) - WINDOW}
        connection.execute(_FORGET, until)
        rows = [
            {"key_id": key_id, "process": self._process, "second": second, "calls": calls}
            for key_id, second, calls in uses
        ]
        connection.execute(_TELL, rows)
        heard = connection.execute(_HEAR, until | {"own": self._process}).all()
        return [(key_id, second, int(calls)) for key_id, second, calls in heard]
