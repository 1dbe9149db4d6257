"""Databases of older desks are brought up to date: all or nothing, with a copy kept, and one process at a time."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select, text

from console.desk import engines, migrations
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.errors import BusyError, DeskError
from console.desk.migrations import SCHEMA_VERSION, STEPS
from console.desk.tables import conversation, metadata
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock
from tests.desk.databases import new_database
from tests.desk.old_desk import old_file, old_server


@pytest.fixture(params=["file", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of version 1, of each kind."""
    if request.param == "file":
        return old_file(tmp_path / "old.db")
    url: str = request.getfixturevalue("empty_postgres")
    old_server(url)
    return url


@pytest.fixture
def new(old: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database of the same kind."""
    if old.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    with new_database(request.getfixturevalue("postgres"), "lac_fresh") as url:
        yield url


def _schema(connection: Connection) -> dict[str, Any]:
    """Everything that a database knows of its tables, in no order."""
    seen = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in seen.get_columns(table)
            },
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "references": sorted(
                (key["constrained_columns"], key["referred_table"], key["options"])
                for key in seen.get_foreign_keys(table)
            ),
            "unique": sorted(key["column_names"] for key in seen.get_unique_constraints(table)),
            "indexes": sorted(
                (index["name"], index["column_names"], bool(index["unique"])) for index in seen.get_indexes(table)
            ),
        }
        for table in seen.get_table_names()
    }


def _read_schema(url: str) -> dict[str, Any]:
    with closing(Database.open(url)) as database, database.read() as connection:
        return _schema(connection)


def test_every_version_has_its_step() -> None:
    assert list(STEPS) == list(range(2, SCHEMA_VERSION + 1))


def test_an_old_database_ends_as_a_new_one_begins(old: str, new: str) -> None:
    fresh = _read_schema(new)
    assert fresh.keys() == metadata.tables.keys()
    assert _read_schema(old) == fresh


def test_what_was_there_is_there_and_goes_on_working(old: str) -> None:
    with closing(Database.open(old)) as database:
        assert database.setting("schema_version") == str(SCHEMA_VERSION)
        assert database.setting("installed") == str(small.at(0))
        with database.read() as connection:
            assert len(connection.execute(select(conversation.c.id)).all()) == 8
    with closing(Database.open(old)) as database:  # and there is nothing to do any more
        assert database.setting("schema_version") == str(SCHEMA_VERSION)


async def test_calls_work_on_what_was_there(old: str) -> None:
    writes = [
        ("POST", f"conversations/{small.OPEN}/messages", {"message": "hé", "useridentifier": small.MIRA}),
        ("PUT", f"conversations/{small.OPEN}/status", {"status": "R"}),
        ("PUT", f"conversations/{small.NEW}/attendants", {"department": small.GENERAL}),
        ("DELETE", f"conversations/{small.OPEN}/tags", {"name": "urgent"}),
        ("POST", f"conversations/{small.NEW}/tags", {"name": "urgent"}),
        ("DELETE", f"conversations/{small.NEW}", {}),
        ("POST", "knowledgebase/articles", {"title": "New", "content": "Text"}),
        ("POST", "customers", {"email": "new@holm.example"}),
    ]
    reads = [f"conversations/{small.OPEN}/messages", "knowledgebase/articles", f"customers/{small.ANA}", "companies"]
    with closing(Database.open(old)) as database:
        async with Caller(create_desk(database, clock=Clock(small.NOW), zone=small.ZONE)) as caller:
            for method, path, values in writes:
                response = await caller.raw(method, path, **values)
                assert response.status_code == 200, (path, response.text)
            for path in reads:
                assert (await caller.raw("GET", path)).status_code == 200, path


def _fail(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (id INTEGER)"))
    connection.execute(text("DELETE FROM conversation"))
    raise DeskError


def test_a_step_that_fails_leaves_everything_as_it_was(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", {2: STEPS[2], 3: _fail})
        patch.setattr(migrations, "SCHEMA_VERSION", 3)
        with pytest.raises(DeskError):
            Database.open(old)
    engine = engines.make_engine(engines.parse_url(old))
    with engine.connect() as connection:
        assert not {"half", "event"} & set(inspect(connection).get_table_names())
        assert connection.scalar(text("SELECT value FROM setting WHERE name = 'schema_version'")) == "1"
        assert connection.scalar(text("SELECT count(*) FROM conversation")) == 8
    engine.dispose()
    Database.open(old).close()


def test_a_copy_of_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    url = old_file(path)
    for stale in (tmp_path / "desk.db.v1.bak", tmp_path / "desk.db.v1.bak.part"):
        stale.write_text("of an earlier try")
    Database.open(url).close()
    copy = tmp_path / "desk.db.v1.bak"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT value FROM setting WHERE name = 'schema_version'").fetchone() == ("1",)
        assert connection.execute("SELECT count(*) FROM conversation").fetchone() == (8,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copied = copy.read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"desk.db", "desk.db.v1.bak"}
    Database.open(url).close()
    assert copy.read_bytes() == copied


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    Database.open(str(tmp_path / "desk.db")).close()
    assert {file.name for file in tmp_path.iterdir()} == {"desk.db"}


def test_only_one_process_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    path = tmp_path / "desk.db"
    url = old_file(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError) as caught:
            Database.open(url)
        assert str(caught.value) == f"The database {path} is busy: another process is at it."
        other.execute("ROLLBACK")
        Database.open(url).close()
        other.execute("BEGIN IMMEDIATE")
        Database.open(url).close()  # it is up to date, and nobody has to wait for the writer


def test_only_one_process_at_a_time_on_a_server(empty_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    with closing(Database.open(empty_postgres)) as first:
        with first.write() as connection:
            connection.execute(text("UPDATE setting SET value = '1' WHERE name = 'schema_version'"))
        with first.write(), pytest.raises(BusyError, match="another process is at it"):
            Database.open(empty_postgres)
    Database.open(empty_postgres).close()
