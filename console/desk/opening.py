"""The application before its database is open: it answers that the desk is being installed or updated (section 0.5)."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from console.desk.answers import failure
from console.desk.engines import is_busy
from console.desk.errors import BusyError, CallError, unavailable
from console.desk.requests import read_address

T = TypeVar("T")

RETRY_AFTER = 5
AGAIN = 0.5
"""Seconds between looks at a database that another process is busy with."""


class OpeningDesk(Starlette):
    """Answers every call with the API's 503 while `open_desk` works in a thread, and hands it to the desk afterwards.

    `opened` is called when that is so, `failed` when it never will be: `error` then says why.
    """

    def __init__(
        self,
        open_desk: Callable[[threading.Event], Starlette],
        *,
        opened: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        super().__init__(lifespan=self._live)
        self.error: BaseException | None = None
        self._open_desk = open_desk
        self._opened = opened
        self._failed = failed
        self._desk: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or live from the server's start to its end."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
        elif self._desk is not None:
            await self._desk(scope, receive, send)
        else:
            await _not_yet(scope, send)

    @asynccontextmanager
    async def _live(self, _app: Starlette) -> AsyncGenerator[None]:
        hurry, ending = threading.Event(), asyncio.Event()
        life = asyncio.create_task(self._open(hurry, ending))
        try:
            yield
        finally:
            hurry.set()
            ending.set()
            await asyncio.wait([life])
            life.exception()  # it is in `error`

    async def _open(self, hurry: threading.Event, ending: asyncio.Event) -> None:
        try:
            desk = await to_thread.run_sync(self._open_desk, hurry)
        except BaseException as error:
            self.error = error
            self._failed()
            raise
        async with desk.router.lifespan_context(desk):
            self._desk = desk
            self._opened()
            await ending.wait()


def when_nobody_is_at_it(work: Callable[[], T], hurry: threading.Event, say: Callable[[str], None]) -> T:
    """What `work` returns, tried again as long as another process is busy with the database.

    Gives up with `BusyError` once there is a hurry.
    """
    said = False
    while True:
        try:
            return work()
        except BusyError as error:
            reason = error
        except (SQLAlchemyError, sqlite3.Error) as error:
            if not is_busy(error):
                raise
            reason = BusyError("The database is busy: another process is at it.")
        if not said:
            say(f"{reason} Waiting for its end.")
            said = True
        if hurry.wait(AGAIN):
            raise reason


async def _not_yet(scope: Scope, send: Send) -> None:
    try:
        wanted = read_address(scope).format
    except CallError as error:
        await failure(error).send(send)
        return
    await failure(unavailable("the desk is being installed or updated", retry_after=RETRY_AFTER), wanted).send(send)
