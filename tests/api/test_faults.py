"""What servers and networks do wrong, on real sockets: each fault is one error that says whether the call went out."""

from __future__ import annotations

import asyncio
import gzip
import socket
from typing import Any

import pytest

from console.api.client import LiveAgentClient
from console.api.errors import (
    AnswerTooLongError,
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    RedirectRefusedError,
    Sent,
    UnreadableAnswerError,
)
from console.api.exchange import MAX_BODY, Timeouts
from tests.api.raw_server import Connection, Script, answering, http, raw_server
from tests.api.support import OK, STATUS, client_at, one_call

QUICK = Timeouts(connect=2.0, read=0.3, write=0.3)


async def fail(client: LiveAgentClient, *, write: bool) -> ApiError:
    """The error of one call."""
    async with client:
        with pytest.raises(ApiError) as caught:
            await one_call(client, write=write)
    assert caught.value.endpoint == ("create_message" if write else "read_application_status")
    return caught.value


async def close_at_once(connection: Connection) -> None:
    connection.reset()


async def close_after_request(connection: Connection) -> None:
    await connection.request()
    connection.reset()


async def half_head(connection: Connection) -> None:
    await connection.request()
    await connection.say(b"HTTP/1.1 200 OK\r\nContent-Le")


async def half_body(connection: Connection) -> None:
    await connection.request()
    await connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + OK)


async def bad_gzip(connection: Connection) -> None:
    await connection.request()
    await connection.say(http(200, b"no gzip at all", "Content-Encoding: gzip"))


async def cut_gzip(connection: Connection) -> None:
    await connection.request()
    await connection.say(http(200, gzip.compress(OK)[:-12], "Content-Encoding: gzip"))


async def unknown_packing(connection: Connection) -> None:
    await connection.request()
    await connection.say(http(200, OK, "Content-Encoding: br"))


async def bomb(connection: Connection) -> None:
    await connection.request()
    await connection.say(http(200, gzip.compress(bytes(4 * MAX_BODY), 9), "Content-Encoding: gzip"))


async def no_http(connection: Connection) -> None:
    await connection.request()
    await connection.say(b"220 mail.acme.example ESMTP\r\n")


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    "script",
    [close_at_once, close_after_request, half_head, half_body, bad_gzip, cut_gzip, unknown_packing, no_http],
)
async def test_a_connection_that_breaks_is_unknown(script: Script, write: bool) -> None:
    async with raw_server(script) as server:
        error = await fail(client_at(server.url), write=write)
        assert server.connections == (1 if write else 3)
    assert type(error) is ApiConnectionError
    assert error.sent is Sent.UNKNOWN


@pytest.mark.parametrize("write", [False, True])
async def test_an_answer_without_end_is_broken_off_and_not_asked_for_again(write: bool) -> None:
    async with raw_server(bomb) as server:
        error = await fail(client_at(server.url), write=write)
        assert server.connections == 1
    assert type(error) is AnswerTooLongError
    assert error.sent is Sent.UNKNOWN


@pytest.mark.parametrize("write", [False, True])
async def test_nobody_listens(write: bool) -> None:
    async with raw_server(close_at_once) as server:
        url = server.url
    error = await fail(client_at(url), write=write)
    assert isinstance(error, ApiConnectionError)
    assert error.sent is Sent.NOT_SENT
    assert "refused" in error.message


async def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    error = await fail(client_at("https://nowhere.invalid"), write=True)
    assert error.sent is Sent.NOT_SENT
    assert "The name is unknown" in error.message


async def test_plain_text_where_tls_is_expected() -> None:
    async def plain(connection: Connection) -> None:
        await connection.reader.read(64)
        await connection.say(http(400, b"a request, please"))

    async with raw_server(plain) as server:
        error = await fail(client_at(server.url.replace("http:", "https:")), write=True)
    assert error.sent is Sent.NOT_SENT
    assert "TLS" in error.message


async def test_a_server_that_drips_meets_the_deadline_of_the_whole_call() -> None:
    async def drip(connection: Connection) -> None:
        await connection.request()
        await connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            await connection.say(b" ")
            await asyncio.sleep(0.02)

    async with raw_server(drip) as server:
        error = await fail(client_at(server.url, timeouts=QUICK), write=True)
    assert isinstance(error, ApiTimeoutError)
    assert error.sent is Sent.UNKNOWN


