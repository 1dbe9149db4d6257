"""HTTP/1.1 on one connection: Uvicorn's parser in C, with bounds for what a client may send and refusals in words."""

from __future__ import annotations

import asyncio
import http
from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from console.desk.answers import Answer, failure
from console.desk.errors import CallError, unavailable

MOST_HEAD = 16 * 1024
"""Bytes of a request beside its body."""
MOST_CONNECTIONS = 400
HEAD_SECONDS = 30.0
"""How long a request's head may take to come in, and a new connection to send one."""
CUT = "liveagent.desk.cut"
"""Extension of a request: a function that breaks its connection off."""

_CHUNK_FRAME = 8
"""Bytes around a chunk of a body, which may be of a single byte."""


class TooLargeError(Exception):
    """A request's head is larger than anybody needs. It ends the parser's work."""


class BoundedProtocol(HttpToolsProtocol):
    """What the parser keeps of a request is bounded, as is the time it waits for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._came = 0
        self._of_body = 0
        self._of_headers = 0
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request, for a while; a connection too many is told so."""
        super().connection_made(transport)  # type: ignore[arg-type] # Uvicorn's is narrower than asyncio's
        if len(self.connections) > MOST_CONNECTIONS:
            self.app = _overcrowded
        self._be_patient()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, unless there is more than a head and the body's own bytes can account for."""
        self._came += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._came > MOST_HEAD + (1 + _CHUNK_FRAME) * self._of_body:
            self.send_400_response("")
        elif self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr] # None at first
            self._be_patient()
        else:
            self._stop_waiting()

    def on_message_begin(self) -> None:
        """Count anew."""
        super().on_message_begin()
        self._of_headers = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or one of those behind a body in chunks."""
        self._of_headers += len(name) + len(value)
        if self._of_headers > MOST_HEAD:
            raise TooLargeError
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer, once the address fits too."""
        if len(self.url) + self._of_headers > MOST_HEAD:
            raise TooLargeError
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._of_body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count anew, with what follows in the same bytes not counted."""
        self._came = self._of_body = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or one that is too large, and hang up."""
        answer = failure(CallError(400, "this is no HTTP request, or its address and headers are too large"))
        self.transport.write(_as_bytes(answer))
        self.transport.close()

    def _be_patient(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class CuttableProtocol(BoundedProtocol):
    """Lets the application break a connection off: the fault dial needs it."""

    def on_message_begin(self) -> None:
        """Offer it to the request that begins."""
        super().on_message_begin()
        self.scope["extensions"] = {CUT: self.transport.abort}  # type: ignore[dict-item] # ASGI's are of data alone


def _as_bytes(answer: Answer) -> bytes:
    status = f"HTTP/1.1 {answer.status} {http.HTTPStatus(answer.status).phrase}\r\n".encode()
    headers = b"".join(name + b": " + value + b"\r\n" for name, value in answer.all_headers())
    return status + headers + b"connection: close\r\n\r\n" + answer.body


async def _overcrowded(_scope: Scope, _receive: Receive, send: Send) -> None:
    answer = failure(unavailable("the desk has too many connections", retry_after=5))
    await answer.send(send)
