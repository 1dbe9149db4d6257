"""Engines for SQLite and PostgreSQL: how connections are set up, how transactions begin, and why they fail."""

from __future__ import annotations

import os
import sqlite3
from enum import Enum, auto
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from console.desk.errors import DeskError

PATIENCE = 5.0
"""Seconds to wait for another writer or a locked table, before the database counts as busy."""

_WRITING = "desk_writing"
_POSTGRES_WRITER_LOCK = 7_281_044
_LOCK_NOT_AVAILABLE = "55P03"
_SQLITE_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_POOL = {"pool_size": 20, "max_overflow": 40}
"""More connections than the threads that serve requests, so that none ever waits for another's."""


class Turn(Enum):
    """How a transaction that writes waits for the one that other processes have under way."""

    WAIT = auto()
    NOW_OR_NEVER = auto()
    """On SQLite alone."""

    @property
    def milliseconds(self) -> int:
        """How long."""
        return int(PATIENCE * 1000) if self is Turn.WAIT else 0


def parse_url(url: str) -> URL:
    """A database's URL, or the path of a file as one."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        return make_url(url)
    except ArgumentError:
        message = "The database's address is no URL that can be read, such as sqlite:///desk.db."
        raise DeskError(message) from None


def is_in_memory(url: URL) -> bool:
    """Whether the database is gone with its process."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def make_private_file(path: Path, *, create: bool) -> None:
    """Create the file before SQLite does, because SQLite would let everybody read it."""
    try:
        if not path.exists():
            if not create:
                message = f"There is no database at {path}."
                raise DeskError(message)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        message = f"The database {path} cannot be opened: {error.strerror}."
        raise DeskError(message) from None


def make_engine(url: URL) -> Engine:
    """An engine whose transactions see one state of the database each."""
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True, **_POOL)
        event.listen(engine, "connect", _connect_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    pool: dict[str, Any] = {"poolclass": StaticPool} if is_in_memory(url) else dict(_POOL)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine, turn: Turn) -> Engine:
    """The same engine for transactions that write: each is the only one in the database."""
    return engine.execution_options(**{_WRITING: turn})


def is_busy(error: BaseException) -> bool:
    """Whether another process has kept what was waited for."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "sqlstate", None) == _LOCK_NOT_AVAILABLE


def is_unavailable(error: BaseException) -> bool:
    """Whether a database is busy or its server away, so that the same call may succeed a little later."""
    if is_busy(error):
        return True
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    return isinstance(error, OperationalError) or error.connection_invalidated


def _connect_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late and never immediately
    connection.execute(f"PRAGMA busy_timeout = {Turn.WAIT.milliseconds}")
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> object:
    """In place of SQLite's own, which knows the letters of ASCII alone."""
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection  # past SQLAlchemy, where this takes as long as a query
    turn: Turn | None = connection.get_execution_options().get(_WRITING)
    if turn is None:
        driver.execute("BEGIN")
        return
    driver.execute(f"PRAGMA busy_timeout = {turn.milliseconds}")
    driver.execute("BEGIN IMMEDIATE")


def _connect_postgresql(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {Turn.WAIT.milliseconds}")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    turn: Turn | None = connection.get_execution_options().get(_WRITING)
    if turn is not None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_WRITER_LOCK})
