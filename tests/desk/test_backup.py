"""A copy of the database: whole, private, of one moment, while somebody writes."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from console.desk.backup import back_up, dump_command
from console.desk.checking import check_database
from console.desk.db import Database
from console.desk.errors import DeskError
from tests.desk.databases import EmptyDesk
from tests.desk.small_desk import small_desk


@pytest.fixture
def served(tmp_path: Path) -> Database:
    """An open file with the small desk."""
    opened = Database.open(str(tmp_path / "desk.db"))
    small_desk(opened)
    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where copies go."""
    made = tmp_path / "copies"
    made.mkdir()
    return made


def test_a_copy_is_a_desk_of_its_own(served: Database, folder: Path) -> None:
    served.set_setting("zone", "Asia/Tokyo")
    size = back_up(served, folder / "copy.db")
    assert {path.name for path in folder.iterdir()} == {"copy.db"}
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600
    assert size == (folder / "copy.db").stat().st_size
    served.set_setting("zone", "Asia/Seoul")
    with closing(Database.open(str(folder / "copy.db"), create=False)) as copy:
        assert copy.setting("zone") == "Asia/Tokyo"
        assert check_database(copy) == []
    served.close()


def test_it_is_of_one_moment_while_somebody_writes(served: Database, folder: Path) -> None:
    """Two settings that are always changed together are the same in every copy."""
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with served.write() as connection:
                for name in ("first", "second"):
                    connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, str(number)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            back_up(served, folder / f"{number}.db")
    finally:
        done.set()
        writer.join()
    served.close()
    for path in folder.iterdir():
        with closing(sqlite3.connect(path)) as copy:
            values = copy.execute("SELECT value FROM setting WHERE name IN ('first', 'second')").fetchall()
        assert len(set(values)) <= 1


def test_nothing_is_overwritten_by_itself(served: Database, folder: Path) -> None:
    target = folder / "copy.db"
    target.write_text("a letter")
    with pytest.raises(DeskError, match=r"There is a file .*copy\.db already\."):
        back_up(served, target)
    assert target.read_text() == "a letter"
    back_up(served, target, overwrite=True)
    assert target.read_bytes().startswith(b"SQLite format 3")
    assert len(list(folder.iterdir())) == 1
    served.close()


def test_what_came_meanwhile_is_not_overwritten(
    served: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, link = folder / "copy.db", os.link

    def somebody_was_quicker(source: Path, destination: Path) -> None:
        target.write_text("a letter")
        link(source, destination)

    monkeypatch.setattr(os, "link", somebody_was_quicker)
    with pytest.raises(DeskError, match="already"):
        back_up(served, target)
    assert [path.read_text() for path in folder.iterdir()] == ["a letter"]
    served.close()


def test_where_files_have_one_name_alone(served: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, destination: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    back_up(served, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    served.close()


def test_a_place_that_is_none_is_said_in_words(served: Database, folder: Path) -> None:
    with pytest.raises(DeskError, match=r"cannot be written: No such file or directory\."):
        back_up(served, folder / "nowhere" / "copy.db")
    served.close()


def test_postgresql_has_its_own_tool(postgres_desk: EmptyDesk, folder: Path) -> None:
    with closing(Database.open(postgres_desk.url)) as database, pytest.raises(DeskError, match="pg_dump"):
        back_up(database, folder / "copy.db")
    command = dump_command("postgresql+psycopg://lac:hunter2@db:5433/lac?sslmode=require", Path("my desk.dump"))
    assert command == ("pg_dump --format=custom '--file=my desk.dump' 'postgresql://lac@db:5433/lac?sslmode=require'")
