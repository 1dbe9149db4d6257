"""The fault dial: how often it strikes, what each kind does to a call, and that nothing else changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from console.cli.exit_codes import ExitCode
from console.desk.faults import FaultDial, FaultKind, FaultSettings
from tests.desk.fresh_desk import DeskInMemory
from tests.desk.small_desk import KEY, MIRA, OPEN
from tests.hygiene.source import ROOT

BEFORE = (FaultKind.TOO_MANY, FaultKind.UNAVAILABLE, FaultKind.FAILED_BEFORE, FaultKind.CUT_BEFORE)
"""What happens to calls that never reach the desk."""
CALLS = 60
"""To a served desk."""


class Practice:
    """The small desk behind a dial, in this process."""

    def __init__(self, percent: int, *kinds: FaultKind, seed: int = 1) -> None:
        self.said: list[str] = []
        self._fresh = DeskInMemory()
        dial = FaultDial(
            self._fresh.application(),
            FaultSettings(percent, seed),
            self.said.append,
            kinds=kinds or tuple(FaultKind),
            late=0.01,
            longest_delay=0.01,
        )
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(dial), base_url="http://desk.localhost/api", headers={"apikey": KEY}
        )
        self._desk = httpx.AsyncClient(
            transport=httpx.ASGITransport(self._fresh.application()), base_url="http://desk.localhost/api"
        )

    async def reply(self) -> int | None:
        """Send a reply; the status of the answer, or None when there was none."""
        form = {"message": "Practice makes perfect.", "useridentifier": MIRA, "type": "M"}
        try:
            return (await self._client.post(f"/conversations/{OPEN}/messages", data=form)).status_code
        except ConnectionResetError:
            return None

    async def answer(self) -> httpx.Response:
        """Ask for something that is there."""
        return await self._client.get("/departments")

    def replies(self) -> int:
        """How many replies the desk has."""
        with self._fresh.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT count(*) FROM message WHERE body LIKE '%Practice makes%'")
            return int(rows.scalar_one())


async def statuses(percent: int, seed: int, calls: int = 300) -> list[str]:
    """What is said of so many calls."""
    practice = Practice(percent, FaultKind.TOO_MANY, FaultKind.FAILED_BEFORE, FaultKind.FAILED_AFTER, seed=seed)
    return [str((await practice.answer()).status_code) for _ in range(calls)]


async def test_so_many_calls_go_wrong_and_alike_with_the_same_seed() -> None:
    share = Counter(await statuses(20, 1))
    assert 220 < share["200"] < 260
    assert share["429"] > share["500"] / 2 > 0
    assert await statuses(20, 1, 60) == await statuses(20, 1, 60)
    assert await statuses(20, 1, 60) != await statuses(20, 2, 60)
    assert set(await statuses(0, 1, 60)) == {"200"}


@pytest.mark.parametrize("kind", FaultKind)
async def test_each_kind_does_what_it_says(kind: FaultKind) -> None:
    practice = Practice(100, kind)
    status = await practice.reply()
    expected = {
        FaultKind.DELAYED: 200,
        FaultKind.TOO_MANY: 429,
        FaultKind.UNAVAILABLE: 503,
        FaultKind.FAILED_BEFORE: 500,
        FaultKind.FAILED_AFTER: 500,
        FaultKind.CUT_BEFORE: None,
        FaultKind.CUT_AFTER: None,
        FaultKind.LATE: 200,
    }
    assert status == expected[kind]
    assert practice.replies() == (kind not in BEFORE)
    assert practice.said == [f"POST /api/conversations/{OPEN}/messages: {kind.words}"]


@pytest.mark.parametrize("kind", [FaultKind.TOO_MANY, FaultKind.UNAVAILABLE])
async def test_refusals_are_those_of_the_api(kind: FaultKind) -> None:
    answer = await Practice(100, kind).answer()
    assert 2 <= int(answer.headers["retry-after"]) <= 8
    assert answer.json()["response"]["status"] == "ERROR"
    assert answer.json()["response"]["statuscode"] == answer.status_code


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`lac desk serve` with these options, and its address."""
    command = ["desk", "serve", "--port", "0", "--db", str(folder / "desk.db"), "--announce", "--watch-stdin", *options]
    process = subprocess.Popen(
        [sys.executable, "-m", "console", *command],
        env={**os.environ, "LAC_DESK_KEY": KEY, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["url"], process
    finally:
        process.kill()
        process.communicate()


async def how_it_ends(client: httpx.AsyncClient) -> str:
    """The status of an answer, or why there was none."""
    try:
        return str((await client.get("/api/departments")).status_code)
    except httpx.TimeoutException:
        return "no answer"
    except (httpx.ReadError, httpx.RemoteProtocolError):
        return "cut"


async def test_a_served_desk_cuts_refuses_and_tells_and_ends_in_order(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    with served(tmp_path, "--chaos", "60", "--chaos-seed", "3") as (url, process):
        async with httpx.AsyncClient(base_url=url, headers={"apikey": KEY}, timeout=0.1) as client:
            for _ in range(CALLS):
                seen[await how_it_ends(client)] += 1
        _, told = process.communicate("", timeout=20)
        assert process.returncode == ExitCode.OK
    assert set(seen) == {"200", "429", "500", "503", "cut", "no answer"}
    practice = Practice(60, seed=3)
    for _ in range(CALLS):
        with suppress(ConnectionResetError):
            await practice.answer()
    assert told.splitlines() == practice.said, "the same luck in another process"
    assert KEY not in told


def test_calls_go_wrong_on_this_machine_alone(tmp_path: Path) -> None:
    command = ["desk", "serve", "--host", "192.0.2.7", "--port", "0", "--chaos", "--db", str(tmp_path / "desk.db")]
    done = subprocess.run(
        [sys.executable, "-m", "console", *command], capture_output=True, text=True, check=False, timeout=30, cwd=ROOT
    )
    assert done.returncode == ExitCode.USAGE
    assert "others reach 192.0.2.7: leave --chaos away" in done.stderr
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize("share", ["101", "-1", "much"])
def test_a_share_that_is_none(capsys: pytest.CaptureFixture[str], share: str) -> None:
    from console.cli.main import main

    with pytest.raises(SystemExit) as end:
        main(["demo", "--chaos", share])
    assert end.value.code == ExitCode.USAGE
    assert "--chaos" in capsys.readouterr().err
