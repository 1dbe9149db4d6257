"""The desk's database: opening it, one writer at a time, and its settings."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from console.desk.errors import DeskError
from console.desk.tables import metadata, setting

SCHEMA_VERSION = 1

_WRITING = "desk_writing"
_POSTGRES_WRITER_LOCK = 7_281_044
_SQLITE_PRAGMAS = ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_POOL = {"pool_size": 20, "max_overflow": 40}
"""More connections than the threads that serve requests, so that none ever waits for another's."""


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


class Database:
    """An open database of the desk. Reads see one state of it each; writes are one transaction each, one at a time."""

    def __init__(self, engine: Engine, *, single: bool = False) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(**{_WRITING: True})
        self._writer_lock = threading.RLock()
        self._reader_lock = self._writer_lock if single else None

    @classmethod
    def open(cls, url: str, *, create: bool = True, clock: Callable[[], datetime] = utc_now) -> Database:
        """Open the database at a URL (`sqlite:///path`, `sqlite://`, `postgresql+psycopg://…`) or a path of a file.

        An empty database gets the tables. Raises `DeskError` in words when it cannot be opened, holds something else
        or was written by a newer desk.
        """
        parsed = _parse(url)
        shown = parsed.render_as_string(hide_password=True)
        in_memory = parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:")
        if parsed.get_backend_name() == "sqlite" and not in_memory:
            shown = str(parsed.database)
            _make_private_file(Path(shown), create=create)
        try:
            database = cls(_make_engine(parsed, in_memory=in_memory), single=in_memory)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            message = f"The database {shown} needs a driver that is not installed: {error}."
            raise DeskError(message) from None
        try:
            database._prepare(create=create, clock=clock, shown=shown)
        except SQLAlchemyError as error:
            database.close()
            reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
            message = f"The database {shown} cannot be opened: {reason}."
            raise DeskError(message) from None
        except DeskError:
            database.close()
            raise
        return database

    @property
    def embedded(self) -> bool:
        """Whether the database is part of this process instead of a server."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        if self._reader_lock is None:
            with self._engine.connect() as connection:
                yield connection
        else:
            with self._reader_lock, self._engine.connect() as connection:
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a transaction of its own: committed at the end, rolled back by an exception."""
        with self._writer_lock, self._writing_engine.begin() as connection:
            yield connection

    def setting(self, name: str) -> str | None:
        """A setting's value; None when it is not set."""
        with self.read() as connection:
            return read_setting(connection, name)

    def set_setting(self, name: str, value: str) -> None:
        """Set a setting."""
        with self.write() as connection:
            write_setting(connection, name, value)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _prepare(self, *, create: bool, clock: Callable[[], datetime], shown: str) -> None:
        with self.write() as connection:
            tables = inspect(connection).get_table_names()
            if not tables and create:
                metadata.create_all(connection)
                write_setting(connection, "schema_version", str(SCHEMA_VERSION))
                write_setting(connection, "installed", str(int(clock().timestamp())))
                return
            version = read_setting(connection, "schema_version") if "setting" in tables else None
        if version is None or not version.isdecimal():
            message = f"The database {shown} holds no desk."
            raise DeskError(message)
        if int(version) > SCHEMA_VERSION:
            message = (
                f"The database {shown} was written by a newer desk: its schema is {version}, this one knows "
                f"{SCHEMA_VERSION}. Update this program, or start with another database."
            )
            raise DeskError(message)


def read_setting(connection: Connection, name: str) -> str | None:
    """A setting's value on a connection that is there already."""
    value: str | None = connection.scalar(select(setting.c.value).where(setting.c.name == name))
    return value


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Set a setting on a connection that writes."""
    changed = connection.execute(update(setting).where(setting.c.name == name).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(setting).values(name=name, value=value))


def _parse(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        return make_url(url)
    except ArgumentError:
        message = "The database's address is no URL that can be read, such as sqlite:///desk.db."
        raise DeskError(message) from None


def _make_private_file(path: Path, *, create: bool) -> None:
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


def _make_engine(url: URL, *, in_memory: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **_POOL)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else dict(_POOL)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late and never immediately
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> object:
    """In place of SQLite's own, which knows the letters of ASCII alone."""
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITING):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_WRITER_LOCK})
