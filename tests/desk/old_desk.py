"""Databases as a desk of version 1 left them, with the rows of the small desk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine

from tests.hygiene.source import ROOT

_DATA = ROOT / "tests" / "data"


def old_file(path: Path) -> str:
    """A new file; returns its URL."""
    path.touch(0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_script("sqlite"))
        connection.commit()
    return f"sqlite:///{path}"


def old_server(url: str) -> None:
    """An empty database on a server, filled."""
    engine = create_engine(url)
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(_script("postgresql"))
        connection.commit()
    engine.dispose()


def _script(dialect: str) -> str:
    return "\n".join((_DATA / f"desk_version_1.{part}.sql").read_text() for part in (dialect, "rows"))
