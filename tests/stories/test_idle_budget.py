"""What a console asks of the server while nobody touches it, counted at the desk with a clock that runs faster."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import update
from starlette.types import ASGIApp, Receive, Scope, Send

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import in_process
from console.app import PRACTICE_URL, cadence_of
from console.config.model import Settings
from console.contract.secret import Secret
from console.contract.zone import DEFAULT_ZONE
from console.desk import tables
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.seed import DEMO_NOW
from console.services.bundle import build_services
from console.ui.console_app import ConsoleApp
from console.ui.preferences import Preferences
from console.ui.scenes import settle
from tests.desk.caller import Clock
from tests.stories.story import KEY, WIDE, Story

FASTER = 100
MINUTES = 6
MINUTE = 60.0
MOST = 12
DEPARTMENTS = 8


class FastClock(Clock):
    """A time that passes faster than it does."""

    def __init__(self) -> None:
        super().__init__(DEMO_NOW)
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return (time.monotonic() - self._began) * FASTER

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now + timedelta(seconds=self.seconds)


class Counted:
    """The desk, with a note of when what was asked for."""

    def __init__(self, desk: ASGIApp, clock: FastClock) -> None:
        self._desk = desk
        self._clock = clock
        self.calls: list[tuple[float, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        self.calls.append((self._clock.seconds, scope["path"]))
        await self._desk(scope, receive, send)


@asynccontextmanager
async def idle_console(folder: Path, clock: FastClock) -> AsyncIterator[tuple[Story, Counted]]:
    """A console with the settings as they come, whose seconds are short; the database's desk counts."""
    database = Database.open(str(folder / "desk.db"))
    with database.write() as connection:
        connection.execute(update(tables.department).values(deleted="N"))  # the demo has eight with the deleted one
    zone = ZoneInfo(DEFAULT_ZONE)
    desk = Counted(create_desk(database, clock=clock, zone=zone, rate_limit=None), clock)

    async def connect() -> LiveAgentClient:
        return LiveAgentClient(in_process(desk, Secret(KEY)), zone=zone, budget=Budget(100_000), clock=clock)

    settings = Settings()
    services = build_services(
        folder / "state",
        folder / "cache",
        "idle",
        connect,
        "ana@kestrel.example",
        clock,
        zone,
        public_url=PRACTICE_URL,
        cadence=cadence_of(settings.polling, pace=1 / FASTER),
    )
    try:
        app = ConsoleApp(services, Preferences.of(settings, zone=zone), clock=clock, title="Idle")
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            yield Story(app, pilot, folder, clock), desk
    finally:
        services.close()
        database.close()


async def test_an_idle_console_of_eight_departments_stays_within_twelve_calls_in_any_minute(new_folder: Path) -> None:
    clock = FastClock()
    async with idle_console(new_folder, clock) as (story, desk):
        services = story.workspace.services
        assert len(services.queue.departments()) == DEPARTMENTS
        await story.press("enter")
        assert story.workspace.state.conversation_id is not None
        recent = DEMO_NOW - timedelta(days=7)
        await story.until(
            lambda: services.filling.progress().done and not services.store.conversations.without_details(1, recent),
            "the end of the first fill",
        )
        began = clock.seconds
        await story.until(lambda: clock.seconds > began + MINUTES * MINUTE, "the last minute")
    times = [at for at, _ in desk.calls if at >= began]
    windows = [place - bisect_right(times, at - MINUTE) + 1 for place, at in enumerate(times)]
    asked = Counter(path.removeprefix("/api/") for at, path in desk.calls if at >= began)
    assert max(windows) <= MOST, asked
    assert asked["onlinestatus/departments"] >= MINUTES, "it is not quiet because it sleeps"
    assert asked["conversations"] >= MINUTES
    assert sum(count for path, count in asked.items() if path.endswith("/messages")) >= 2 * MINUTES
