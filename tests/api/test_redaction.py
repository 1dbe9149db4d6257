"""The key is in the request and nowhere else: not in texts, tracebacks, their locals or logs."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from console.api.errors import ApiError
from console.contract.secret import Secret
from tests.api.raw_server import Connection, RawServer, Script, answering, http, raw_server
from tests.api.support import CANARY, STATUS, client_at, error_body, one_call

FORMS = (CANARY, quote(CANARY), quote(CANARY, safe=""))


async def dropped(connection: Connection) -> None:
    await connection.request()
    connection.reset()


def echoing(status: int) -> Script:
    """The server says the key back in body and headers, as it is and as it stood in the URL."""
    said = " ".join(FORMS)
    return answering(
        http(status, error_body(status, said), f"Location: http://127.0.0.1:1/?apikey={FORMS[2]}", f"X-Key: {FORMS[2]}")
    )


SCRIPTS = {
    "200 page": answering(http(200, f"<html>{CANARY}".encode())),
    "200 shape": answering(http(200, f'{{"response":["{CANARY}"]}}'.encode())),
    "dropped": dropped,
    **{str(status): echoing(status) for status in (200, 302, 308, 401, 403, 404, 429, 500, 503)},
}


def texts_of(error: BaseException) -> Iterator[str]:
    """Everything a crash screen could show of the error: its texts, its traceback, and all locals on the way."""
    yield from (str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error)))
    chain: BaseException | None = error
    while chain is not None:
        for frame, _ in traceback.walk_tb(chain.__traceback__):
            if frame.f_globals["__name__"].partition(".")[0] not in ("tests", "_pytest"):
                yield from (repr(value) for value in frame.f_locals.values())
                yield from (repr(vars(value)) for value in frame.f_locals.values() if hasattr(value, "__dict__"))
        chain = chain.__cause__ or chain.__context__


async def failing_texts(url: str, server: RawServer | None, *, write: bool) -> str:
    async with client_at(url) as client:
        with pytest.raises(ApiError) as caught:
            await one_call(client, write=write)
    if server is not None:
        assert all(FORMS[2].encode() in request for request in server.requests)
        assert server.requests
    return "\n".join(texts_of(caught.value))


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("name", SCRIPTS)
async def test_no_failure_shows_the_key(name: str, write: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(SCRIPTS[name]) as server:
        shown = await failing_texts(server.url, server, write=write)
    shown += caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    assert not [form for form in FORMS if form in shown]


@pytest.mark.parametrize("write", [False, True])
async def test_nobody_there_shows_no_key(write: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(dropped) as server:
        url = server.url
    shown = await failing_texts(url, None, write=write) + caplog.text
    assert not [form for form in FORMS if form in shown]


async def test_success_logs_no_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with raw_server(answering(http(200, STATUS, f"X-Key: {FORMS[2]}"))) as server:
        async with client_at(server.url) as client:
            await client.application.status()
            shown = repr(vars(client))
        assert FORMS[2].encode() in server.requests[0]
    shown += caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    assert not [form for form in FORMS if form in shown]


def test_a_secret_hides_itself() -> None:
    secret = Secret(CANARY)
    assert {str(secret), repr(secret), f"{secret}", f"{[secret]}"} == {"***", "[***]"}
    assert secret.reveal() == CANARY
    assert secret == Secret(CANARY)
    assert secret != Secret("another")
    assert copy.deepcopy({"key": secret})["key"] is secret
    assert not Secret("")
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(secret)
