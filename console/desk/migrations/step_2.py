"""Schema 2: what happened and when, for the reports; companies, files, widgets; answers to repeated calls."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, inspect
from sqlalchemy.schema import CreateColumn

from console.contract.zone import DEFAULT_ZONE
from console.desk.db import read_setting
from console.desk.events import record_stored
from console.desk.tables import ADDED_COLUMNS, metadata


def migrate(connection: Connection) -> None:
    """Make the tables, columns and indexes that are missing, and the events of what is there.

    The tables are those of today. A step that changes one of them has to write it out here as it was at this step.
    """
    metadata.create_all(connection)
    present = inspect(connection)
    for column in ADDED_COLUMNS:
        if column.name not in {one["name"] for one in present.get_columns(column.table.name)}:
            _add_column(connection, column)
    for table in metadata.sorted_tables:
        names = {one["name"] for one in present.get_indexes(table.name)}
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            if index.name not in names:
                index.create(connection)
    # Conversations of an older desk have their events from what was written in them.
    record_stored(connection, ZoneInfo(read_setting(connection, "zone") or DEFAULT_ZONE))


def _add_column(connection: Connection, column: Column[str]) -> None:
    described = CreateColumn(column).compile(dialect=connection.dialect)
    table = connection.dialect.identifier_preparer.format_table(column.table)
    connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {described}")
