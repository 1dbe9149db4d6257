"""A small desk on a port of this machine, behind a network that may be slow, and what agents' texts it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from starlette.types import ASGIApp, Receive, Scope, Send

from console.app import now
from console.desk import tables
from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.small_desk import KEY, MIRA, MIRA_EMAIL, ZONE, small_desk
from tests.faults.proxy import FaultProxy


class Forgetful:
    """A desk that knows no idempotency keys, as LiveAgent does not: what is sent twice is there twice."""

    def __init__(self, desk: ASGIApp) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, without its key."""
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"idempotency-key"]
        await self._desk({**scope, "headers": headers}, receive, send)


class NearDesk:
    """The desk and its network."""

    def __init__(self, database: Database) -> None:
        self._database = database
        desk = create_desk(database, clock=now, zone=ZONE, rate_limit=None)
        self.network = FaultProxy(Forgetful(desk), lambda method, path: method == "POST" and path.endswith("/messages"))

    @property
    def environment(self) -> dict[str, str]:
        """What an agent of it has set."""
        return {"LIVEAGENT_URL": self.network.url, "LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": MIRA_EMAIL}

    def texts(self) -> Counter[str]:
        """How often each text of the agent is there."""
        query = select(tables.message.c.body).where(tables.message.c.user_id == MIRA)
        with self._database.read() as connection:
            return Counter(row.body for row in connection.execute(query))


@contextmanager
def near_desk(folder: Path) -> Iterator[NearDesk]:
    """A fresh one, until the block ends."""
    database = Database.open(str(folder / "desk.db"))
    small_desk(database)
    desk = NearDesk(database)
    desk.network.start()
    try:
        yield desk
    finally:
        desk.network.stop()
        database.close()
