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
from console.store.errors import StoreError, StoreFullError, StoreUnwritableError
from console.store.places import free_spare, keep_spare, on_network, put_in_place
from console.store.trouble import DAMAGE, code_of, damaged, gone, in_words, newer
from console.store.values import Row, TolerantConnection, Value

T = TypeVar("T")

BUSY_SECONDS = 5.0
_STEPS = 1000
"""Instructions of SQLite between two looks at the clock."""


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
            self._prepare_with_room()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise self._in_words(error) from None
        except StoreError:
            self.close()
            raise

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
            if code_of(error) == sqlite3.SQLITE_INTERRUPT:
                return None
            self._heal(error)
            return []
        finally:
            connection.set_progress_handler(None, 0)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end, rolled back by an exception. Raises `StoreError`.

        Inside of another one of the same thread it is a part of that.
        """
        if getattr(self._local, "writing", False):
            yield self._connection()
            return
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            self._local.writing = True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._local.writing = False
        except sqlite3.DatabaseError as error:
            self._heal(error)
            message = f"The {self._layout.what} on this machine were damaged and have been begun anew; try again."
            raise StoreError(message) from None

    def insist(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `work` in a transaction; on a full disk the spare file makes room for what was typed."""
        if getattr(self._local, "writing", False):
            return work(self._connection())  # the whole is begun anew when there is no room
        try:
            with self.write() as connection:
                return work(connection)
        except StoreFullError:
            self._make_room()
        with self.write() as connection:
            return work(connection)

    def _make_room(self) -> None:
        free_spare(self.path)
        with contextlib.suppress(sqlite3.DatabaseError):
            # What stands in the log moves into the file, which needs a part of its room.
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

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

    def _prepare_with_room(self) -> None:
        """Make the file ready; on a full disk the spare file makes room for what SQLite needs to open it."""
        try:
            self._prepare()
        except StoreFullError:
            if not free_spare(self.path):
                raise
            self._prepare()

    def _prepare(self) -> None:
        """Make the file or see that it can be used."""
        if not self.path.exists():
            self._see_that_it_is_new()
            self._create()
        try:
            self._check()
        except (sqlite3.DatabaseError, StoreError) as error:
            said = self._in_words(error)
            no_harm = isinstance(said, StoreFullError | StoreUnwritableError) or code_of(error) == sqlite3.SQLITE_BUSY
            if no_harm or not self._layout.disposable:
                raise said from None
            self._begin_anew()

    def _see_that_it_is_new(self) -> None:
        """A file that is gone while there are copies of it was lost, and is not begun anew without a word."""
        copy = None if self._layout.disposable else newest_copy(self.path)
        if copy is not None:
            raise gone(self._layout.what, self.path, copy)

    def _create(self) -> None:
        """Make the file complete under another name, so that no half-made one is ever taken for an empty one."""
        made = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        made.unlink(missing_ok=True)
        os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
                schema = _script(self._layout.schema)
                version = f"PRAGMA user_version = {self._layout.version};"
                connection.executescript(f"BEGIN;\n{schema}\n{version}\nCOMMIT;")  # one wait for the disk, not sixty
            with contextlib.suppress(FileExistsError):  # another console was faster
                put_in_place(made, self.path)
        finally:
            made.unlink(missing_ok=True)

    def _check(self) -> None:
        found = self.path.stat()
        if found.st_mode & 0o077:  # what is private already may be on a disk that takes no changes
            os.chmod(self.path, 0o600)
        what = self._layout.what
        if not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
            message = f"The file of {what}, {self.path}, cannot be written: the disk or its permissions are read-only."
            raise StoreUnwritableError(message)
        if found.st_size == 0:
            raise damaged(what, self.path, "is empty")
        ((version,),) = self._connection().execute("PRAGMA user_version").fetchall()
        if version > self._layout.version:
            raise newer(what, self.path)
        if version in self._layout.upgrades:
            self._upgrade(version)
        elif version != self._layout.version:
            message = f"The file of {what}, {self.path}, was not written by this console: move it away."
            raise StoreError(message)
        if not self._layout.disposable and self._connection().execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise damaged(what, self.path)

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
            # The log goes first: a new file, which is made when this is cut short, would take it for its own.
            for suffix in ("-wal", "-shm", ""):
                found = self.path.with_name(self.path.name + suffix)
                if found.exists():
                    found.replace(self.path.with_name(f"{self.path.name}.damaged{suffix}"))
            self._create()
            self._check()

    def _heal(self, error: sqlite3.DatabaseError) -> None:
        """Begin a damaged disposable file anew; raise everything else in words."""
        if not self._layout.disposable or code_of(error) not in DAMAGE:
            raise self._in_words(error) from None
        self._begin_anew()

    def _in_words(self, error: Exception) -> StoreError:
        return in_words(error, self._layout.what, self.path)


def _script(name: str) -> str:
    """A file of statements beside this module."""
    from importlib import resources  # a file that is there already needs none of it

    return resources.files(__package__).joinpath(name).read_text("utf-8")
