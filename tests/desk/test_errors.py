"""Refusals: keys, limits, unknown things, and the border where the unexpected becomes an error object."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text, update
from starlette.applications import Starlette

from console.contract.departments import LIST_DEPARTMENTS
from console.desk import engines
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.handlers import HANDLERS
from console.desk.handling import Handled
from console.desk.migrations import SCHEMA_VERSION
from console.desk.tables import api_key
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock, read_error


@pytest.mark.parametrize("path", ["/api/application/status", "/api/nothing/here", "/api/departments/nowhere0"])
async def test_no_key_and_a_wrong_key(caller: Caller, path: str) -> None:
    assert read_error(await caller.http.get(path)) == (400, "Api key is not found in request")
    assert read_error(await caller.http.get(path, params={"apikey": "wrong"})) == (401, "Invalid api key")
    assert read_error(await caller.http.get(path, params={"apikey": small.KEY.upper()}))[0] == 401
    assert read_error(await caller.http.get(path, headers=[(b"apikey", b"schl\xfcssel")]))[0] == 401


async def test_a_revoked_key_is_a_wrong_one(caller: Caller, database: Database) -> None:
    with database.write() as connection:
        connection.execute(update(api_key).values(revoked=small.at(0)))
    assert (await caller.error("GET", "application/status"))[0] == 401


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("agents/nobody@desk.example", "agent with e-mail nobody@desk.example not found"),
        ("customers/nobody@desk.example", "customer nobody@desk.example not found"),
        ("customers/nobody00/groups", "customer nobody00 not found"),
        ("customersgroups/nothing0", "customers group nothing0 not found"),
        ("departments/nowhere0", "department nowhere0 not found"),
        ("departments/nowhere0/agents", "department nowhere0 not found"),
        ("agents", "there is no such call"),
        ("departments/a/b/c", "there is no such call"),
        ("Departments", "there is no such call"),
    ],
)
async def test_unknown_things_and_paths_are_404(caller: Caller, path: str, words: str) -> None:
    assert await caller.error("GET", path) == (404, words)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "departments"),
        ("DELETE", f"agents/{small.MIRA}"),
        ("PATCH", "conversations"),
        ("OPTIONS", "conversations"),
    ],
)
async def test_known_paths_with_other_methods_are_405(caller: Caller, method: str, path: str) -> None:
    assert (await caller.error(method, path))[0] == 405


async def test_more_than_180_calls_a_minute_have_to_wait(caller: Caller, clock: Clock) -> None:
    for _ in range(180):
        assert (await caller.raw("GET", "application/status")).status_code == 200
    clock.forward(seconds=12.5)
    refused = await caller.raw("GET", "application/status")
    assert read_error(refused)[0] == 429
    assert refused.headers["retry-after"] == "48"
    clock.forward(seconds=48)
    assert (await caller.raw("GET", "application/status")).status_code == 200


async def test_the_limit_can_be_left_out(database: Database, clock: Clock) -> None:
    async with Caller(create_desk(database, clock=clock, zone=small.ZONE, rate_limit=None)) as caller:
        for _ in range(200):
            assert (await caller.raw("GET", "application/status")).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8090", 200),
        ("LOCALHOST", 200),
        ("[::1]:8090", 200),
        ("evil.example", 403),
        ("evil.example:8090", 403),
        ("127.0.0.1.evil.example", 403),
        ("", 403),
    ],
)
async def test_a_loopback_desk_answers_to_its_own_names_alone(
    database: Database, clock: Clock, host: str, status: int
) -> None:
    own = ("127.0.0.1", "localhost", "[::1]")
    async with Caller(create_desk(database, clock=clock, zone=small.ZONE, allowed_hosts=own)) as caller:
        headers = {"host": host, "apikey": small.KEY}
        assert (await caller.http.get("/api/application/status", headers=headers)).status_code == status


async def test_pages_of_other_sites_get_no_leave_to_read(caller: Caller) -> None:
    headers = {"origin": "https://evil.example", "apikey": small.KEY}
    response = await caller.http.get("/api/departments", headers=headers)
    assert not [name for name in response.headers if name.startswith("access-control")]
    assert response.headers["cache-control"] == "no-store"


async def test_a_database_that_is_busy_is_a_reason_to_come_back(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.01)
    path = tmp_path / "desk.db"
    with closing(Database.open(str(path))) as database, closing(sqlite3.connect(path, isolation_level=None)) as other:
        small.small_desk(database)
        async with Caller(create_desk(database, clock=clock, zone=small.ZONE)) as caller:
            other.execute("BEGIN IMMEDIATE")
            refused = await caller.raw("PUT", f"conversations/{small.OPEN}/status", status="R")
            assert read_error(refused) == (503, "the database is busy")
            assert refused.headers["retry-after"] == "2"
            assert (await caller.raw("GET", f"conversations/{small.OPEN}")).json()["response"]["status"] == "C"
            other.execute("ROLLBACK")
            done = await caller.raw("PUT", f"conversations/{small.OPEN}/status", status="R")
            assert done.status_code == 200


END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def test_a_server_whose_database_is_locked_or_gone_is_a_reason_to_come_back(
    empty_postgres: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    with closing(Database.open(empty_postgres)) as database, closing(Database.open(empty_postgres)) as other:
        small.small_desk(database)
        async with Caller(create_desk(database, clock=clock, zone=small.ZONE)) as caller:
            with other.write() as connection:
                assert (await caller.error("PUT", f"conversations/{small.OPEN}/status", status="R"))[0] == 503
                assert (await caller.raw("GET", f"conversations/{small.OPEN}")).status_code == 200
                connection.execute(text("LOCK TABLE conversation"))  # as a step of an update does
                assert (await caller.error("GET", f"conversations/{small.OPEN}"))[0] == 503
            with other.write() as connection:
                connection.execute(text(END_THE_OTHERS))
            statuses = [(await caller.raw("GET", "departments")).status_code for _ in range(4)]
            assert statuses[0] == 503
            assert statuses[-1] == 200


async def test_a_database_that_a_newer_desk_has_updated_is_left_alone(database: Database, clock: Clock) -> None:
    database.set_setting("schema_version", str(SCHEMA_VERSION + 1))
    async with Caller(create_desk(database, clock=clock, zone=small.ZONE)) as caller:
        refused = await caller.raw("PUT", f"conversations/{small.OPEN}/status", status="R")
        assert read_error(refused) == (503, "the desk is being updated")
        assert refused.headers["retry-after"] == "60"
        database.set_setting("schema_version", str(SCHEMA_VERSION))
        assert (await caller.raw("GET", f"conversations/{small.OPEN}")).json()["response"]["status"] == "C"


SECRET = "what nobody may read"


@pytest.fixture
def broken_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of departments fails in a way that nobody foresaw."""

    def fail(*_: object) -> list[object]:
        raise RuntimeError(SECRET)

    broken = Handled(LIST_DEPARTMENTS, ("departments",), fail)
    monkeypatch.setitem(HANDLERS, ("GET", "departments"), broken)


