"""The client: retries of reads alone, pauses, budget, the resources' requests, and what importing it costs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.api.budget import Budget, Priority
from console.api.client import LiveAgentClient
from console.api.dates import AtOrAfter
from console.api.errors import ApiConnectionError, ApiError, KeyRefusedError, RateLimitedError, Sent, UnavailableError
from console.api.transport import in_process, over_network
from console.contract.enums import ConversationStatus
from console.contract.registry import REGISTRY
from console.contract.secret import Secret
from tests.api.every_call import CALLS, Names
from tests.api.support import CANARY, OK, STATUS, client_on, error_body, handled_by

Step = int | type[Exception]


class Server:
    """Answers the steps in turn, the last one for ever."""

    def __init__(self, *steps: Step, headers: dict[str, str] | None = None) -> None:
        self.steps = list(steps)
        self.headers = headers or {}
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, int):
            return httpx.Response(step, content=STATUS if step == 200 else b"", headers=self.headers)
        raise step("broken")


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadError, httpx.ReadTimeout, 502, 503, 504])
async def test_a_read_is_tried_three_times(fault: Step) -> None:
    server = Server(fault, fault, 200)
    assert (await handled_by(server).application.status()).liveagentversion == "4.1"
    assert len(server.requests) == 3

    server = Server(fault)
    with pytest.raises(ApiError):
        await handled_by(server).application.status()
    assert len(server.requests) == 3


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadError, httpx.ReadTimeout, 429, 502, 503, 504, 500])
async def test_a_write_is_tried_once(fault: Step) -> None:
    server = Server(fault, headers={"Retry-After": "1"})
    client = handled_by(server)
    with pytest.raises(ApiError):
        await client.conversations.set_status("abcd1234", ConversationStatus.OPEN)
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", [400, 401, 403, 404, 429, 500, 302])
async def test_a_read_that_was_answered_is_not_repeated(fault: Step) -> None:
    server = Server(fault, 200)
    with pytest.raises(ApiError):
        await handled_by(server).application.status()
    assert len(server.requests) == 1


async def test_retries_wait_longer_each_time_and_say_so() -> None:
    heard: list[tuple[type[ApiError], float]] = []
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    inner = handled_by(Server(503))
    client = LiveAgentClient(
        inner._transport, sleep=sleep, jitter=lambda: 0.5, on_retry=lambda error, s: heard.append((type(error), s))
    )
    with pytest.raises(UnavailableError):
        await client.application.status()
    assert slept == [0.25, 0.5]
    assert heard == [(UnavailableError, 0.25), (UnavailableError, 0.5)]


async def test_a_short_pause_is_waited_out() -> None:
    server = Server(429, 200, headers={"Retry-After": "4"})
    slept: list[float] = []
    now = 100.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    client = LiveAgentClient(
        handled_by(server)._transport,
        budget=Budget(clock=lambda: now, sleep=sleep),
        sleep=sleep,
        jitter=lambda: 0.0,
    )
    await client.application.status()
    assert slept == [4.0]


async def test_a_long_pause_stops_all_calls_at_once() -> None:
    now = 0.0
    server = Server(429, 200, headers={"Retry-After": "90"})
    budget = Budget(clock=lambda: now)
    client = client_on(handled_by(server)._transport, budget=budget)
    with pytest.raises(RateLimitedError) as first:
        await client.application.status()
    assert first.value.retry_after == 90.0
    now = 30.0
    with pytest.raises(RateLimitedError, match="60 more seconds") as second:
        await client.conversations.reply("abcd1234", "Hello", agent="ana@acme.example")
    assert (second.value.sent, second.value.retry_after, len(server.requests)) == (Sent.NOT_SENT, 60.0, 1)
    now = 91.0
    await client.application.status()


async def test_every_try_counts_in_the_budget() -> None:
    client = handled_by(Server(503, 503, 200))
    await client.application.status()
    assert client.budget.used_last_minute == 3


async def test_what_sends_reads_while_others_have_used_their_share() -> None:
    budget = Budget(10)
    client = handled_by(Server(200))
    client.budget = budget
    for _ in range(9):
        await budget.acquire(Priority.OPEN)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await client.application.status()
    client.hurry()
    async with asyncio.timeout(5):
        await client.application.status()


async def test_cancelling_ends_a_call_while_it_waits_to_try_again() -> None:
    waiting = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    client = LiveAgentClient(handled_by(Server(503))._transport, sleep=sleep)
    task = asyncio.ensure_future(client.application.status())
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_every_endpoint_has_a_method() -> None:
    assert {endpoint.name for endpoint in REGISTRY} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
async def test_a_method_calls_its_endpoint(name: str) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(401, content=error_body(401, "Wrong key"))

    with pytest.raises(KeyRefusedError) as caught:
        await CALLS[name](handled_by(answer), Names())
    endpoint = next(endpoint for endpoint in REGISTRY if endpoint.name == name)
    assert caught.value.endpoint == name
    assert seen[0].method == endpoint.method
    assert len(seen[0].url.path.split("/")) == len(f"/api/{endpoint.path}".split("/"))
    assert seen[0].url.params["apikey"] == CANARY


async def test_the_list_is_asked_for_in_the_servers_zone() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b'{"response":{"conversations":[]}}')

    noon = datetime(2015, 1, 12, 12, 0, tzinfo=UTC)
    rows = await handled_by(answer).conversations.list(
        owner="ida@holm.example",
        status=[ConversationStatus.NEW, ConversationStatus.OPEN],
        changed=AtOrAfter(noon),
        created_from=noon,
        channel_type=("E", "B"),
        limit=100,
        offset=200,
    )
    assert rows == []
    assert dict(seen[0].url.params) == {
        "owneridentifier": "ida@holm.example",
        "status": "N,C",
        "datechanged": "gte:2015-01-12 04:00:00",
        "datefrom": "2015-01-12 04:00:00",
        "channel_type": "E,B",
        "limit": "100",
        "offset": "200",
        "apikey": CANARY,
    }


async def test_the_same_client_runs_on_an_application_in_this_process() -> None:
    scopes: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": OK})

    async with client_on(in_process(application, Secret("short"))) as client:
        await client.conversations.set_status("a b/c", ConversationStatus.OPEN)
    assert scopes[0]["raw_path"] == b"/api/conversations/a%20b%2Fc/status"
    assert scopes[0]["query_string"] == b"apikey=short"


async def test_a_server_behind_a_unix_socket(tmp_path: Path) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + STATUS)
        writer.close()

    path = str(tmp_path / "desk.sock")
    server = await asyncio.start_unix_server(answer, path)
    async with server, client_on(over_network("http://desk", Secret(CANARY), uds=path)) as client:
        assert (await client.application.status()).liveagentversion == "4.1"
    async with client_on(over_network("http://desk", Secret(CANARY), uds=f"{path}.gone")) as client:
        with pytest.raises(ApiConnectionError, match="not running"):
            await client.application.status()


def loaded_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has after a statement."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_client_alone_does_not_load_httpx() -> None:
    assert not loaded_after("import console.api.client") & {"httpx", "textual", "starlette", "sqlalchemy"}


def test_the_transport_does_not_load_the_command_line_of_httpx() -> None:
    loaded = loaded_after("import console.api.transport")
    assert "httpx" in loaded
    assert not loaded & {"httpx._main", "click", "rich", "pygments", "textual"}
