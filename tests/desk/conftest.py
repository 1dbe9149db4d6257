"""A small desk for each test, with a clock that the test moves, and a caller that reads strictly."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.caller import Caller, Clock
from tests.desk.databases import EmptyDesk, new_database
from tests.desk.postgres import NoPostgresError, shared_server
from tests.desk.small_desk import NOW, ZONE, small_desk
from tests.desk.small_events import small_events

SERVER = os.environ.get("LAC_TEST_POSTGRES")
"""URL of a PostgreSQL server to test on, by a role that may make databases; without it the tests start their own."""

KINDS = ("memory", "file", "postgres")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server. Tests that need it are skipped, with a word why, where it cannot be had."""
    if SERVER:
        yield SERVER
        return
    own = tmp_path_factory.getbasetemp()
    try:
        # Below `own.parent` are the folders of all processes of this run.
        with shared_server(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) as url:
            yield url
    except NoPostgresError as error:
        pytest.skip(f"the desk is not tested on PostgreSQL: {error}")


@pytest.fixture(scope="session")
def postgres_desk(postgres: str) -> Iterator[EmptyDesk]:
    """This process's database on the server, with the desk's tables."""
    with new_database(postgres, f"lac_desk_{os.getpid()}") as url:
        yield EmptyDesk.make(url)


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """URL of a PostgreSQL database with nothing in it, for tests of opening and of changing tables."""
    with new_database(postgres, f"lac_empty_{os.getpid()}") as url:
        yield url


@pytest.fixture(params=KINDS)
def empty_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database of each kind with the desk's tables at most, and no rows."""
    if request.param == "postgres":
        prepared: EmptyDesk = request.getfixturevalue("postgres_desk")
        yield prepared.url
        prepared.clear()
    else:
        yield "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def database(empty_desk: str) -> Iterator[Database]:
    """An open database with the small desk in it, of each kind."""
    opened = Database.open(empty_desk)
    small_desk(opened)
    small_events(opened)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at NOW until it is moved."""
    return Clock(NOW)


@pytest.fixture
def desk(database: Database, clock: Clock) -> Starlette:
    """The application over the small desk."""
    return create_desk(database, clock=clock, zone=ZONE)


@pytest.fixture
async def caller(desk: Starlette) -> AsyncIterator[Caller]:
    """A client of the application, in one process with it."""
    async with Caller(desk) as opened:
        yield opened
