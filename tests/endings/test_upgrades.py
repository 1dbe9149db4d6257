"""Killed while the files of an older version are brought forward: each is old and whole, or new and whole."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.store import CACHE, OUTBOX, Store
from tests.endings.opening import ACCOUNT

ATTEMPT = "CREATE TABLE attempt (account TEXT NOT NULL, text TEXT NOT NULL);"
"""A table that version 1 had besides."""
TEXT = "Written with version 1"
DRAFTS = 300
"""Enough for a copy that takes a moment."""
RUNS = int(os.environ.get("LAC_ENDINGS", "6"))


def old_files(folder: Path) -> tuple[Path, Path]:
    """Drafts and outbox of version 1, and a cache of another version; still with their logs, as after a kill."""
    state, cache = folder / "state", folder / "cache"
    state.mkdir()
    cache.mkdir()
    schema = resources.files("console.store").joinpath("outbox.sql").read_text("utf-8")
    of_version_1 = schema.split("-- What was accepted")[0]
    with closing(sqlite3.connect(state / "outbox.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN;{of_version_1}{ATTEMPT}PRAGMA user_version = 1;COMMIT;")
        rows = [(ACCOUNT, f"cv{number}", "M", TEXT, 0, 0.0, "", "", "") for number in range(DRAFTS)]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    with closing(sqlite3.connect(cache / "cache.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE old (value TEXT); INSERT INTO old VALUES ('old');")
        connection.execute(f"PRAGMA user_version = {CACHE.version - 1}")
    return state, cache


def kill_while_it_opens(state: Path, cache: Path, after: float) -> bool:
    """Open the store in a process of its own and kill it so many seconds later; whether it was done by then."""
    command = [sys.executable, "-m", "tests.endings.opening", str(state), str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "opening\n"
        time.sleep(after)
        process.kill()
        return process.stdout.read() == "open\n"


def version_of(path: Path) -> int:
    """The version of a file that passes its check."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables_of(path: Path) -> set[str]:
    """The tables of a file."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.fixture(scope="module")
def whole_time(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that opening old files takes here."""
    state, cache = old_files(tmp_path_factory.mktemp("whole"))
    begun = time.perf_counter()
    Store.open(state, cache, ACCOUNT).close()
    return time.perf_counter() - begun


@pytest.mark.parametrize("run", range(RUNS))
def test_killed_while_it_upgrades(tmp_path: Path, whole_time: float, run: int) -> None:
    state, cache = old_files(tmp_path)
    outbox, copy = state / "outbox.db", state / "outbox.copies" / "version-1.db"
    kill_while_it_opens(state, cache, random.Random(run).uniform(0, 1.2 * whole_time))
    version = version_of(outbox)
    assert version in (1, OUTBOX.version)
    assert ("outbox" in tables_of(outbox)) == (version == OUTBOX.version), "all of the new tables or none"
    if version == OUTBOX.version:
        assert version_of(copy) == 1
    if (cache / "cache.db").exists():
        assert version_of(cache / "cache.db") in (CACHE.version - 1, CACHE.version)
    store = Store.open(state, cache, ACCOUNT)
    try:
        assert store.lasting
        assert [draft.text for draft in store.drafts.all()] == [TEXT] * DRAFTS
        assert store.drafts.get("cv0", SendType.MESSAGE) is not None
        assert store.outbox.rows() == []
        assert store.conversations.row("cv0") is None
    finally:
        store.close()
    assert (version_of(outbox), version_of(copy)) == (OUTBOX.version, 1)
    assert version_of(cache / "cache.db") == CACHE.version
    assert "old" not in tables_of(cache / "cache.db")
