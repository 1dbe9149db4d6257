"""Ids, keys and the limit of calls: the small parts every call leans on."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Connection, func, select, update

from console.desk import keys
from console.desk.db import Database
from console.desk.ids import new_code, new_id, new_public_code
from console.desk.keys import REMEMBERED, KeyRing
from console.desk.limits import AHEAD, BUSY, STEP, RateLimit
from console.desk.shared_use import SharedUse
from console.desk.tables import api_key, key_use
from console.desk.writes import WriteQueue
from tests.desk.caller import Clock
from tests.desk.small_desk import KEY, NOW

T = TypeVar("T")


def test_ids_have_the_forms_of_the_api() -> None:
    assert re.fullmatch(r"[a-z0-9]{8}", new_id())
    assert re.fullmatch(r"[a-z0-9]{12}", new_id(length=12))
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", new_code())
    assert re.fullmatch(r"[A-Za-z0-9]{16}", new_public_code())


def test_ids_differ_and_repeat_with_a_seeded_source() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    for make in (new_id, new_code, new_public_code):
        assert make(random.Random(7)) == make(random.Random(7)) != make(random.Random(8))


def test_keys_are_stored_as_digests() -> None:
    key = keys.make_key()
    assert re.fullmatch(r"[0-9a-f]{32}", key)
    with closing(Database.open("sqlite://")) as database:
        with database.write() as connection:
            assert not keys.any_key(connection)
            keys.store_key(connection, key, name="first", now=NOW)
        with database.read() as connection:
            (row,) = connection.execute(select(api_key)).all()
            assert key not in str(row)
            assert row.digest == keys.digest_of(key)
            assert keys.check_key(connection, key) == row.id
            assert keys.check_key(connection, key + " ") is None
            assert keys.check_key(connection, row.digest) is None


def test_a_key_takes_the_place_of_the_earlier_one_of_its_name() -> None:
    with closing(Database.open("sqlite://")) as database, database.write() as connection:
        for name, key in (("given", "old"), ("other", "third"), ("given", "new"), ("again", "new")):
            keys.store_key(connection, key, name=name, now=NOW)
        assert [keys.check_key(connection, key) is not None for key in ("old", "new", "third")] == [False, True, True]


def test_the_limit_slides_and_counts_each_key_for_itself() -> None:
    clock = Clock(NOW)
    limit = RateLimit(3, clock)
    for _ in range(3):
        assert limit.take("one") is None
        clock.forward(seconds=10)
    assert limit.take("one") == 30
    assert limit.take("two") is None
    clock.forward(seconds=29.2)
    assert limit.take("one") == 1
    clock.forward(seconds=0.8)
    assert limit.take("one") is None
    assert limit.take("one") == 10


@pytest.mark.parametrize("seconds", [1, 86_400])
def test_a_clock_put_back_does_not_lock_a_key_out(seconds: int) -> None:
    clock = Clock(NOW)
    limit = RateLimit(1, clock)
    assert limit.take("one") is None
    clock.forward(seconds=-seconds)
    assert limit.take("one") is None
    assert limit.take("one") == 60


def test_what_is_stored_again_keeps_its_id() -> None:
    with closing(Database.open("sqlite://")) as database, database.write() as connection:
        keys.store_key(connection, "key", name="given", now=NOW)
        first = keys.check_key(connection, "key")
        keys.store_key(connection, "key", name="given", now=NOW + timedelta(days=1))
        assert keys.check_key(connection, "key") == first
        connection.execute(update(api_key).values(revoked=1))
        keys.store_key(connection, "key", name="given", now=NOW)
        assert keys.check_key(connection, "key") not in (None, first)


class Seconds:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_remembered_for_a_second(database: Database) -> None:
    seconds = Seconds()
    ring = KeyRing(database, seconds)
    assert ring.recall(KEY) is None
    key_id = ring.look_up(KEY)
    assert key_id is not None
    assert ring.recall(KEY) == key_id
    assert ring.look_up("wrong") is None
    assert ring.recall("wrong") is None
    with database.write() as connection:
        connection.execute(update(api_key).values(revoked=1))
    seconds.now = REMEMBERED - 0.01
    assert ring.recall(KEY) == key_id
    seconds.now = REMEMBERED
    assert ring.recall(KEY) is None
    assert ring.look_up(KEY) is None
    assert ring.recall(KEY) is None


class SlowWrites(WriteQueue):
    """Writes that wait for a test to open a gate, as for a slow disk."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.gate = asyncio.Event()
        self.gate.set()

    async def run(self, perform: Callable[[Connection], T]) -> T:
        """Perform an act once the gate is open."""
        await self.gate.wait()
        return await super().run(perform)


