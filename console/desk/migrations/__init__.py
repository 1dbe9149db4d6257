"""Bringing databases up to date: numbered steps that only go forward, all that are needed in one transaction.

The first schema has number 1. A step is a module with a function `migrate`; its number is that of the schema it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect

from console.desk.db import Database, read_setting, write_setting
from console.desk.errors import DeskError
from console.desk.migrations import step_2, step_3
from console.desk.migrations.copies import keep_copy
from console.desk.tables import metadata

STEPS: Mapping[int, Callable[[Connection], None]] = {2: step_2.migrate, 3: step_3.migrate}
SCHEMA_VERSION = max(STEPS)
"""The schema that this desk works with, as it is noted in the setting `schema_version`."""


def prepare(database: Database, *, create: bool, now: datetime, shown: str, path: Path | None) -> None:
    """Make the tables in an empty database, or bring those of an older desk up to date.

    `shown` is what the database is called in errors; `path` is its file, of which a copy is kept before anything in it
    changes. Nobody has to wait for a database that is up to date. Raises `DeskError` for one that is not a desk's or is
    a newer one's.
    """
    with database.read() as connection:
        if _version(connection, create=create, shown=shown) == SCHEMA_VERSION:
            return
    with database.write() as connection:
        version = _version(connection, create=create, shown=shown)  # somebody else may have been quicker
        if version is None:
            metadata.create_all(connection)
            write_setting(connection, "installed", str(int(now.timestamp())))
        elif version < SCHEMA_VERSION and path is not None:
            keep_copy(path, version)
        for number in range(version or SCHEMA_VERSION, SCHEMA_VERSION):
            STEPS[number + 1](connection)
        write_setting(connection, "schema_version", str(SCHEMA_VERSION))
        write_setting(connection, "updated", str(int(now.timestamp())))


def _version(connection: Connection, *, create: bool, shown: str) -> int | None:
    """The version of a database's schema; None when there is none, and one may be made."""
    tables = inspect(connection).get_table_names()
    if not tables and create:
        return None
    noted = read_setting(connection, "schema_version") if "setting" in tables else None
    if noted is None or not noted.isdecimal():
        message = f"The database {shown} holds no desk."
        raise DeskError(message)
    if int(noted) > SCHEMA_VERSION:
        message = (
            f"The database {shown} was written by a newer desk: its schema is {noted}, this one knows "
            f"{SCHEMA_VERSION}. Update this program, or start with another database."
        )
        raise DeskError(message)
    return int(noted)
