"""Schema 3: an index for the newest conversations of a department."""

from __future__ import annotations

from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Make the index, unless an earlier step has made it with those of today."""
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS conversation_by_creation ON conversation (department_id, created)"
    )