async def test_a_server_that_says_nothing() -> None:
    async def silent(connection: Connection) -> None:
        await connection.request()
        await connection.request()

    async with raw_server(silent) as server:
        error = await fail(client_at(server.url, timeouts=QUICK), write=True)
    assert isinstance(error, ApiTimeoutError)
    assert error.sent is Sent.UNKNOWN


async def test_an_endless_body_is_broken_off() -> None:
    async def endless(connection: Connection) -> None:
        await connection.request()
        await connection.say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await connection.say(b" " * 1024 * 1024)

    async with raw_server(endless) as server:
        error = await fail(client_at(server.url), write=True)
    assert "longer than 16 MB" in error.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><title>Log in</title>", "a web page"),
        (b"\n\n  <html>", "a web page"),
        (b"[1, 2]", "JSON of another shape"),
        (b'{"answer": 1}', "JSON of another shape"),
        (b'{"response": "fine"}', "JSON of another shape"),
        (b"Fatal error", "text"),
        (b'{"response": {"liveagentver', "text"),
        (b"", "nothing"),
        (b'{"response":' * 100_000, "text"),
        (b'{"response":{"a":' + b"[" * 5000 + b"]" * 5000 + b"}}", "text"),
    ],
)
async def test_an_answer_of_another_kind(body: bytes, words: str) -> None:
    async with raw_server(answering(http(200, body, "Content-Type: application/json"))) as server:
        error = await fail(client_at(server.url), write=False)
    assert isinstance(error, UnreadableAnswerError)
    assert f"answered with {words}, not with API v1" in error.message
    assert error.sent is Sent.UNKNOWN


@pytest.mark.parametrize(
    ("status", "sent"), [(301, Sent.SENT_AND_REFUSED), (302, Sent.UNKNOWN), (307, Sent.SENT_AND_REFUSED)]
)
@pytest.mark.parametrize("write", [False, True])
async def test_the_key_never_follows_a_redirect(status: int, sent: Sent, write: bool) -> None:
    async with raw_server(answering(http(200, OK))) as other:
        location = f"Location: {other.url}/api/application/status"
        async with raw_server(answering(http(status, b"", location))) as server:
            error = await fail(client_at(server.url), write=write)
            assert len(server.requests) == 1
        assert other.connections == 0
    assert isinstance(error, RedirectRefusedError)
    assert error.sent is sent
    assert f"127.0.0.1:{other.port}" in error.message


async def test_reads_share_connections_and_writes_do_not() -> None:
    async with raw_server(answering(http(200, STATUS))) as server, client_at(server.url) as client:
        for _ in range(4):
            await client.application.status()
        assert server.connections == 1

    async with raw_server(answering(http(200, OK))) as server, client_at(server.url) as client:
        for _ in range(3):
            await client.conversations.note("abcd1234", "Seen", agent="ana@acme.example")
        assert server.connections == 3


async def test_a_read_survives_a_server_that_closes_idle_connections() -> None:
    async def one_answer(connection: Connection) -> None:
        await connection.request()
        await connection.say(http(200, STATUS))

    async with raw_server(one_answer) as server, client_at(server.url) as client:
        for _ in range(20):
            assert (await client.application.status()).liveagentversion == "4.1"


async def test_a_proxy_of_the_environment_sees_nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    async with raw_server(answering(http(200, STATUS))) as proxy, raw_server(answering(http(200, STATUS))) as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with client_at(server.url) as client:
            await client.application.status()
        assert (proxy.connections, server.connections) == (0, 1)


async def test_an_https_server_is_reached_through_the_proxy_by_its_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(connection: Connection) -> None:
        await connection.request()
        await connection.say(http(502))

    async with raw_server(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        error = await fail(client_at("https://acme.example"), write=True)
        assert proxy.requests[0].startswith(b"CONNECT acme.example:443 HTTP/1.1\r\n")
        assert b"apikey" not in proxy.requests[0]
    assert error.sent is Sent.NOT_SENT
