"""A client on the small desk in one process, whose answers it reads strictly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import in_process
from console.contract.secret import Secret
from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.caller import Clock
from tests.desk.small_desk import KEY, NOW, ZONE, small_desk
from tests.desk.small_events import small_events


@dataclass(frozen=True)
class Desk:
    """A desk and what may be done to it behind its calls."""

    database: Database
    clock: Clock

    def client(self) -> LiveAgentClient:
        """Another program with the same key."""
        application = create_desk(self.database, clock=self.clock, zone=ZONE, rate_limit=None)
        budget = Budget(100_000)
        return LiveAgentClient(
            in_process(application, Secret(KEY)), zone=ZONE, budget=budget, strict=True, clock=self.clock
        )


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The small desk with the events of its Sunday."""
    database = Database.open("sqlite://")
    small_desk(database)
    small_events(database)
    yield Desk(database, Clock(NOW))
    database.close()


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[LiveAgentClient]:
    """A client of it."""
    async with asyncio.timeout(30), desk.client() as opened:
        yield opened
