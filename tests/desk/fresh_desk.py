"""The small desk as new, as often as it is needed, and what is logged as a failure meanwhile."""

from __future__ import annotations

import logging
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette

from console.desk.app import create_desk
from console.desk.checking import check_database
from console.desk.db import Database
from tests.desk.caller import Clock
from tests.desk.databases import EmptyDesk
from tests.desk.small_desk import NOW, ZONE, small_desk
from tests.desk.small_events import small_events


class FreshDesk(ABC):
    """A database with the small desk and its events, and applications over it."""

    def __init__(self, url: str) -> None:
        self.database = Database.open(url)

    def application(self) -> Starlette:
        """A desk on which nothing has happened yet, without a limit on calls."""
        self._put_back()
        return create_desk(self.database, clock=Clock(NOW), zone=ZONE, rate_limit=None)

    def findings(self) -> list[str]:
        """What is not consistent in the database."""
        return [str(finding) for finding in check_database(self.database)]

    def close(self) -> None:
        """Let the database go."""
        self.database.close()

    def _fill(self) -> None:
        small_desk(self.database)
        small_events(self.database)

    @abstractmethod
    def _put_back(self) -> None:
        """Make the database what it was in the beginning."""


class DeskInMemory(FreshDesk):
    """It is put back in a millisecond instead of made again."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
        self._fill()
        self._kept = self._driver().serialize()

    def _put_back(self) -> None:
        self._driver().deserialize(self._kept)

    def _driver(self) -> sqlite3.Connection:
        with self.database.read() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver


class DeskOnServer(FreshDesk):
    """On a database server, where it is emptied and filled."""

    def __init__(self, empty: EmptyDesk) -> None:
        super().__init__(empty.url)
        self._empty = empty

    def _put_back(self) -> None:
        self._empty.clear()
        self._fill()


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