@pytest.mark.usefixtures("broken_handler")
async def test_the_unexpected_is_an_error_object_and_logged_without_secrets(
    caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert (await caller.error("GET", "departments"))[0] == 500
        assert (await caller.raw("GET", "application/status")).status_code == 200
    (record,) = [record for record in caplog.records if record.name == "console.desk"]
    assert "RuntimeError" in record.getMessage()
    assert "test_errors.py" in record.getMessage()
    desks = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("console"))
    assert SECRET not in desks
    assert small.KEY not in desks


async def test_accesses_are_logged_by_path_alone(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "console.desk.access"):
        await caller.raw("GET", "knowledgebase/search", query="private words")
    lines = [record.getMessage() for record in caplog.records if record.name == "console.desk.access"]
    assert lines == ["GET /api/knowledgebase/search 200"]


async def test_work_in_the_background_starts_and_ends_with_the_application(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[str] = []
    started = asyncio.Event()

    async def endless() -> None:
        events.append("started")
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            events.append("ended")

    async def failing() -> None:
        raise RuntimeError(SECRET)

    app: Starlette = create_desk(database, clock=clock, zone=small.ZONE, background=(failing, endless))
    async with app.router.lifespan_context(app):
        await started.wait()
        async with Caller(app) as caller:
            assert (await caller.raw("GET", "application/status")).status_code == 200
    assert events == ["started", "ended"]
    assert "work in the background failed with RuntimeError" in caplog.text
    assert SECRET not in caplog.text
