"""Four consoles with one key, counted at the desk: never above the limit, and what somebody sends goes first."""

from __future__ import annotations

import asyncio
import heapq
import threading
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from console.api.budget import SHARES, Budget, Priority
from console.api.client import LiveAgentClient
from console.api.ledger import WINDOW, FileLedger
from console.api.transport import in_process
from console.contract.enums import SendType
from console.contract.secret import Secret
from console.desk.app import create_desk
from console.desk.db import Database
from console.services.bundle import Services, build_services
from console.services.outbox.timing import Holds
from console.services.records import Draft
from tests.desk.small_desk import ANSWERED, KEY, MIRA_EMAIL, NEW, NOW, OPEN, RESOLVED, ZONE, small_desk

CONSOLES = 4
A_MINUTE = 150
MINUTES = 10
SOON = 0.1
"""Seconds: another console had the file's lock a few times. With the others' share it would be up to a minute."""


class StandingTime:
    """A time for several threads that stands still until it is moved to where the next one wakes."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.standing = threading.RLock()
        """Whoever holds it, for that one it stands still."""
        self._lock = threading.Lock()
        self._number = count()
        self._sleepers: list[tuple[float, int, asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def moment(self) -> datetime:
        """The same for those who want a date."""
        return NOW + timedelta(seconds=self.now - 1000)

    async def sleep(self, seconds: float) -> None:
        """Return once the time was moved so far."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        with self._lock:
            heapq.heappush(self._sleepers, (self.now + seconds, next(self._number), loop, future))
        await future

    def step(self) -> None:
        """Move to the time of the first sleeper, and wake it and all whose time is the same."""
        with self._lock:
            self.now = max(self.now, self._sleepers[0][0])
            while self._sleepers and self._sleepers[0][0] <= self.now:
                _, _, loop, future = heapq.heappop(self._sleepers)
                loop.call_soon_threadsafe(_wake, future)


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class Desk:
    """A desk that notes when each call came."""

    def __init__(self, desk: ASGIApp, time: StandingTime) -> None:
        self._desk = desk
        self._time = time
        self._lock = threading.Lock()
        self.calls: list[tuple[float, str]] = []
        self.on_the_way = 0
        """Calls that were let through and are not answered yet."""

    def move(self, by: int) -> None:
        """One more is on the way, or one less; from any thread."""
        with self._lock:
            self.on_the_way += by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        self.calls.append((self._time.now, scope["method"]))
        try:
            await self._desk(scope, receive, send)
        finally:
            self.move(-1)


class Watched(FileLedger):
    """A ledger whose calls are known to be on the way until the desk has answered them; the time cannot move before."""

    desk: Desk
    time: StandingTime

    def take(self, limit: int) -> float:
        """Count a call, if there is room."""
        with self.time.standing:
            delay = super().take(limit)
            if not delay:
                self.desk.move(1)
        return delay


