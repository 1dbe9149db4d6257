"""The files for whoever only reads the audit: nothing is made, changed or upgraded, and no lock is waited for."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from console.store.audit import Record
from console.store.copies import newest_copy
from console.store.store import OUTBOX
from console.store.trouble import READ_ONLY, code_of, damaged, gone, in_words, newer
from console.store.values import Row, Value

_WITH_AUDIT: Final = 2
"""The version of the file that began to have one."""


@contextmanager
def record_of(state_dir: Path, account: str) -> Iterator[Record | None]:
    """The record of an account; None when nothing was ever written down. Raises `StoreError` in words."""
    path = state_dir / "outbox.db"
    if not _is_there(path):
        yield None
        return
    try:
        connection = _open(path)
    except sqlite3.Error as error:
        raise in_words(error, OUTBOX.what, path) from None

    def fetch(sql: str, parameters: Sequence[Value]) -> list[Row]:
        try:
            return connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise in_words(error, OUTBOX.what, path) from None

    with contextlib.closing(connection):
        ((version,),) = fetch("PRAGMA user_version", [])
        if version > OUTBOX.version:
            raise newer(OUTBOX.what, path)
        yield Record(fetch, account) if version >= _WITH_AUDIT else None


def names_of(cache_dir: Path, name: str) -> tuple[str, ...]:
    """All names of a conversation that the cache knows by one of them: id, code and public code."""
    query = "SELECT id, code, public_code FROM conversation WHERE ? IN (id, code, public_code)"
    try:
        with contextlib.closing(_open(cache_dir / "cache.db")) as connection:
            rows = connection.execute(query, [name]).fetchall()
    except (OSError, sqlite3.Error):
        return (name,)  # without a cache there is no other
    return (name, *(other for row in rows for other in row if other and other != name))


def _is_there(path: Path) -> bool:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        copy = newest_copy(path)
        if copy is not None:
            raise gone(OUTBOX.what, path, copy) from None
        return False
    except OSError as error:
        raise in_words(error, OUTBOX.what, path) from None
    if size == 0:
        raise damaged(OUTBOX.what, path, "is empty")
    return True


def _open(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        if code_of(error) not in READ_ONLY or (log.exists() and log.stat().st_size):
            raise
        # Readers of a write-ahead log share memory in a file beside it, which a read-only folder has no place for.
        return sqlite3.connect(f"{address}&immutable=1", uri=True)
    return connection
