"""A copy of a database's file, whole and as of one moment, while the desk goes on serving."""

from __future__ import annotations

import errno
import os
import shlex
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url

from console.desk.db import Database
from console.desk.errors import DeskError

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What file systems say that know no second names."""


def back_up(database: Database, target: Path, *, overwrite: bool = False) -> int:
    """Copy a database to a file that only its owner can read; returns the copy's size in bytes.

    The file has its name only once it is complete and on the disk. Raises `DeskError` in words when it exists already
    and may not be overwritten, when it cannot be written, and for a database that is no file (see `dump_command`).
    """
    if not database.in_process:
        message = "A database of PostgreSQL is copied with pg_dump."
        raise DeskError(message)
    if target.exists() and not overwrite:
        raise _exists(target)
    try:
        unfinished = _new_file_beside(target)
        try:
            _copy(database, unfinished)
            _put_in_place(unfinished, target, overwrite=overwrite)
        finally:
            unfinished.unlink(missing_ok=True)
        return target.stat().st_size
    except OSError as error:
        message = f"The copy {target} cannot be written: {error.strerror}."
        raise DeskError(message) from None
    except sqlite3.Error as error:
        message = f"The copy {target} cannot be made: {error}."
        raise DeskError(message) from None


def dump_command(url: str, target: Path) -> str:
    """The command that copies a database of PostgreSQL; it has no password in it."""
    full = make_url(url)
    address = URL.create("postgresql", full.username, None, full.host, full.port, full.database, full.query)
    return shlex.join(["pg_dump", "--format=custom", f"--file={target}", address.render_as_string()])


def _new_file_beside(target: Path) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(descriptor)  # made with mode 0600
    return Path(name)


def _copy(database: Database, unfinished: Path) -> None:
    with database.read() as connection, closing(sqlite3.connect(unfinished)) as target:
        source: Any = connection.connection.driver_connection
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())


def _put_in_place(unfinished: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        os.replace(unfinished, target)
    else:
        _link(unfinished, target)
    with suppress(OSError):  # not every file system has folders that can be written out
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _link(unfinished: Path, target: Path) -> None:
    """Give the file its name as a second one, which unlike renaming never overwrites what has come meanwhile."""
    try:
        os.link(unfinished, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.rename(unfinished, target)


def _exists(target: Path) -> DeskError:
    return DeskError(f"There is a file {target} already.")
