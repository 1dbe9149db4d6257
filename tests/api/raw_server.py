"""A server that answers each connection with exactly the bytes, pauses and breaks of a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Script = Callable[["Connection"], Awaitable[None]]


@dataclass
class Connection:
    """One connection of the server."""

    server: RawServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def request(self) -> bytes:
        """The next request, with its body; empty at the end of the connection."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return b""
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        request = head + await self.reader.readexactly(length)
        self.server.requests.append(request)
        return request

    async def say(self, data: bytes) -> None:
        """Send bytes."""
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Break the connection off without a goodbye."""
        self.writer.transport.abort()


@dataclass
class RawServer:
    """Where the server listens, and what came."""

    port: int = 0
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def raw_server(script: Script) -> AsyncIterator[RawServer]:
    """A loopback server that runs `script` for each connection."""
    server = RawServer()
    scripts: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        task = asyncio.ensure_future(script(Connection(server, reader, writer)))
        scripts.add(task)
        await asyncio.wait([task])
        writer.close()
        if not task.cancelled() and not isinstance(task.exception(), ConnectionError | None):
            task.result()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in scripts:
            task.cancel()
        await asyncio.gather(*scripts, return_exceptions=True)
        await listener.wait_closed()


def http(status: int, body: bytes = b"", *headers: str) -> bytes:
    """A whole answer that keeps the connection open."""
    head = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def answering(answer: bytes) -> Script:
    """A script that gives every request the same answer."""

    async def script(connection: Connection) -> None:
        while await connection.request():
            await connection.say(answer)

    return script
