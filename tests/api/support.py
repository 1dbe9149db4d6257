"""What the client's tests share: the key to look for, answers, and clients on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from console.api.address import ServerAddress
from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.exchange import Timeouts, Transport
from console.api.transport import HttpTransport, over_network
from console.contract.secret import Secret

CANARY = "Kanari3n/v0gel+42=singt"
"""The key; its form in URLs differs from its plain form."""

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OK = b'{"response":{"status":"OK","statuscode":0}}'
STATUS = b'{"response":{"liveagentversion":"4.1","gpfversion":"1","dateinstalled":"","datelatestupdate":""}}'

Handler = Callable[[httpx.Request], httpx.Response]


def error_body(code: int, said: str) -> bytes:
    """The error object."""
    fields = {"status": "ERROR", "statuscode": code, "errormessage": said, "debugmessage": ""}
    return json.dumps({"response": fields}).encode()


async def no_sleep(_seconds: float) -> None:
    """Waits that take no time."""


def client_on(transport: Transport, *, strict: bool = False, budget: Budget | None = None) -> LiveAgentClient:
    """A client whose waits take no time."""
    return LiveAgentClient(
        transport, strict=strict, budget=budget, clock=lambda: NOW, sleep=no_sleep, jitter=lambda: 1.0
    )


def handled_by(handler: Handler, *, strict: bool = False, url: str = "https://acme.example") -> LiveAgentClient:
    """A client whose requests a function answers."""
    inner = httpx.MockTransport(handler)
    transport = HttpTransport(ServerAddress.parse(url), Secret(CANARY), reader=inner, writer=inner, timeouts=Timeouts())
    return client_on(transport, strict=strict)


def client_at(url: str, *, timeouts: Timeouts | None = None) -> LiveAgentClient:
    """A client of a real address."""
    return client_on(over_network(url, Secret(CANARY), timeouts=timeouts))


async def one_call(client: LiveAgentClient, *, write: bool) -> None:
    """A reply, or the cheapest read."""
    if write:
        await client.conversations.reply("abcd1234", "Hello", agent="ana@acme.example")
    else:
        await client.application.status()