class Process:
    """What one of several server processes knows of how often keys were used."""

    def __init__(self, database: Database, clock: Clock, calls: int) -> None:
        self.writes = SlowWrites(database)
        self.limit = RateLimit(calls, clock)
        self.shared = SharedUse(self.limit, self.writes, clock)

    async def call(self, key_id: str) -> bool:
        """Whether a call may go on, as the application asks. The processes talk before it returns, if they can."""
        await self.shared.keep_up(key_id)
        allowed = self.limit.take(key_id) is None
        if allowed and self.shared.is_due(key_id):
            self.shared.talk = asyncio.create_task(self.shared.exchange())
            if self.writes.gate.is_set():
                await self.shared.talk
        return allowed


@pytest.fixture
def processes(database: Database, clock: Clock) -> tuple[Process, Process]:
    """Two processes on one database, with a limit of 180 calls a minute."""
    return Process(database, clock, 180), Process(database, clock, 180)


async def test_the_limit_holds_across_processes(processes: tuple[Process, Process], clock: Clock) -> None:
    """By turns, then one after the other: never more than the limit and what the other has not heard of yet."""
    for first, second in (processes, processes[::-1]):
        allowed = 0
        for _ in range(200):
            clock.forward(seconds=0.01)
            allowed += await first.call("key") + await second.call("key")
        assert 180 <= allowed < 180 + BUSY + STEP
        clock.forward(minutes=2)
    allowed = sum([await processes[0].call("key") for _ in range(100)])
    allowed += sum([await processes[1].call("key") for _ in range(100)])
    assert 180 <= allowed < 180 + BUSY


async def test_a_slow_disk_lets_no_more_calls_through(processes: tuple[Process, Process]) -> None:
    """While the processes cannot talk, a busy key gets so far and waits; then the limit is what it always is."""
    for process in processes:
        process.writes.gate.clear()
    calls = []
    for _ in range(200):
        calls += [asyncio.create_task(process.call("key")) for process in processes]
        await asyncio.sleep(0)  # each call comes when the one before it was answered or waits
    assert sum(call.done() for call in calls) == 2 * (BUSY + AHEAD)
    for process in processes:
        process.writes.gate.set()
    assert 180 <= sum(await asyncio.gather(*calls)) < 180 + BUSY + STEP


async def test_no_process_forgets_calls_elsewhere_too_early(processes: tuple[Process, Process], clock: Clock) -> None:
    first, second = processes
    clock.forward(seconds=0.9)
    for _ in range(180):
        await first.call("key")
    clock.forward(seconds=0.05)
    assert sum([await second.call("key") for _ in range(BUSY)]) == BUSY
    clock.forward(seconds=59.5)
    assert second.limit.take("key") == 1
    clock.forward(seconds=0.6)
    assert second.limit.take("key") is None


async def test_the_wait_counts_calls_elsewhere(processes: tuple[Process, Process], clock: Clock) -> None:
    first, second = processes
    for _ in range(170):
        await first.call("key")
    clock.forward(seconds=20)
    for _ in range(30):
        await second.call("key")
    assert second.limit.take("key") == 40
    assert second.limit.take("other") is None
    clock.forward(seconds=40)
    assert second.limit.take("key") is None


async def test_keys_that_call_now_and_then_cost_nothing(
    processes: tuple[Process, Process], clock: Clock, database: Database
) -> None:
    for _ in range(300):
        clock.forward(seconds=60 / (BUSY - 1))
        await processes[0].call("key")
    with database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(key_use)) == 0


async def test_what_is_over_a_minute_old_is_forgotten(
    processes: tuple[Process, Process], clock: Clock, database: Database
) -> None:
    for _ in range(3):
        for _ in range(BUSY + STEP):
            await processes[0].call("key")
        clock.forward(minutes=1)
    with database.read() as connection:
        assert connection.scalar(select(func.sum(key_use.c.calls))) <= BUSY + STEP
