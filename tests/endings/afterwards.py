"""What is on disk after an end, by the program's own code; and what becomes of it when the console is started again."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import over_network
from console.app import now
from console.config.paths import Paths
from console.contract.secret import Secret
from console.services.bundle import Services, build_services
from console.services.records import Draft
from console.store.outbox_damage import TROUBLE
from console.store.outbox_rows import COLUMNS, OutboxRow, digest_of
from console.store.store import Store
from tests.desk.caller import Clock
from tests.desk.small_desk import KEY, MIRA_EMAIL, ZONE
from tests.endings.desk import NearDesk

EVERYTHING = now().replace(year=2000)
"""Settled since then."""
LATER = 8
"""Steps of time after a new start: more than all looks for a message in doubt take."""


@dataclass(frozen=True)
class Left:
    """What a console left behind."""

    drafts: list[Draft]
    rows: list[OutboxRow]

    def row_of(self, text: str) -> OutboxRow | None:
        """The row with a text."""
        return next((row for row in self.rows if text and row.text == text), None)


def state_of_profile() -> Path | None:
    """The folder with drafts and outbox under this home; None when the console ended before it made them."""
    found = list(Paths.find().state.glob("*/outbox.db"))
    return found[0].parent if found else None


def look(state: Path) -> Left:
    """Open the files as the program does; what SQLite, the digests and the audit check must hold."""
    cache = Paths.find().cache / state.name
    for file in (state / "outbox.db", cache / "cache.db"):
        if file.exists():
            with closing(sqlite3.connect(file)) as connection:
                assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)], file
    with closing(sqlite3.connect(state / "outbox.db")) as connection:
        for row in connection.execute(f"SELECT {COLUMNS} FROM outbox"):  # noqa: S608 - of a constant
            assert digest_of(row[1:10]) == row[10], "a row is not as it was written"
    store = Store.open(state, cache, state.name)
    try:
        assert store.lasting
        assert store.audit.check().breach is None
        left = Left(store.drafts.all(), store.outbox.rows(settled_since=EVERYTHING))
    finally:
        store.close()
    assert not [draft for draft in left.drafts if draft.trouble == TROUBLE]
    assert not list(cache.glob("*.damaged*")), "the cache had not to be begun anew"
    return left


def drafts_on_disk() -> list[str]:
    """The texts of the drafts under this home, where everything passes its check."""
    state = state_of_profile()
    return [draft.text for draft in look(state).drafts] if state is not None else []


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes to hold in time, without a byte read from the terminal."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def go_on(state: Path, desk: NearDesk) -> Left:
    """Start again, and let the time pass in which everything is sent or looked for."""
    clock = Clock(now())
    services = _services(state, desk, clock)
    try:
        asyncio.run(services.session.identify())
        for _ in range(LATER):
            clock.forward(seconds=200)
            while services.sending.submit(services.sender.step).result(60):
                pass
        assert services.store.audit.check().breach is None
        return Left(services.store.drafts.all(), services.store.outbox.rows(settled_since=EVERYTHING))
    finally:
        services.close()


def _services(state: Path, desk: NearDesk, clock: Clock) -> Services:
    async def connect() -> LiveAgentClient:
        transport = over_network(desk.network.url, Secret(KEY))
        return LiveAgentClient(transport, zone=str(ZONE), budget=Budget(100_000), clock=clock, sleep=_no_sleep)

    cache = Paths.find().cache / state.name
    return build_services(state, cache, state.name, connect, MIRA_EMAIL, clock, ZONE)


async def _no_sleep(_seconds: float) -> None:
    """Time passes by itself."""
