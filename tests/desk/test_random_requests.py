"""Whatever is sent to it, the desk answers in a documented way, and goes on with a sound database."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.types import ASGIApp, Message

from console.contract.formats import FORMATS
from tests.desk.databases import EmptyDesk
from tests.desk.fresh_desk import DeskInMemory, DeskOnServer, FreshDesk, failures
from tests.desk.raw_requests import LATEST, RawRequest, RequestMaker
from tests.desk.shrinking import smallest
from tests.desk.small_desk import KEY

TOGETHER = 20
"""Requests to one desk, one after the other."""
SOAK = os.environ.get("LAC_SOAK")
SEEDS = range(100) if SOAK is None else range(int(SOAK), int(SOAK) + 500)
"""One for each desk: 2,000 requests, or 10,000 from the number in LAC_SOAK on."""
SECONDS = 120 if SOAK is None else 3600

DOCUMENTED = frozenset({200, 400, 401, 403, 404, 405, 408, 413, 429, 500, 503})
"""All statuses that a client can get."""
ERROR_KEYS = ["status", "statuscode", "errormessage", "debugmessage"]
BY_TYPE = {one.media_type: one for one in FORMATS.values()}
LIST = RawRequest("GET", b"/api/conversations?department=dp71bill&apikey=" + KEY.encode())


@dataclass(slots=True)
class Answered:
    """What came back."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""


async def ask(app: ASGIApp, request: RawRequest) -> Answered:
    """Hand a request to an application as a server would."""
    path, _, query = request.target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"desk"), (b"content-length", b"%d" % len(request.body)), *request.headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    step = max(1, -(-len(request.body) // request.pieces))
    coming = [request.body[start : start + step] for start in range(0, len(request.body), step)] or [b""]
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in coming]
    messages[-1]["more_body"] = False
    if request.hangs_up:
        messages[-1] = {"type": "http.disconnect"}
    answered = Answered()

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered.status, answered.headers = message["status"], dict(message["headers"])
        else:
            answered.body += message.get("body", b"")

    await app(scope, receive, send)
    return answered


def read(answered: Answered) -> dict[str, Any]:
    """What lies under `response`, in an answer of any format that is a documented one."""
    assert answered.status in DOCUMENTED
    assert int(answered.headers[b"content-length"]) == len(answered.body)
    tree: dict[str, Any] = BY_TYPE[answered.headers[b"content-type"].decode()].read(answered.body)
    if answered.status != 200:
        assert list(tree) == ERROR_KEYS
        assert (tree["status"], int(tree["statuscode"])) == ("ERROR", answered.status)
        assert tree["errormessage"]
    return tree


async def converse(app: ASGIApp, sent: list[RawRequest]) -> Counter[int]:
    """Send requests one after the other and look at each answer; how many had which status."""
    statuses: Counter[int] = Counter()
    latest: dict[str, str] = {}
    for request in sent:
        answered = await ask(app, request.with_latest(latest))
        tree = read(answered)
        statuses[answered.status] += 1
        if answered.status == 200:
            latest |= {name: tree[name] for name in LATEST.values() if isinstance(tree.get(name), str)}
    answered = await ask(app, LIST)
    assert answered.status == 200
    assert "conversations" in read(answered)
    return statuses


def have(desk: FreshDesk, sent: list[RawRequest]) -> Counter[int]:
    """Send requests to a new desk, which has to be as healthy afterwards as before."""
    with failures() as failed:
        statuses = asyncio.run(converse(desk.application(), sent))
    assert failed == []
    assert desk.findings() == []
    return statuses


def is_unhealthy(desk: FreshDesk, sent: list[RawRequest]) -> bool:
    """Whether these requests make a desk fail, in whatever way."""
    try:
        have(desk, sent)
    except Exception:
        return True
    return False


def have_all(desk: FreshDesk, seeds: range) -> Counter[int]:
    """The requests of some seeds, those of each to a new desk. How many had which status is shown with -s."""
    statuses: Counter[int] = Counter()
    for seed in seeds:
        maker = RequestMaker(seed)
        sent = [maker.make() for _ in range(TOGETHER)]
        try:
            statuses += have(desk, sent)
        except Exception as error:
            error.add_note(f"Requests of seed {seed}, made smaller: {smallest(sent, partial(is_unhealthy, desk))}")
            raise
    print(f"{statuses.total()} requests by status: {sorted(statuses.items())}")  # noqa: T201
    assert statuses.total() == len(seeds) * TOGETHER
    assert statuses[200] > statuses.total() / 4  # refusals alone would say little
    return statuses


@pytest.fixture(scope="module")
def desk() -> Iterator[FreshDesk]:
    """A desk that is put back for each conversation."""
    opened = DeskInMemory()
    yield opened
    opened.close()


@pytest.mark.timeout(SECONDS)
def test_random_requests_leave_the_desk_healthy(desk: FreshDesk) -> None:
    assert have_all(desk, SEEDS).keys() > {400, 401, 404, 405, 408, 500}


@pytest.mark.timeout(SECONDS)
def test_random_requests_leave_a_desk_on_postgresql_healthy(postgres_desk: EmptyDesk) -> None:
    opened = DeskOnServer(postgres_desk)
    try:
        have_all(opened, SEEDS[:5] if SOAK is None else SEEDS)
    finally:
        opened.close()
        postgres_desk.clear()


def test_what_fails_is_made_smaller(desk: FreshDesk) -> None:
    """Two of many requests matter, and of these what is in a header, in the query and in the body."""
    maker = RequestMaker(1)
    noise = [maker.make() for _ in range(10)]
    first = RawRequest("GET", b"/api/tags?a=1&b=2&c=3", ((b"a", b"1"), (b"b", b"2")))
    second = RawRequest("POST", b"/api/tags?a=1", (), b"abc" * 50 + b"!" + b"abc" * 50, 3, hangs_up=True)

    def fails(sent: list[RawRequest]) -> bool:
        one = any(b"b=2" in request.target and (b"b", b"2") in request.headers for request in sent)
        return one and any(b"!" in request.body for request in sent)

    assert smallest([*noise, first, *noise, second, *noise], fails) == [
        RawRequest("GET", b"/api/tags?b=2", ((b"b", b"2"),)),
        RawRequest("POST", b"/api/tags?", (), b"!"),
    ]
