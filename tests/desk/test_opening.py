"""Before the database is open: 503 to everybody, patience with other processes, and an end in words when it fails."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from console.contract.formats import FORMATS
from console.desk import engines, opening
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.errors import BusyError, DeskError
from console.desk.opening import OpeningDesk, when_nobody_is_at_it
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock, read_error


class Opening:
    """A desk that opens when the test says so."""

    def __init__(self, open_desk: Callable[[], Starlette]) -> None:
        self.go_on = threading.Event()
        self.hurried = threading.Event()
        self.told = asyncio.Event()
        self.desk = OpeningDesk(lambda hurry: self._open(open_desk, hurry), opened=self.told.set, failed=self.told.set)

    def _open(self, open_desk: Callable[[], Starlette], hurry: threading.Event) -> Starlette:
        assert self.go_on.wait(20)
        if hurry.is_set():
            self.hurried.set()
        return open_desk()


async def test_every_call_gets_503_in_its_format_until_the_desk_is_open(database: Database, clock: Clock) -> None:
    events: list[str] = []

    async def background() -> None:
        events.append("began")
        try:
            await asyncio.Event().wait()
        finally:
            events.append("ended")

    started = Opening(lambda: create_desk(database, clock=clock, zone=small.ZONE, background=[background]))
    async with started.desk.router.lifespan_context(started.desk), Caller(started.desk) as caller:
        for name, wanted in FORMATS.items():
            response = await caller.http.get(f"/api/departments.{name}")
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")
            assert wanted.read(response.content)["errormessage"] == "the desk is being installed or updated"
        assert read_error(await caller.http.post("/anything", content=b"a" * 100))[0] == 503
        assert read_error(await caller.http.get("/api/x", params={f"a{n}": "" for n in range(1001)}))[0] == 500
        started.go_on.set()
        await started.told.wait()
        assert (await caller.raw("GET", "departments")).status_code == 200
        assert events == ["began"]
    assert events == ["began", "ended"]


async def test_a_database_that_cannot_be_opened_ends_the_server_with_the_reason() -> None:
    def fail() -> Starlette:
        raise DeskError("There is no database here.")

    started = Opening(fail)
    async with started.desk.router.lifespan_context(started.desk):
        started.go_on.set()
        await started.told.wait()
    assert str(started.desk.error) == "There is no database here."


async def test_a_server_that_stops_hurries_the_opening(database: Database, clock: Clock) -> None:
    started = Opening(lambda: create_desk(database, clock=clock, zone=small.ZONE))
    context = started.desk.router.lifespan_context(started.desk)
    await context.__aenter__()
    asyncio.get_running_loop().call_soon(started.go_on.set)
    await context.__aexit__(None, None, None)
    assert started.hurried.is_set()


def test_a_busy_database_is_tried_again_and_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.0)
    monkeypatch.setattr(opening, "AGAIN", 0.0)
    path = tmp_path / "desk.db"
    said: list[str] = []
    tries: list[int] = []
    with closing(Database.open(str(path))) as database, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def work() -> str:
            tries.append(1)
            if len(tries) == 2:
                raise BusyError("It is busy.")
            if len(tries) == 3:
                other.execute("ROLLBACK")
            database.set_setting("zone", "Asia/Tokyo")
            return "done"

        assert when_nobody_is_at_it(work, threading.Event(), said.append) == "done"
        assert (len(tries), said) == (3, ["The database is busy: another process is at it. Waiting for its end."])
        other.execute("BEGIN IMMEDIATE")
        hurry = threading.Event()
        hurry.set()
        with pytest.raises(BusyError):
            when_nobody_is_at_it(lambda: database.set_setting("zone", ""), hurry, said.append)


def test_other_failures_are_not_tried_again(database: Database) -> None:
    tries = []

    def work() -> None:
        tries.append(1)
        with database.read() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(Exception, match="nowhere"):
        when_nobody_is_at_it(work, threading.Event(), pytest.fail)
    assert len(tries) == 1
