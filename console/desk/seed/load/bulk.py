"""Inserting very many rows: one prepared statement a table, or PostgreSQL's COPY."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnDefault, Connection, Table, insert

from console.desk.db import Database

Row = tuple[Any, ...]

_CACHE_KIB = 64 * 1024
_USUAL_CACHE_KIB = 2000


@contextmanager
def bulk_writing(database: Database) -> Iterator[Connection]:
    """A transaction that is given more memory than usual, so that ids in no order do not go to disk again and again."""
    with database.write() as connection:
        if connection.dialect.name != "sqlite":
            yield connection
            return
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
        yield connection
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_USUAL_CACHE_KIB}")


@contextmanager
def without_collector() -> Iterator[None]:
    """No search for cycles: there are none in rows, and looking through millions of them takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows of some columns; the other ones get the values that a new row has by itself."""
    if not rows:
        return
    usual = {
        column.name: column.default.arg
        for column in table.columns
        if column.name not in columns and isinstance(column.default, ColumnDefault) and column.default.is_scalar
    }
    if usual:
        more = tuple(usual.values())
        rows = [row + more for row in rows]
    names = [*columns, *usual]
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows)
    else:
        # Given to the driver as they are: what SQLAlchemy would do with each row takes longer than inserting it.
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        order = [names.index(name) for name in statement.positiontup or ()]
        if order != list(range(len(names))):
            rows = [tuple(row[place] for place in order) for row in rows]
        connection.exec_driver_sql(str(statement), list(rows))


def insert_mappings(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        columns = list(rows[0])
        insert_rows(connection, table, columns, [tuple(row.values()) for row in rows])


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    finally:
        cursor.close()