class Crowd:
    """Four consoles, and whether all that they do waits for the time."""

    def __init__(self, folder: Path, desk: Desk, time: StandingTime) -> None:
        self.time = time
        self.budgets: list[tuple[str, Budget]] = []
        """With the name of the thread that each is used in."""
        self._ledger = folder / "calls"
        self._desk = desk
        self.consoles = [self._console(folder / str(number)) for number in range(CONSOLES)]

    def _console(self, folder: Path) -> Services:
        async def connect() -> LiveAgentClient:
            ledger = Watched(self._ledger, clock=self.time.clock)
            ledger.desk, ledger.time = self._desk, self.time
            budget = Budget(A_MINUTE, clock=self.time.clock, sleep=self.time.sleep, ledger=ledger)
            self.budgets.append((threading.current_thread().name, budget))
            transport = in_process(self._desk, Secret(KEY))
            return LiveAgentClient(transport, zone=ZONE, budget=budget, clock=self.time.moment)

        holds = Holds(0, 0, 0, 0, 0)
        return build_services(folder, folder, "small", connect, MIRA_EMAIL, self.time.moment, ZONE, holds=holds)

    async def pass_time(self, seconds: float, jobs: Sequence[asyncio.Future[Any]]) -> None:
        """Let the jobs work for so long."""
        end = self.time.now + seconds
        await self.until(lambda: self.time.now >= end, jobs)

    async def sent(self, sending: asyncio.Future[Any], jobs: Sequence[asyncio.Future[Any]]) -> None:
        """Let the jobs work until the sender is done too; the time stands while it works."""

        def sender_waits() -> bool:
            return any(budget.waiting for thread, budget in self.budgets if thread == "sender")

        await self.until(sending.done, jobs, sender_waits)

    async def until(
        self,
        condition: Callable[[], bool],
        jobs: Sequence[asyncio.Future[Any]],
        others_wait: Callable[[], bool] = lambda: True,
    ) -> None:
        """Move the time whenever everybody has nothing to do but wait for it, until the condition holds."""

        def all_wait() -> bool:
            waiting = sum(budget.waiting for _, budget in self.budgets)
            return not self._desk.on_the_way and waiting >= len(jobs) and others_wait()

        while not condition():
            if all_wait():
                await self._turn()  # somebody who was woken counts as waiting until the thread has come to it
                with self.time.standing:
                    if all_wait():
                        self.time.step()
            await self._turn()

    async def _turn(self) -> None:
        """Return once all that the consoles' threads had before them is done, and all that follows at once."""
        for _ in range(2):
            for console in self.consoles:
                for engine in (console.engine, console.sending):
                    await engine.run(asyncio.sleep(0))


@contextmanager
def crowd(folder: Path) -> Iterator[tuple[Crowd, Desk]]:
    """Four consoles on one small desk, with one file that counts their calls."""
    with ExitStack() as stack:
        database = Database.open(f"sqlite:///{folder / 'desk.db'}")
        stack.callback(database.close)
        small_desk(database)
        time = StandingTime()
        desk = Desk(create_desk(database, clock=time.moment, zone=ZONE, rate_limit=None), time)
        opened = Crowd(folder, desk, time)
        for console in opened.consoles:
            stack.callback(console.close)
        yield opened, desk


async def on_and_on(ask: Callable[[], Awaitable[object]]) -> None:
    """Ask without a pause."""
    while True:
        await ask()


def greed(console: Services) -> list[Callable[[], Awaitable[object]]]:
    """What one console asks for all the time: news of everything, who is online, and conversations one opens."""
    ids = iter([OPEN, NEW, ANSWERED, RESOLVED] * 10_000)
    return [
        lambda: console.sync.refresh(everything=True),
        lambda: console.presence.poll(timedelta(0)),
        lambda: console.threads.load(next(ids)),
    ]


async def test_four_consoles_keep_the_limit_for_ten_minutes_and_replies_wait_for_nobody(tmp_path: Path) -> None:
    with crowd(tmp_path) as (four, desk):
        sender = four.consoles[0]
        await sender.session.identify()
        await sender.threads.load(OPEN)
        asking = [asyncio.ensure_future(on_and_on(ask)) for one in four.consoles for ask in greed(one)]
        waits: list[float] = []
        for minute in range(MINUTES):
            await four.pass_time(WINDOW / 2, asking)
            begun, before = four.time.now, len(desk.calls)
            sender.outbox.accept_message(Draft(OPEN, SendType.MESSAGE, f"Reply {minute}"))
            sending = asyncio.ensure_future(sender.sending.run(sender.sender.step()))
            await four.sent(sending, asking)
            waits += [at - begun for at, method in desk.calls[before:] if method == "POST"]
            await four.pass_time(WINDOW / 2, asking)
        for task in asking:
            task.cancel()
        ended = await asyncio.gather(*asking, return_exceptions=True)
        rows = [(one.state, one.error) for one in sender.outbox.rows()]

    assert {type(one) for one in ended} == {asyncio.CancelledError}
    times = [at for at, _ in desk.calls]
    assert max(place - bisect_right(times, at - WINDOW) + 1 for place, at in enumerate(times)) <= A_MINUTE
    assert len(times) >= MINUTES * A_MINUTE * SHARES[Priority.OPEN] * 0.95, "what may be used is used"
    assert len(waits) == MINUTES, rows
    assert max(waits) < SOON
