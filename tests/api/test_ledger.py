"""Calls counted by all programs of a user with one key: together they keep the limit, and none can spoil the others."""

from __future__ import annotations

import asyncio
import fcntl
import math
import os
import stat
import struct
import subprocess
import sys
import time
from bisect import bisect_right
from pathlib import Path

import httpx
import pytest

from console.api.budget import SHARES, Budget, Priority
from console.api.client import LiveAgentClient
from console.api.errors import ApiError
from console.api.ledger import WINDOW, FileLedger, ledger_of
from console.contract.secret import Secret
from tests.api.fake_time import FakeTime
from tests.api.support import CANARY, NOW, STATUS, handled_by

FOUR_PROGRAMS = 4
A_MINUTE = 150


async def test_four_clients_with_one_key_never_make_more_than_150_calls_in_a_minute(tmp_path: Path) -> None:
    moving = FakeTime()
    sent: list[float] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        sent.append(moving.now)
        return httpx.Response(200, content=STATUS)

    def client() -> LiveAgentClient:
        ledger = FileLedger(tmp_path / "calls", clock=moving.clock)
        budget = Budget(A_MINUTE, clock=moving.clock, sleep=moving.sleep, ledger=ledger)
        return LiveAgentClient(handled_by(answer)._transport, budget=budget, clock=lambda: NOW, sleep=moving.sleep)

    async def ask_on_and_on(client: LiveAgentClient, priority: Priority) -> None:
        while True:
            await client.application.status(priority=priority)

    clients = [client() for _ in range(FOUR_PROGRAMS)]
    kinds = (Priority.OPEN, Priority.VISIBLE, Priority.POLL, Priority.PREFETCH)
    tasks = [asyncio.ensure_future(ask_on_and_on(client, kind)) for client in clients for kind in kinds]
    replies = []
    for _ in range(10):
        await moving.advance(WINDOW / 2)
        before = moving.now
        await clients[0].application.status(priority=Priority.SEND)
        replies.append(moving.now - before)
        await moving.advance(WINDOW / 2)
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)

    assert not [error for error in ended if isinstance(error, ApiError)]
    assert max(place - bisect_right(sent, at - WINDOW) + 1 for place, at in enumerate(sent)) <= A_MINUTE
    assert len(sent) >= 10 * A_MINUTE * SHARES[Priority.OPEN] * 0.98, "what may be used is used"
    assert replies == [0.0] * 10, "what somebody sends waits for nobody's polling"


TAKE = """
import sys, time
from pathlib import Path
from console.api.ledger import FileLedger
ledger, taken, refused = FileLedger(Path(sys.argv[1])), 0, 0
print("ready", flush=True)
sys.stdin.readline()
while refused < 5:
    delay = ledger.take(600)
    taken += delay == 0
    refused += delay > 1
    time.sleep(min(delay, 0.01) or 0.0005)
print(taken)
"""
"""Takes what it can get until it is told to wait for the next minute."""


def test_four_processes_share_a_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path / "calls")]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(FOUR_PROGRAMS)]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    taken = [int(one.communicate(timeout=60)[0]) for one in running]
    assert sum(taken) == 600
    assert sum(count > 0 for count in taken) >= 2, "they ran at the same time"


def test_what_is_counted_outlives_a_program_but_not_a_minute(tmp_path: Path) -> None:
    moving = FakeTime()
    first = FileLedger(tmp_path / "calls", clock=moving.clock)
    assert [first.take(2), first.take(2)] == [0.0, 0.0]
    moving.now += 20
    second = FileLedger(tmp_path / "calls", clock=moving.clock)
    assert (second.used, second.take(2)) == (2, 40.0)
    moving.now += 40
    assert (second.used, second.take(2)) == (0, 0.0)


