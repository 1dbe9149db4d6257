"""Copies of drafts and outbox are made beside everything else, day after day, and trouble with them is logged."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.services.keeping import EVERY, FIRST, Keeper
from console.store.store import Store
from tests.services.bench import Bench
from tests.store.support import NOW, open_store


class Nights:
    """Sleeps in no time, so many times; each moves the clock by twelve hours."""

    def __init__(self, most: int) -> None:
        self.slept: list[float] = []
        self.now = NOW
        self._most = most

    def clock(self) -> datetime:
        """The time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Sleep."""
        self.slept.append(seconds)
        self.now += timedelta(hours=12)
        if len(self.slept) > self._most:
            raise asyncio.CancelledError


async def run(store: Store, nights: Nights) -> None:
    """Keep a store safe until the nights are over."""
    with suppress(asyncio.CancelledError):
        await Keeper(store, nights.clock, nights.sleep).run()


async def test_a_copy_soon_after_the_start_and_one_a_day(tmp_path: Path) -> None:
    nights = Nights(4)
    with open_store(tmp_path) as store:
        await run(store, nights)
    copies = sorted(path.name for path in (tmp_path / "state" / "outbox.copies").iterdir())
    assert copies == ["2026-03-03.db", "2026-03-04.db"]
    assert nights.slept == [FIRST, EVERY, EVERY, EVERY, EVERY]
    assert (tmp_path / "state" / "outbox.db.spare").exists()


async def test_a_copy_that_cannot_be_made_is_logged_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(tmp_path) as store:
        (tmp_path / "state" / "outbox.copies").write_text("a file where the folder should be")
        await run(store, Nights(2))
    assert [record.getMessage()[:38] for record in caplog.records] == ["No copy of drafts and outbox could be "] * 2


async def test_the_console_keeps_its_files_safe_once_it_runs(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = threading.Event()
    monkeypatch.setattr("console.services.keeping.FIRST", 0.0)
    monkeypatch.setattr(Store, "keep_safe", lambda *_: kept.set())
    await bench.services.session.identify()
    assert await asyncio.to_thread(kept.wait, 10)


def test_what_lives_in_a_temporary_place_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with open_store(tmp_path) as store:
        store.trouble = "Nothing can be kept."
        store.keep_safe(NOW)
    assert not (tmp_path / "state" / "outbox.copies").exists()
