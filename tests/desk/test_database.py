"""The database: private files, durable settings, one writer at a time, and refusals in words."""

from __future__ import annotations

import re
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.migrations import SCHEMA_VERSION
from tests.desk.small_desk import NOW


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "desk.db"
    with closing(Database.open(f"sqlite:///{path}")) as database, database.write():
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert files == dict.fromkeys(("desk.db", "desk.db-wal", "desk.db-shm"), 384)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_written_survives_the_process(tmp_path: Path) -> None:
    with closing(Database.open(str(tmp_path / "desk.db"))) as database, database.read() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    assert values == ["wal", 2, 1, 5000]


def test_a_path_and_its_url_are_the_same_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(Database.open(str(path))) as database:
        database.set_setting("zone", "Europe/Bratislava")
        database.set_setting("zone", "Asia/Tokyo")
    with closing(Database.open(f"sqlite:///{path}", create=False)) as database:
        assert database.setting("zone") == "Asia/Tokyo"
        assert database.setting("nothing") is None


def test_the_day_of_installation_is_kept(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    Database.open(path, clock=lambda: NOW).close()
    with closing(Database.open(path)) as database:
        assert database.setting("installed") == str(int(NOW.timestamp()))


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as connection:
            connection.execute(text("DELETE FROM conversation"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversation")).scalar() == 8


def test_a_reader_sees_one_state(tmp_path: Path) -> None:
    with closing(Database.open(str(tmp_path / "desk.db"))) as database, database.read() as connection:
        query = text("SELECT count(*) FROM setting WHERE name = 'new'")
        assert connection.execute(query).scalar() == 0
        database.set_setting("new", "1")
        assert connection.execute(query).scalar() == 0


@pytest.mark.parametrize("openings", [1, 2])
def test_writers_wait_for_each_other(tmp_path: Path, openings: int) -> None:
    """Four threads, over one opening of the file and over two as two processes would."""
    path = str(tmp_path / "desk.db")
    databases = [Database.open(path) for _ in range(openings)]
    databases[0].set_setting("counter", "0")

    def count(database: Database) -> None:
        for _ in range(25):
            with database.write() as connection:
                connection.execute(text("UPDATE setting SET value = value + 1 WHERE name = 'counter'"))

    threads = [threading.Thread(target=count, args=(databases[number % openings],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert databases[0].setting("counter") == "100"
    for database in databases:
        database.close()


def _refusal(url: str, *, create: bool = True) -> str:
    with pytest.raises(DeskError) as caught:
        Database.open(url, create=create)
    return str(caught.value)


def test_a_newer_desk_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(Database.open(str(path))) as database:
        database.set_setting("schema_version", str(SCHEMA_VERSION + 1))
    assert _refusal(str(path)) == (
        f"The database {path} was written by a newer desk: its schema is {SCHEMA_VERSION + 1}, this one knows "
        f"{SCHEMA_VERSION}. Update this program, or start with another database."
    )


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (id)")
    assert _refusal(str(other)) == f"The database {other} holds no desk."
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear desk, " * 1000)
    assert _refusal(str(letter)) == f"The database {letter} cannot be opened: file is not a database."
    assert letter.read_text() == "Dear desk, " * 1000


def test_what_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    assert _refusal(f"sqlite:///{path}", create=False) == f"There is no database at {path}."
    assert not path.exists()
    assert _refusal(str(tmp_path)).startswith(f"The database {tmp_path} cannot be opened")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense://somewhere", "needs a driver that is not installed"),
        ("://", "is no URL that can be read"),
        ("/proc/version/desk.db", "cannot be opened"),
    ],
)
def test_addresses_of_no_database(url: str, words: str) -> None:
    assert words in _refusal(url)


def test_a_password_is_not_shown() -> None:
    message = _refusal("postgresql+nodriver://desk:hunter2@127.0.0.1/desk")
    assert re.search(r"desk:\*\*\*@", message)
    assert "hunter2" not in message