def test_a_pause_is_for_all(tmp_path: Path) -> None:
    moving = FakeTime()
    told, other = (FileLedger(tmp_path / "calls", clock=moving.clock) for _ in range(2))
    told.pause(30)
    told.pause(5)
    assert (other.paused_for, other.take(9)) == (30.0, 30.0)
    moving.now += 30
    assert (other.paused_for, other.take(9)) == (0.0, 0.0)


def test_a_pause_that_meets_the_lock_is_told_at_the_next_look(tmp_path: Path) -> None:
    moving = FakeTime()
    told, other = (FileLedger(tmp_path / "calls", clock=moving.clock) for _ in range(2))
    told.take(9)
    with (tmp_path / "calls").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        told.pause(30)
        assert told.paused_for == 30.0
    assert told.take(9) == other.take(9) == other.paused_for == 30.0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 7,
        os.urandom(4001),
        b"text that is no number at all",
        struct.pack("<4d", math.inf, math.nan, 1e300, -math.inf),
        struct.pack("<3d", 1e9, 5000.0, 6000.0),
        struct.pack("<3d", math.nan, 1000.5, 2000.0),
    ],
    ids=["empty", "cut", "noise", "text", "no-times", "another-boot", "future"],
)
def test_a_file_that_says_nothing_of_use_holds_nobody_up(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "calls").write_bytes(content)
    moving = FakeTime()
    ledger = FileLedger(tmp_path / "calls", clock=moving.clock)
    assert ledger.paused_for == 0.0
    assert [ledger.take(2), ledger.take(2)] == [0.0, 0.0]
    assert ledger.take(2) == 60.0


def test_without_a_file_the_calls_of_this_program_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "calls").mkdir()
    ledger = FileLedger(tmp_path / "calls")
    assert [ledger.take(1), ledger.used] == [0.0, 1]
    assert 59.0 < ledger.take(1) <= 60.0
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "calls").symlink_to(target)
    assert FileLedger(tmp_path / "calls").take(1) == 0.0
    assert target.read_text() == "precious"


async def test_a_program_that_was_stopped_with_the_lock_holds_nobody_up(tmp_path: Path) -> None:
    moving = FakeTime()
    ledger = FileLedger(tmp_path / "calls", clock=moving.clock)
    budget = Budget(2, clock=moving.clock, sleep=moving.sleep, ledger=ledger)
    await budget.acquire(Priority.SEND)
    with (tmp_path / "calls").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        call = asyncio.ensure_future(budget.acquire(Priority.SEND))
        await moving.advance(4.9)
        assert not call.done()
        await moving.advance(0.2)
        await asyncio.wait_for(call, 0.5)
        assert ledger.take(2) > 50.0, "its own calls count meanwhile"
    assert ledger.used == 1, "and afterwards those of all"


def test_the_file_is_private_and_does_not_tell_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "budgets"
    ledger_of(Secret(CANARY), folder).take(5)
    ledger_of(Secret("another"), folder).take(5)
    files = [*folder.iterdir()]
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not [file for file in files if CANARY in file.name or CANARY.encode() in file.read_bytes()]
    assert ledger_of(Secret(CANARY), folder).used == 1


def test_files_of_keys_that_nobody_uses_are_removed(tmp_path: Path) -> None:
    for name, days in (("old", 2), ("young", 0.5)):
        (tmp_path / name).write_bytes(b"")
        at = time.time() - days * 86_400
        os.utime(tmp_path / name, (at, at))
    ledger_of(Secret(CANARY), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["young"]


def test_where_no_folder_can_be_made_memory_does(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert ledger_of(Secret(CANARY), tmp_path / "file" / "budgets").take(1) == 0.0


async def test_waiting_for_a_turn_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.api.client.MAX_QUEUED", 0.01)
    client = handled_by(lambda _: httpx.Response(200, content=STATUS))
    budget = Budget(1)
    await budget.acquire(Priority.SEND)
    client.budget = budget
    with pytest.raises(ApiError, match="wait for their turn") as caught:
        await client.application.status()
    assert caught.value.sent.value == "not sent"
    assert budget.waiting == 0
