"""Copies of drafts and outbox: one a day, seven of them, complete beside a console that writes, and private."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.copies import copy_before_upgrade, newest_copy
from console.store.errors import StoreError
from console.store.outbox_rows import Seen
from console.store.records import Draft
from console.store.wishes import WriteMessage
from tests.store.support import NOW, open_store


def test_a_copy_a_day_and_seven_of_them(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for day in range(9):
            for hour in (0, 5):
                store.drafts.put(Draft("cv01", SendType.MESSAGE, f"day {day} hour {hour}"), NOW)
                store.keep_safe(NOW + timedelta(days=day, hours=hour))
    copies = sorted((tmp_path / "state" / "outbox.copies").iterdir())
    assert [copy.name for copy in copies] == [f"2026-03-{day:02}.db" for day in range(4, 11)]
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("SELECT text FROM draft").fetchall() == [("day 8 hour 0",)]


def test_a_copy_holds_what_is_only_in_the_log_and_can_be_put_back(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.outbox.accept("row1", "cv01", WriteMessage(SendType.MESSAGE, "Hello"), Seen(), now=NOW, due_at=NOW)
        store.keep_safe(NOW)
    path = tmp_path / "state" / "outbox.db"
    copy = newest_copy(path)
    assert copy is not None
    path.unlink()
    with pytest.raises(StoreError, match=f"is gone. Put back its newest copy, {copy}"), open_store(tmp_path):
        pass
    copy.replace(path)
    with open_store(tmp_path) as store:
        assert [row.id for row in store.outbox.rows()] == ["row1"]


def test_a_damaged_file_is_told_with_its_newest_copy(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.keep_safe(NOW)
    path = tmp_path / "state" / "outbox.db"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match=r"damaged.* put back its newest copy, .*2026-03-02\.db"), open_store(tmp_path):
        pass


def test_copies_are_private_and_none_is_half_made(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_store(tmp_path) as store:
            store.keep_safe(NOW)
            copy_before_upgrade(tmp_path / "state" / "outbox.db", 1)
    finally:
        os.umask(before)
    folder = tmp_path / "state" / "outbox.copies"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in folder.iterdir()} == {"2026-03-02.db", "version-1.db"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert (tmp_path / "state" / "outbox.db.spare").stat().st_mode & 0o777 == 0o600


def test_a_copy_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (tmp_path / "state" / "outbox.copies").write_text("a file where the folder should be")
        with pytest.raises(StoreError, match="No copy of drafts and outbox could be made"):
            store.keep_safe(NOW)
