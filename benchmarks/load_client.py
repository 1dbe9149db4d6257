"""A client that costs as little as a client can, so that what is measured is the server."""

from __future__ import annotations

import asyncio
import re

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


class BrokenAnswerError(Exception):
    """The connection ended, or what came is no answer that this client reads."""


class LoadClient(asyncio.Protocol):
    """One connection that is kept, with one request at a time on it."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._needed = 0
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    @classmethod
    async def open(cls, host: str, port: int) -> LoadClient:
        """A connected client."""
        _, client = await asyncio.get_running_loop().create_connection(cls, host, port)
        return client

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body of the answer to a whole request."""
        if self._transport is None or self._transport.is_closing():
            raise BrokenAnswerError
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Leave."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what create_connection makes
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of whoever waits for an answer."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(BrokenAnswerError())

    def data_received(self, data: bytes) -> None:
        """Collect an answer until all that its head announces is there."""
        self._received += data
        if not self._needed:
            end = self._received.find(_HEAD_END)
            if end < 0:
                return
            length = _LENGTH.search(self._received, 0, end)
            self._needed = end + len(_HEAD_END) + (int(length[1]) if length else 0)
        if len(self._received) < self._needed or self._answer is None:
            return
        whole = bytes(self._received[: self._needed])
        del self._received[: self._needed]
        self._needed = 0
        status, body = int(whole[9:12]), whole.partition(_HEAD_END)[2]
        if not self._answer.done():
            self._answer.set_result((status, body))
