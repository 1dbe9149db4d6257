"""The demo desk on a port of this machine, with a dial for everything that can go wrong on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from console.contract.zone import DEFAULT_ZONE
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.seed import DEMO_NOW
from tests.api.raw_server import Connection, RawServer, http


def refusal(status: int, message: str) -> bytes:
    """An answer of API v1 that says no."""
    error = {"status": "ERROR", "statuscode": status, "errormessage": message, "debugmessage": ""}
    return http(status, json.dumps({"response": error}).encode(), "Content-Type: application/json")


WEB_PAGE = http(200, b"<!doctype html><title>Log in</title><p>Log in</p>", "Content-Type: text/html")


class FaultyDesk:
    """Set `answer` to have every request answered with it, `cut_after_write` to lose the answers of what changes
    something, `hang_up()` to refuse connections until `listen()`."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.answer: bytes | None = None
        self.refuse: Callable[[str, str], bytes | None] = lambda method, target: None
        """The answer to a request that is refused by its method and target; None for what the desk shall answer."""
        self.cut_after_write = False
        self.cut_in_answer = False
        """Whether half of the answer to what changes something still comes, before the line is cut."""
        self.cut_reads_too = False
        """Whether nothing is answered any more once an answer was lost."""
        self.posts: list[str] = []
        """Targets of the requests that create something."""
        self.requests = 0
        self._client = client
        self._log = RawServer()
        self._listener: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost = False

    @property
    def url(self) -> str:
        """Its address, also while nobody listens there."""
        return self._log.url

    async def listen(self) -> None:
        """Take connections; always on the same port."""
        self._lost = False
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self._log.port)
        self._log.port = self._listener.sockets[0].getsockname()[1]

    async def hang_up(self) -> None:
        """Break all connections and refuse new ones."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(Connection(self._log, reader, writer)))
        self._tasks.add(task)
        await asyncio.wait([task])
        self._tasks.discard(task)
        writer.close()
        if not task.cancelled() and not isinstance(task.exception(), ConnectionError | None):
            task.result()

    async def _serve(self, connection: Connection) -> None:
        while request := await connection.request():
            self.requests += 1
            head, _, body = request.partition(b"\r\n\r\n")
            method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
            refused = self.answer or self.refuse(method, target)
            if refused is not None:
                await connection.say(refused)
                continue
            if self._lost and self.cut_reads_too:
                connection.reset()
                return
            if method == "POST":
                self.posts.append(target.split("?")[0])
            answer = await self._ask(method, target, head, body)
            if (self.cut_after_write or self.cut_in_answer) and method != "GET":
                self._lost = True
                if self.cut_in_answer:
                    await connection.say(answer[: len(answer) // 2])
                connection.reset()
                return
            await connection.say(answer)

    async def _ask(self, method: str, target: str, head: bytes, body: bytes) -> bytes:
        lines = [line.decode().partition(": ") for line in head.split(b"\r\n")[1:]]
        headers = {name: value for name, _, value in lines if name.lower() not in ("host", "content-length")}
        response = await self._client.request(method, target, headers=headers, content=body)
        kind = response.headers.get("content-type", "application/json")
        return http(response.status_code, response.content, f"Content-Type: {kind}")


@asynccontextmanager
async def faulty_desk(folder: Path) -> AsyncIterator[FaultyDesk]:
    """The desk of a folder, on a port."""
    database = Database.open(str(folder / "desk.db"))
    app = create_desk(database, clock=lambda: DEMO_NOW, zone=ZoneInfo(DEFAULT_ZONE), rate_limit=None)
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.localhost") as client:
            desk = FaultyDesk(client)
            await desk.listen()
            try:
                yield desk
            finally:
                await desk.hang_up()
    finally:
        database.close()
