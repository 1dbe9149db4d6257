"""What is asked for all the time costs the same however large the archive has grown: counted in steps, not in time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.caller import Caller, Clock
from tests.desk.databases import new_database
from tests.desk.small_desk import BILLING, NOW, ZONE, at, small_desk

CHANGES = 100
ARCHIVES = (1_000, 100_000)
TOLERANCE = 1.2

SINCE = "2026-03-02 09:00:00"
"""Half an hour before NOW, in the zone of the wire; all of the archive changed before, all changes after."""

QUERIES: list[dict[str, str]] = [
    {"datechanged": f"gte:{SINCE}"},
    {"datechanged": f"gt:{SINCE}"},
    {"datechanged": f"btw:{SINCE},2026-03-02 10:00:00"},
    {"datechanged": f"gte:{SINCE}", "status": "N,C"},
    {"datechanged": f"gte:{SINCE}", "limit": "50"},
    {"datefrom": SINCE},
    {"datefrom": SINCE, "status": "N,C"},
]

_FILL = """
WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :count)
INSERT INTO conversation (
    id, code, public_code, owner_id, department_id, assigned_to, status, channel, subject, preview, created, changed
)
SELECT :kind || n, :kind || n, :kind || n, 'ctana000', :department, NULL, :status, 'E', 'Subject ' || n, 'Preview',
       :first + n * :step, :first + n * :step
FROM series
"""


def fill(connection: Connection, archive: int) -> None:
    """So many resolved conversations over a year, in two departments, and the changes of the last half hour."""
    year = at(0) - at(365 * 24)
    for department, kind in ((BILLING, "a"), ("default", "b")):
        values = {"kind": kind, "department": department, "status": "R", "count": archive // 2}
        connection.execute(text(_FILL), values | {"first": at(365 * 24), "step": (year - 3600) // archive})
    values = {"kind": "c", "department": BILLING, "status": "C", "count": CHANGES}
    connection.execute(text(_FILL), values | {"first": at(0.4), "step": 1})
    connection.exec_driver_sql("ANALYZE")


def archive_of(url: str, size: int) -> Database:
    opened = Database.open(url)
    small_desk(opened)
    with opened.write() as connection:
        # The small desk's own conversations are recent; they shall not be among the changes.
        connection.execute(text("UPDATE conversation SET changed = created WHERE changed > :since"), {"since": at(3)})
        connection.execute(text("DELETE FROM conversation WHERE changed > :since"), {"since": at(3)})
        fill(connection, size)
    return opened


async def ask(database: Database, query: dict[str, str]) -> int:
    """How many rows the list has."""
    async with Caller(create_desk(database, clock=Clock(NOW), zone=ZONE)) as caller:
        response = await caller.raw("GET", "conversations", department=BILLING, **query)
    assert response.status_code == 200, response.text
    return len(response.json()["response"]["conversations"])


@pytest.fixture(scope="module")
def sqlite_archives() -> Iterator[list[Database]]:
    """A small and a large archive, in memory."""
    opened = [archive_of("sqlite://", size) for size in ARCHIVES]
    yield opened
    for database in opened:
        database.close()


class Steps:
    """Counts what SQLite's machine does, in hundreds of instructions."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        with database.read() as connection:  # in memory there is one connection for all
            driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(self._one_more, 100)

    def _one_more(self) -> int:
        self.count += 1
        return 0


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_sqlite_does_as_much_for_a_large_archive(sqlite_archives: list[Database], query: dict[str, str]) -> None:
    steps = []
    for database in sqlite_archives:
        await ask(database, query)  # whatever is prepared once
        counter = Steps(database)
        assert await ask(database, query) == int(query.get("limit", CHANGES))
        steps.append(counter.count)
    assert 10 < steps[0] < 5000
    assert steps[1] <= TOLERANCE * steps[0]


async def test_a_list_that_reads_the_archive_is_noticed(sqlite_archives: list[Database]) -> None:
    """The other way round: the same count shows a call that has to look at everything."""
    steps = []
    for database in sqlite_archives:
        counter = Steps(database)
        assert await ask(database, {"datechanged": "lk:2026-03-02 09:%"}) == CHANGES
        steps.append(counter.count)
    assert steps[1] > 20 * steps[0]


class Statements:
    """The statements on conversations that are executed while it listens, with their parameters."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Any]] = []

    def __enter__(self) -> Statements:
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *error: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "FROM conversation" in statement:
            self.seen.append((statement, parameters))


def rows_visited(node: dict[str, Any]) -> int:
    """The rows that a plan's steps over tables have read, those that did not fit too."""
    own = 0
    if "Relation Name" in node:
        removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        own = round((node["Actual Rows"] + removed) * node["Actual Loops"])
    return own + sum(rows_visited(child) for child in node.get("Plans", ()))


@pytest.fixture(scope="module")
def postgres_archive(postgres: str) -> Iterator[Database]:
    """A large archive on PostgreSQL, which would read all of a small one, because that is quicker."""
    with new_database(postgres, f"lac_archive_{os.getpid()}") as url, closing(archive_of(url, 40_000)) as opened:
        yield opened


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_postgresql_reads_little_of_a_large_archive(postgres_archive: Database, query: dict[str, str]) -> None:
    with Statements() as statements:
        assert await ask(postgres_archive, query) == int(query.get("limit", CHANGES))
    statement, parameters = statements.seen[0]
    with postgres_archive.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()
    assert CHANGES <= rows_visited(plan[0]["Plan"]) <= 5 * CHANGES
