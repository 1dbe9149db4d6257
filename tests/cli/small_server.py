"""The small desk behind a real socket, new for every test, with faults on the way that a test can ask for."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uvicorn
from sqlalchemy import insert, select, update
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.desk import tables
from console.desk.app import create_desk
from console.desk.db import Database
from tests.desk.small_desk import KEY, MIRA_EMAIL, ZONE, small_desk


@dataclass
class Fault:
    """What happens to requests of one method and path: how they are answered instead, and whether they arrive."""

    method: str
    path_end: str
    applied: bool = False
    """Whether the desk acts before the answer is lost."""
    status: int | None = None
    """The status of an error that is answered; None cuts the answer off."""
    message: str = "the desk failed"
    times: int = 1
    headers: tuple[tuple[str, str], ...] = ()


class SmallServer:
    """A server for a module's tests. `reset` gives it new rows, `faults` says what goes wrong."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, str]] = []
        self.change_body: Callable[[bytes], bytes] = lambda body: body
        """Changes the body of every answer on its way back."""
        self._desk: ASGIApp | None = None
        self.database: Database | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(self, http="h11", ws="none", loop="asyncio", lifespan="off", log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def environment(self) -> dict[str, str]:
        """What a user would set to work on it as Mira."""
        url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        return {"LIVEAGENT_URL": url, "LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": MIRA_EMAIL}

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()

    def reset(self, clock: Callable[[], datetime]) -> None:
        """The small desk's rows and nothing else; no faults."""
        self.close()
        self.database = Database.open("sqlite://")
        small_desk(self.database)
        self._desk = create_desk(self.database, clock=clock, zone=ZONE, rate_limit=None)
        self.faults, self.calls, self.change_body = [], [], lambda body: body

    def close(self) -> None:
        """Close the rows."""
        if self.database is not None:
            self.database.close()
            self.database = None

    def change(self, table: str, identifier: str, **values: object) -> None:
        """Change a row behind everybody's back."""
        assert self.database is not None
        target = getattr(tables, table)
        with self.database.write() as connection:
            connection.execute(update(target).where(target.c.id == identifier).values(values))

    def insert(self, table: str, row: dict[str, object]) -> None:
        """Add a row behind everybody's back."""
        assert self.database is not None
        with self.database.write() as connection:
            connection.execute(insert(getattr(tables, table)), row)

    def rows(self, table: str, **where: object) -> list[dict[str, Any]]:
        """The rows of a table with these values."""
        assert self.database is not None
        target = getattr(tables, table)
        query = select(target).where(*(target.c[name] == value for name, value in where.items()))
        with self.database.read() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def count(self, method: str, path_end: str = "") -> int:
        """How many requests there were."""
        return sum(one == method and path.endswith(path_end) for one, path in self.calls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        assert self._desk is not None
        self.calls.append((scope["method"], scope["path"]))
        fault = self._fault(scope["method"], scope["path"])
        if fault is None:
            await self._desk(scope, receive, _Changing(send, self.change_body))
            return
        if fault.applied:
            await self._desk(scope, receive, _nowhere)
        headers = [(b"content-type", b"application/json")]
        headers += [(name.encode(), value.encode()) for name, value in fault.headers]
        if fault.status is None:  # an answer that ends before it says all it promised
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"99")]})
            await send({"type": "http.response.body", "body": b"{", "more_body": True})
            return
        error = {"status": "ERROR", "statuscode": fault.status, "errormessage": fault.message, "debugmessage": ""}
        await send({"type": "http.response.start", "status": fault.status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps({"response": error}).encode()})

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and path.endswith(fault.path_end):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _run(self) -> None:
        asyncio.run(self._server.serve([self._listener]))


class _Changing:
    """Sends answers with their bodies changed."""

    def __init__(self, send: Send, change: Callable[[bytes], bytes]) -> None:
        self._send = send
        self._change = change
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        assert self._start is not None
        body = self._change(message.get("body", b""))
        headers = [(name, value) for name, value in self._start["headers"] if name != b"content-length"]
        await self._send({**self._start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self._send({**message, "body": body})


async def _nowhere(_message: Message) -> None:
    """An answer that nobody hears."""
