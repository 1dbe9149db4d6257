"""SQLite files: private, one connection a thread, writers in turn, damage told in words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from console.store.copies import copy_before_upgrade, copy_daily, newest_copy
from console.store.errors import StoreError, StoreFullError
from console.store.places import free_spare, keep_spare, on_network
from console.store.values import Row, TolerantConnection, Value

T = TypeVar("T")

BUSY_SECONDS = 5.0
_STEPS = 1000
"""Instructions of SQLite between two looks at the clock."""

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out and what it is worth."""

    schema: str
    """Name of the SQL file beside this module that makes the tables."""
    version: int
    """`PRAGMA user_version`; raised with each change of the schema."""
    synchronous: str
    """FULL when a commit must survive a power cut, else NORMAL."""
    disposable: bool
    """Whether a file that cannot be used is put aside and made anew."""
    what: str
    """What the file holds, for messages."""
    upgrades: Mapping[int, str] = field(default_factory=dict)
    """The SQL file that makes the tables of the next version, by the version it begins with."""


class Database:
    """An open file. Reads need no transaction; writes are one transaction each, one writer at a time.

    A disposable file that turns out to be damaged is put aside and begun anew, and `generation` goes up; any other
    damage is a `StoreError`.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.generation = 0
        self._layout = layout
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._shared = on_network(path)
            self._prepare()
        except OSError as error:
            message = f"The file of {layout.what}, {path}, cannot be used: {error.strerror}."
            raise StoreError(message) from None

    def fetch(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query; none when the file was damaged and had to be begun anew."""
        try:
            return self._connection().execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            self._heal(error)
            return []

    def fetch_until(self, sql: str, parameters: Sequence[Value], late: Callable[[], bool]) -> list[Row] | None:
        """All rows of a query; None when it is `late` before they are there."""
        connection = self._connection()
        connection.set_progress_handler(late, _STEPS)
        try:
            return connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            if _code(error) == sqlite3.SQLITE_INTERRUPT:
                return None
            self._heal(error)
            return []
        finally:
            connection.set_progress_handler(None, 0)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end, rolled back by an exception. Raises `StoreError`."""
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            self._heal(error)
            message = f"The {self._layout.what} on this machine were damaged and have been begun anew; try again."
            raise StoreError(message) from None

    def insist(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `work` in a transaction; on a full disk the spare file makes room for what was typed."""
        try:
            with self.write() as connection:
                return work(connection)
        except StoreFullError:
            if not free_spare(self.path):
                raise
        with self.write() as connection:
            return work(connection)

    def keep_safe(self, now: datetime) -> None:
        """Make today's copy and the spare file, for a file that cannot be made again. Reads and writes whole files."""
        try:
            copy_daily(self.path, now)
        except (OSError, sqlite3.Error) as error:
            message = f"No copy of {self._layout.what} could be made: {error}."
            raise StoreError(message) from None
        keep_spare(self.path)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            self.generation += 1
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if getattr(self._local, "generation", -1) != self.generation:
            with self._lock:
                self._local.connection = self._connect()
                self._local.generation = self.generation
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=TolerantConnection
        )
        # Several machines cannot share the memory that a write-ahead log needs.
        journal, synchronous = ("DELETE", "FULL") if self._shared else ("WAL", self._layout.synchronous)
        try:
            for pragma in ("secure_delete = ON", f"journal_mode = {journal}", f"synchronous = {synchronous}"):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        self._opened.append(connection)
        return connection

    def _prepare(self) -> None:
        """Make the file or see that it can be used."""
        if not self.path.exists():
            self._see_that_it_is_new()
            self._create()
        try:
            self._check()
        except (sqlite3.DatabaseError, StoreError) as error:
            if not self._layout.disposable or _code(error) == sqlite3.SQLITE_BUSY:
                raise self._in_words(error) from None
            self._begin_anew()

    def _see_that_it_is_new(self) -> None:
        """A file that is gone while there are copies of it was lost, and is not begun anew without a word."""
        copy = None if self._layout.disposable else newest_copy(self.path)
        if copy is not None:
            message = (
                f"The file of {self._layout.what}, {self.path}, is gone. Put back its newest copy, {copy}, "
                f"or move the folder {copy.parent} away to begin anew."
            )
            raise StoreError(message)

    def _create(self) -> None:
        """Make the file complete under another name, so that no half-made one is ever taken for an empty one."""
        made = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        made.unlink(missing_ok=True)
        os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            schema = _script(self._layout.schema)
            version = f"PRAGMA user_version = {self._layout.version};"
            connection.executescript(f"BEGIN;\n{schema}\n{version}\nCOMMIT;")  # one wait for the disk, not sixty
        finally:
            connection.close()
        with contextlib.suppress(FileExistsError):  # another console was faster
            os.link(made, self.path)
        made.unlink()

    def _check(self) -> None:
        os.chmod(self.path, 0o600)
        if self.path.stat().st_size == 0:
            message = f"The file of {self._layout.what}, {self.path}, is empty. Put back a copy, or delete it."
            raise StoreError(message)
        ((version,),) = self._connection().execute("PRAGMA user_version").fetchall()
        if version > self._layout.version:
            message = f"The file of {self._layout.what}, {self.path}, was written by a newer console: update this one."
            raise StoreError(message)
        if version in self._layout.upgrades:
            self._upgrade(version)
        elif version != self._layout.version:
            message = f"The file of {self._layout.what}, {self.path}, was not written by this console: move it away."
            raise StoreError(message)
        if not self._layout.disposable and self._connection().execute("PRAGMA quick_check").fetchone() != ("ok",):
            message = f"The file of {self._layout.what}, {self.path}, is damaged. It was left as it is."
            raise StoreError(message)

    def _upgrade(self, version: int) -> None:
        """Bring the file forward, one version after another; a copy of how it was is kept."""
        copy_before_upgrade(self.path, version)
        with self.write() as connection:
            # Another console may have been faster, and waited for nobody.
            (current,) = connection.execute("PRAGMA user_version").fetchone()
            while current in self._layout.upgrades:
                script = _script(self._layout.upgrades[current])
                for statement in script.split(";\n"):
                    connection.execute(statement)
                current += 1
                connection.execute(f"PRAGMA user_version = {current}")

    def _begin_anew(self) -> None:
        """Put the file aside, with what SQLite keeps beside it, and make an empty one."""
        with self._lock:
            self.close()
            for suffix in ("", "-wal", "-shm"):
                found = self.path.with_name(self.path.name + suffix)
                if found.exists():
                    found.replace(self.path.with_name(f"{self.path.name}.damaged{suffix}"))
            self._create()
            self._check()

    def _heal(self, error: sqlite3.DatabaseError) -> None:
        """Begin a damaged disposable file anew; raise everything else in words."""
        if not self._layout.disposable or _code(error) not in _DAMAGE:
            raise self._in_words(error) from None
        self._begin_anew()

    def _in_words(self, error: Exception) -> StoreError:
        if isinstance(error, StoreError):
            return error
        what = f"The file of {self._layout.what}, {self.path},"
        match _code(error):
            case sqlite3.SQLITE_FULL:
                return StoreFullError(f"The disk is full: {self._layout.what} cannot be written. Free some space.")
            case sqlite3.SQLITE_BUSY:
                return StoreError(f"{what} is held by another program; try again.")
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return StoreError(f"{what} cannot be written: see its permissions.")
            case code if code in _DAMAGE:
                return StoreError(f"{what} is damaged. It was left as it is; move it away to begin anew.")
            case _:
                return StoreError(f"{what} cannot be used: {error}.")


def _code(error: Exception) -> int | None:
    """SQLite's primary error code."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _script(name: str) -> str:
    """A file of statements beside this module."""
    from importlib import resources  # a file that is there already needs none of it

    return resources.files(__package__).joinpath(name).read_text("utf-8")
