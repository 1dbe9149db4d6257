"""The desk's database: opening it, one writer at a time, and its settings."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from console.desk.engines import Turn, is_busy, is_in_memory, make_engine, make_private_file, parse_url, writing
from console.desk.errors import BusyError, DeskError
from console.desk.tables import setting

_SETTING = select(setting.c.value).where(setting.c.name == bindparam("wanted"))


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


class Writing:
    """A transaction that writes, the only one in its database. It ends with `commit` or `rollback`, in any thread."""

    def __init__(self, connection: Connection, let_next_in: Callable[[], None]) -> None:
        self.connection = connection
        self._let_next_in = let_next_in

    def commit(self) -> None:
        """Keep what was written; it is on the disk once this returns. After a rollback there is nothing to keep."""
        if self.connection.closed:
            return
        try:
            self.connection.commit()
        finally:
            self._end()

    def rollback(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _end(self) -> None:
        try:
            self.connection.close()
        finally:
            self._let_next_in()


class Database:
    """An open database of the desk. Reads see one state of it each; writes are one transaction each, one at a time."""

    def __init__(self, engine: Engine, *, in_memory: bool = False) -> None:
        self._engine = engine
        self._turns = {turn: writing(engine, turn) for turn in Turn}
        self._writer_lock = threading.RLock() if in_memory else threading.Lock()
        self._readers: list[Connection] = []
        """Connections nobody reads from now: making one takes as long as a query."""
        self._closed = False
        self.in_memory = in_memory
        """Whether it is gone with this process, and all of it shares one connection."""
        self.in_process = engine.dialect.name == "sqlite"
        """Whether this process does the database's work itself, instead of a server."""

    @classmethod
    def open(cls, url: str, *, create: bool = True, clock: Callable[[], datetime] = utc_now) -> Database:
        """Open the database at a URL (`sqlite:///path`, `sqlite://`, `postgresql+psycopg://…`) or a path of a file.

        An empty database gets the tables, one of an older desk is brought up to date. Raises `DeskError` in words when
        it cannot be opened, holds something else or was written by a newer desk; the `BusyError` among them when
        another process is at it.
        """
        from console.desk.migrations import prepare  # its steps work with what is defined here

        parsed = parse_url(url)
        shown = parsed.render_as_string(hide_password=True)
        in_memory = is_in_memory(parsed)
        path: Path | None = None
        if parsed.get_backend_name() == "sqlite" and not in_memory:
            shown = str(parsed.database)
            path = Path(shown)
            make_private_file(path, create=create)
        try:
            database = cls(make_engine(parsed), in_memory=in_memory)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            message = f"The database {shown} needs a driver that is not installed: {error}."
            raise DeskError(message) from None
        try:
            prepare(database, create=create, now=clock(), shown=shown, path=path)
        except (SQLAlchemyError, sqlite3.Error) as error:
            database.close()
            raise _not_opened(shown, error) from None
        except DeskError:
            database.close()
            raise
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with self._writer_lock if self.in_memory else nullcontext():
            connection = self._idle_reader() or self._engine.connect()
            try:
                yield connection
                connection.rollback()
            except BaseException:
                connection.close()
                raise
            if self._closed:  # meanwhile, by another thread
                connection.invalidate()
                connection.close()
            else:
                self._readers.append(connection)

    def _idle_reader(self) -> Connection | None:
        try:
            return self._readers.pop()
        except IndexError:
            return None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a transaction of its own: committed at the end, rolled back by an exception."""
        started = self.begin()
        try:
            yield started.connection
        except BaseException:
            started.rollback()
            raise
        started.commit()

    def begin(self) -> Writing:
        """Begin a transaction that writes, once all others in this process and elsewhere have ended."""
        self._writer_lock.acquire()
        return self._begin(Turn.WAIT)

    def try_begin(self) -> Writing | None:
        """Begin a transaction that writes, or None when somebody else has one under way."""
        if not self._writer_lock.acquire(blocking=False):
            return None
        try:
            return self._begin(Turn.NOW_OR_NEVER)
        except (SQLAlchemyError, sqlite3.Error) as error:
            if is_busy(error):
                return None
            raise

    def _begin(self, turn: Turn) -> Writing:
        connection: Connection | None = None
        try:
            connection = self._turns[turn].connect()
            connection.begin()
        except BaseException:
            if connection is not None:
                connection.close()
            self._writer_lock.release()
            raise
        return Writing(connection, self._writer_lock.release)

    def setting(self, name: str) -> str | None:
        """A setting's value; None when it is not set."""
        with self.read() as connection:
            return read_setting(connection, name)

    def set_setting(self, name: str, value: str) -> None:
        """Set a setting."""
        with self.write() as connection:
            write_setting(connection, name, value)

    def close(self) -> None:
        """Close all connections; those that are read from now go when that ends."""
        self._closed = True
        while self._readers:
            self._readers.pop().close()
        self._engine.dispose()


def read_setting(connection: Connection, name: str) -> str | None:
    """A setting's value on a connection that is there already."""
    value: str | None = connection.scalar(_SETTING, {"wanted": name})
    return value


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Set a setting on a connection that writes."""
    changed = connection.execute(update(setting).where(setting.c.name == name).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(setting).values(name=name, value=value))


def _not_opened(shown: str, error: Exception) -> DeskError:
    if is_busy(error):
        return BusyError(f"The database {shown} is busy: another process is at it.")
    reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
    return DeskError(f"The database {shown} cannot be opened: {reason}.")
