"""A small desk for each test, with a clock that the test moves, and a caller that reads strictly."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine
from starlette.applications import Starlette

from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.caller import Caller, Clock
from tests.desk.small_desk import NOW, ZONE, small_desk

POSTGRES = os.environ.get("LAC_TEST_POSTGRES")
"""URL of an empty PostgreSQL database: with it all tests of the desk run there as well."""


@pytest.fixture(params=["memory", "file", *(["postgres"] if POSTGRES else [])])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An open database with the small desk in it, of each kind."""
    urls = {"memory": "sqlite://", "file": f"sqlite:///{tmp_path / 'desk.db'}", "postgres": POSTGRES or ""}
    opened = Database.open(urls[request.param])
    small_desk(opened)
    yield opened
    opened.close()
    if request.param == "postgres":
        _drop_everything(urls["postgres"])


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


def _drop_everything(url: str) -> None:
    engine = create_engine(url)
    metadata = MetaData()
    with engine.begin() as connection:
        metadata.reflect(connection)
        metadata.drop_all(connection)
    engine.dispose()
