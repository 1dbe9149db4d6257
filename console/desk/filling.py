"""A database that is filled in many transactions says so until it is full, so that nobody works with a part of it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from console.desk.db import Database, read_setting, write_setting
from console.desk.errors import DeskError
from console.desk.tables import department, setting

_FILLING = "filling"


def begin_filling(connection: Connection, what: str) -> None:
    """From now on the database holds a part of something."""
    write_setting(connection, _FILLING, what)


def end_filling(connection: Connection) -> None:
    """It holds all of it."""
    connection.execute(delete(setting).where(setting.c.name == _FILLING))


def filling_of(connection: Connection) -> str | None:
    """What the database holds a part of; None when it is whole."""
    return read_setting(connection, _FILLING)


def is_empty(database: Database) -> bool:
    """Whether the desk has no departments, and so nothing else either.

    Raises `DeskError` when filling the database was begun and never ended.
    """
    with database.read() as connection:
        _refuse_part(connection)
        return holds_nothing(connection)


def holds_nothing(connection: Connection) -> bool:
    """Whether there are no departments. Asked again by whoever begins to write: another process may be quicker."""
    return connection.scalar(select(department.c.id).limit(1)) is None


def require_empty(connection: Connection) -> None:
    """Raises `DeskError` for a database that has a desk, or a part of one. To be asked by whoever begins to write."""
    _refuse_part(connection)
    if not holds_nothing(connection):
        message = "There is a desk in this database already."
        raise DeskError(message)


def _refuse_part(connection: Connection) -> None:
    what = filling_of(connection)
    if what is not None:
        message = f"Filling this database with {what} was not finished; take another one, or remove it and begin again."
        raise DeskError(message)
