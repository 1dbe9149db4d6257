"""The small desk as new as often as it is needed: its database is put back in a millisecond instead of made again."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import insert, select
from starlette.applications import Starlette

from console.desk.app import create_desk
from console.desk.checking import check_database
from console.desk.db import Database
from console.desk.tables import conversation_tag, tag_stretch
from tests.desk.caller import Clock
from tests.desk.small_desk import NOW, ZONE, small_desk
from tests.desk.small_events import small_events


class FreshDesk:
    """A database in memory with the small desk and its events, and applications over it."""

    def __init__(self) -> None:
        self.database = Database.open("sqlite://")
        small_desk(self.database)
        small_events(self.database)
        self._set_tags()
        self._kept = self._driver().serialize()

    def application(self) -> Starlette:
        """A desk on which nothing has happened yet, without a limit on calls."""
        self._driver().deserialize(self._kept)
        return create_desk(self.database, clock=Clock(NOW), zone=ZONE, rate_limit=None)

    def findings(self) -> list[str]:
        """What is not consistent in the database."""
        return [str(finding) for finding in check_database(self.database)]

    def close(self) -> None:
        """Forget the database."""
        self.database.close()

    def _set_tags(self) -> None:
        """Put the tags on conversations that are set by the events alone."""
        open_ones = select(tag_stretch.c.conversation_id, tag_stretch.c.tag_id).where(tag_stretch.c.to_at.is_(None))
        with self.database.write() as connection:
            for row in connection.execute(open_ones).all():
                connection.execute(insert(conversation_tag).values(**row._mapping))

    def _driver(self) -> sqlite3.Connection:
        with self.database.read() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver


class Failures(logging.Handler):
    """Warnings and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said, and where an exception came from."""
        where = "" if record.exc_info is None else f" ({record.exc_info[0]})"
        self.messages.append(f"{record.name}: {record.getMessage()}{where}")


@contextmanager
def failures() -> Iterator[list[str]]:
    """What anybody logs as a failure meanwhile: the desk, the server around it, a library."""
    handler = Failures()
    logging.getLogger().addHandler(handler)
    try:
        yield handler.messages
    finally:
        logging.getLogger().removeHandler(handler)
