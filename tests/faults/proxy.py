"""A real socket server in front of the desk, in a thread of its own, that lets requests go wrong as it is told."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

import httpx
from starlette.types import ASGIApp

from tests.api.raw_server import Connection, RawServer, http
from tests.faults.spoiling import Fault, Moment


class FaultProxy:
    """Passes requests on to an application, and answers on; what goes wrong is told beforehand.

    `faults` are used up one a request that `meets` them, in their order. `latency` is in seconds and `bandwidth` in
    bytes a second, both of every answer; `skew` moves the `Date` that the server says by seconds.
    """

    def __init__(self, app: ASGIApp, meets: Callable[[str, str], bool] = lambda method, _: method != "GET") -> None:
        self.faults: deque[Fault] = deque()
        self.passed: list[tuple[str, str]] = []
        """Method and path of what reached the desk."""
        self.latency = 0.0
        self.bandwidth = float("inf")
        self.skew = 0.0
        self._app = app
        self._meets = meets
        self._log = RawServer()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault proxy", daemon=True)
        self._listener: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Its address, the same also while it does not listen."""
        return self._log.url

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        self.listen()

    def listen(self) -> None:
        """Take connections."""
        self._run(self._listen()).result(10)

    def hang_up(self) -> None:
        """Break all connections and refuse new ones."""
        self._run(self._hang_up()).result(10)

    def stop(self) -> None:
        """End, with everything that is under way."""
        self._run(self._end()).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _run(self, coroutine: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self._log.port)
        self._log.port = self._listener.sockets[0].getsockname()[1]

    async def _hang_up(self) -> None:
        if self._listener is not None:
            for one in self._listener.sockets:
                self._loop.remove_reader(one.fileno())
            for _ in range(3):  # what was accepted just now would be left open if its listener were closed before that
                await asyncio.sleep(0)
            self._listener.close()
            self._listener = None
        for task in self._tasks.copy():
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _end(self) -> None:
        """Hang up, and close also what came in just then; closing takes a turn of the loop."""
        await self._hang_up()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others, timeout=0.01)
            await self._hang_up()
        await asyncio.sleep(0)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(Connection(self._log, reader, writer)))
        self._tasks.add(task)
        await asyncio.wait([task])
        self._tasks.discard(task)
        writer.close()
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, ConnectionError | asyncio.IncompleteReadError):
            raise error

    async def _serve(self, connection: Connection) -> None:
        """One request a connection: clients must do with servers that close."""
        head = await connection.reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        fault = self.faults.popleft() if self.faults and self._meets(method, target) else None
        length = int((re.search(rb"(?i)content-length: *(\d+)", head) or [b"", b"0"])[1])
        if fault is not None and fault.moment is Moment.DURING:
            with suppress(asyncio.IncompleteReadError):
                await connection.reader.readexactly(length // 2)
            await fault.spoil(connection, b"")
            return
        body = await connection.reader.readexactly(length)
        if fault is not None and fault.moment is Moment.BEFORE:
            await fault.spoil(connection, http(200, b'{"response":{"status":"OK","statuscode":0}}'))
            return
        answer = await self._ask(method, target, head, body)
        if fault is not None:
            await fault.spoil(connection, answer)
            return
        await self._say(connection, answer)

    async def _ask(self, method: str, target: str, head: bytes, body: bytes) -> bytes:
        lines = [line.decode().partition(": ") for line in head.split(b"\r\n")[1:] if line]
        headers = {name: value for name, _, value in lines if name.lower() not in ("host", "content-length")}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self._app), base_url="http://desk.localhost"
        ) as client:
            response = await client.request(method, target, headers=headers, content=body)
        self.passed.append((method, target.partition("?")[0]))
        kind = response.headers.get("content-type", "application/json")
        return http(response.status_code, response.content, f"Content-Type: {kind}", "Connection: close")

    async def _say(self, connection: Connection, answer: bytes) -> None:
        if self.latency:
            await asyncio.sleep(self.latency)
        step = max(1, int(min(self.bandwidth / 20, len(answer))))
        for start in range(0, len(answer), step):
            await connection.say(answer[start : start + step])
            if step < len(answer):
                await asyncio.sleep(0.05)
