"""The queue of acts: each stands or falls for itself, in its order, whatever shares a transaction with it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError

from console.desk.db import Database, read_setting, write_setting
from console.desk.writes import MOST_TOGETHER, WriteQueue


def _append(connection: Connection, word: str) -> str:
    written = f"{read_setting(connection, 'words') or ''} {word}".strip()
    write_setting(connection, "words", written)
    return written


def _append_and_fail(connection: Connection, word: str) -> str:
    _append(connection, word)
    raise LookupError(word)


async def test_acts_happen_in_their_order_and_return_what_they_made(database: Database) -> None:
    queue = WriteQueue(database)
    results = await asyncio.gather(*(queue.run(partial(_append, word=str(n))) for n in range(25)))
    assert results == [" ".join(map(str, range(n + 1))) for n in range(25)]
    assert database.setting("words") == results[-1]


async def test_an_act_that_fails_is_undone_without_the_others(database: Database) -> None:
    queue = WriteQueue(database)
    acts = [queue.run(partial(_append_and_fail if n % 3 else _append, word=str(n))) for n in range(10)]
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert [isinstance(result, LookupError) for result in results] == [bool(n % 3) for n in range(10)]
    assert database.setting("words") == "0 3 6 9"


async def test_a_broken_rule_of_the_database_is_the_acts_own_failure(database: Database) -> None:
    queue = WriteQueue(database)
    broken = queue.run(lambda c: c.execute(text("INSERT INTO setting (name, value) VALUES ('zone', NULL)")))
    results = await asyncio.gather(broken, queue.run(partial(_append, word="good")), return_exceptions=True)
    assert isinstance(results[0], IntegrityError)
    assert database.setting("words") == results[1] == "good"


async def test_acts_that_come_together_share_a_transaction(tmp_path: Path) -> None:
    with closing(Database.open(str(tmp_path / "desk.db"))) as database:
        commits: list[str] = []
        event.listen(database._engine, "commit", lambda _: commits.append("one"))
        queue = WriteQueue(database)
        await asyncio.gather(*(queue.run(partial(_append, word=str(n))) for n in range(1 + MOST_TOGETHER)))
        assert len(commits) == 2  # the first goes at once, the others wait for it together


async def test_what_is_not_committed_is_acknowledged_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Database.open(str(tmp_path / "desk.db"))) as database:
        queue = WriteQueue(database)

        def full(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(database._engine.dialect, "do_commit", full)
            acts = [queue.run(partial(_append, word=str(n))) for n in range(3)]
            results = await asyncio.gather(*acts, return_exceptions=True)
        assert [type(result).__name__ for result in results] == ["OperationalError"] * 3
        assert database.setting("words") is None
        assert await queue.run(partial(_append, word="again")) == "again"


async def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    """Readers are answered meanwhile."""
    path = tmp_path / "desk.db"
    with closing(Database.open(str(path))) as database, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        act = asyncio.create_task(WriteQueue(database).run(partial(_append, word="late")))
        for _ in range(10):
            await asyncio.sleep(0)
            assert database.setting("words") is None
        assert not act.done()
        other.execute("COMMIT")
        assert await act == "late"


async def test_somebody_who_goes_away_spoils_nothing(database: Database) -> None:
    queue = WriteQueue(database)
    acts = [asyncio.create_task(queue.run(partial(_append, word=str(n)))) for n in range(4)]
    await asyncio.sleep(0)
    acts[1].cancel()
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert isinstance(results[1], asyncio.CancelledError)
    assert str(results[3]).split()[-2:] == ["2", "3"]
