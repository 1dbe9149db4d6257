"""What can go wrong with one request: 27 kinds, each before, during or after the server acts on it."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.api.raw_server import Connection, http

NOTHING_MORE = 3600.0


class Moment(StrEnum):
    """When it goes wrong."""

    BEFORE = "before"
    """The desk never hears of the request."""
    DURING = "during"
    """The request's body is cut: the desk never hears of it."""
    AFTER = "after"
    """The desk has acted; its answer goes wrong."""


Spoil = Callable[[Connection, bytes], Awaitable[None]]
"""What the client gets in place of an answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble at one moment."""

    name: str
    moment: Moment
    spoil: Spoil

    def __str__(self) -> str:
        return f"{self.name} {self.moment.value}"


def error_object(status: int, message: str = "no") -> bytes:
    """The body of an error of API v1."""
    tree = {"status": "ERROR", "statuscode": status, "errormessage": message, "debugmessage": ""}
    return json.dumps({"response": tree}).encode()


def saying(answer: bytes) -> Spoil:
    """Give this answer and close."""

    async def spoil(connection: Connection, _answer: bytes) -> None:
        await connection.say(answer)

    return spoil


async def reset(connection: Connection, _answer: bytes) -> None:
    """Break the connection off."""
    connection.reset()


async def close(_connection: Connection, _answer: bytes) -> None:
    """Close it politely, without an answer."""


async def silence(_connection: Connection, _answer: bytes) -> None:
    """Never answer."""
    await asyncio.sleep(NOTHING_MORE)


async def half_headers(connection: Connection, answer: bytes) -> None:
    """Stop in the middle of the headers."""
    await connection.say(answer[:20])


async def half_body(connection: Connection, answer: bytes) -> None:
    """Stop in the middle of the body, whose length was told."""
    await connection.say(answer[:-5])


async def broken_chunk(connection: Connection, _answer: bytes) -> None:
    """A chunk that is no chunk."""
    await connection.say(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"res\r\nzz\r\n')


async def cut_without_length(connection: Connection, _answer: bytes) -> None:
    """HTTP 200 with half a body and no length: nothing in HTTP says that it is cut."""
    await connection.say(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"response":{"stat')


async def drip(connection: Connection, answer: bytes) -> None:
    """One byte after another, for ever."""
    for byte in answer:
        await connection.say(bytes([byte]))
        await asyncio.sleep(0.05)


BAD_GZIP = http(200, b"\x1f\x8b\x08\x00broken", "Content-Encoding: gzip")
BOMB = http(200, gzip.compress(b" " * 20_000_000), "Content-Encoding: gzip")
DEEP = http(200, b'{"response":' + b"[" * 20_000 + b"]" * 20_000 + b"}")
LOGIN_PAGE = http(200, b"<!doctype html><title>Log in</title>", "Content-Type: text/html")
OTHER_JSON = http(200, b'{"ok":true}', "Content-Type: application/json")
GATEWAY_PAGE = b"<html><h1>Bad gateway</h1></html>"

DOUBTFUL: dict[str, Spoil] = {
    "reset": reset,
    "close": close,
    "silence": silence,
    "half headers": half_headers,
    "half body": half_body,
    "broken chunk": broken_chunk,
    "cut body": cut_without_length,
    "bad gzip": saying(BAD_GZIP),
    "gzip bomb": saying(BOMB),
    "deep json": saying(DEEP),
    "drip": drip,
    "500": saying(http(500, error_object(500))),
    "502 page": saying(http(502, GATEWAY_PAGE, "Content-Type: text/html")),
    "503": saying(http(503, error_object(503))),
    "503 retry": saying(http(503, error_object(503), "Retry-After: 1")),
    "504": saying(http(504, GATEWAY_PAGE)),
    "408": saying(http(408)),
    "409": saying(http(409)),
    "425": saying(http(425)),
    "login page": saying(LOGIN_PAGE),
    "empty 200": saying(http(200)),
    "other json": saying(OTHER_JSON),
}
"""Answers that may come whether the server acted or not."""

REFUSING: dict[str, Spoil] = {
    "429": saying(http(429, error_object(429), "Retry-After: 1")),
    "401": saying(http(401, error_object(401))),
    "403": saying(http(403, error_object(403))),
    "404": saying(http(404, error_object(404))),
    "422": saying(http(422, error_object(422))),
}
"""Answers of a server that did not act."""

DURING: dict[str, Spoil] = {"reset": reset, "close": close, "silence": silence}

FAULTS = [
    *(Fault(name, moment, spoil) for name, spoil in DOUBTFUL.items() for moment in (Moment.BEFORE, Moment.AFTER)),
    *(Fault(name, Moment.BEFORE, spoil) for name, spoil in REFUSING.items()),
    *(Fault(name, Moment.DURING, spoil) for name, spoil in DURING.items()),
]
