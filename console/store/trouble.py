"""From the errors of SQLite and of the system to sentences that say what to do about a file."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Final

from console.store.copies import newest_copy
from console.store.errors import StoreError, StoreFullError, StoreUnwritableError

DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
READ_ONLY: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
# SQLite has a code of its own for a disk without space, but not for a quota or a limit on the size of files.
_NO_MORE: Final = frozenset({
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
})  # fmt: skip


def code_of(error: BaseException) -> int | None:
    """SQLite's primary error code; None for errors of others."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def in_words(error: Exception, what: str, path: Path) -> StoreError:
    """The sentence about a file that holds `what`."""
    match error:
        case StoreError():
            return error
        case OSError():
            return _of_system(error, what, path)
        case _:
            return _of_sqlite(error, what, path)


def damaged(what: str, path: Path, how: str = "is damaged") -> StoreError:
    """The sentence about a file that cannot be read any more, and what to put in its place."""
    copy = newest_copy(path)
    instead = f"put back its newest copy, {copy}, or " if copy else ""
    return StoreError(f"The file of {what}, {path}, {how}. It was left as it is: {instead}move it away to begin anew.")


def gone(what: str, path: Path, copy: Path) -> StoreError:
    """The sentence about a file that is not there although there is a copy of it."""
    message = f"The file of {what}, {path}, is gone. Put back its newest copy, {copy}, or move the folder"
    return StoreError(f"{message} {copy.parent} away to begin anew.")


def newer(what: str, path: Path) -> StoreError:
    """The sentence about a file of a later version."""
    return StoreError(f"The file of {what}, {path}, was written by a newer console: update this one.")


def _of_system(error: OSError, what: str, path: Path) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full(what)
    message = f"The file of {what}, {path}, cannot be used: {error.strerror}."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreUnwritableError(message)
    return StoreError(message)


def _of_sqlite(error: Exception, what: str, path: Path) -> StoreError:
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL or getattr(error, "sqlite_errorcode", None) in _NO_MORE:
        return _full(what)
    if code in READ_ONLY:
        return StoreUnwritableError(f"The file of {what}, {path}, cannot be written: see its permissions.")
    if code in DAMAGE:
        return damaged(what, path)
    how = "is held by another program; try again" if code == sqlite3.SQLITE_BUSY else f"cannot be used: {error}"
    return StoreError(f"The file of {what}, {path}, {how}.")


def _full(what: str) -> StoreFullError:
    return StoreFullError(f"The disk is full: {what} cannot be written. Free some space.")
