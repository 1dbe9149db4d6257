"""Whatever comes in at its socket, requests and noise alike, the server goes on and answers what can be answered."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from random import Random

import pytest

from console.desk import sockets
from console.desk.protocol import MOST_HEAD
from console.desk.server import DeskServer
from tests.desk.fresh_desk import DeskInMemory, FreshDesk, failures
from tests.desk.raw_requests import RawRequest, RequestMaker
from tests.desk.test_random_requests import LIST, Answered, read

SOAK = os.environ.get("LAC_SOAK")
SEEDS = range(10) if SOAK is None else range(int(SOAK), int(SOAK) + 100)
TOGETHER = 20
SECONDS = 20.0

NOISE = (
    b"",
    b"\r\n\r\n\r\n",
    b"GET /api/tags\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /api/tags HTTP/1.1\r\n\r\n",
    b"GET /api/\xff\xfe HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"GET http://localhost/api/tags HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"GET * HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"GET /api/tags HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999999999999\r\n\r\na",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\na: b\r\n\r\n",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    b"POST /api/tags HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\na=b",
    b"GET /api/tags HTTP/1.1\r\nhost: localhost\r\n a: folded\r\nb : space\r\n: none\r\n\r\n",
    b"GET /api/tags HTTP/1.1\r\nhost: localhost\r\n" + b"".join(b"h%d: 1\r\n" % n for n in range(3000)) + b"\r\n",
    b"GET /" + b"a" * 40_000,
    b"GET /api/tags HTTP/1.1\r\nhost: evil.example\r\n\r\n",
)
"""What is no request, or a strange one."""

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) [^\r]*\r\n")


@contextmanager
def served(desk: FreshDesk) -> Iterator[tuple[str, int]]:
    """The address of a server with a new desk, which is gone afterwards."""
    with closing(sockets.listen_on_port("127.0.0.1", 0)) as listener:
        server = DeskServer(desk.application(), watch_stdin=False)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.stop()
            thread.join(SECONDS)
    assert not thread.is_alive()


def as_bytes(request: RawRequest) -> bytes:
    """The request as it goes over a connection that ends with its answer."""
    headers = [(b"host", b"localhost"), (b"connection", b"close"), *request.headers]
    headers.append((b"content-length", b"%d" % len(request.body)))
    lines = b"".join(b"%b: %b\r\n" % header for header in headers)
    return b"%b %b HTTP/1.1\r\n%b\r\n%b" % (request.method.encode(), request.target, lines, request.body)


def send(address: tuple[str, int], content: bytes, *, is_all: bool) -> bytes:
    """What comes back until the server closes the connection; `is_all` says that nothing more will be sent."""
    with socket.create_connection(address, timeout=SECONDS) as connection:
        try:
            connection.sendall(content)
            if is_all:
                connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return b""  # the server had heard enough


def first_answer(came: bytes, *, has_body: bool) -> Answered:
    """The first answer in what came back."""
    head, _, body = came.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").partition(b"\r\n\r\n")
    status = _STATUS.match(head + b"\r\n")
    assert status is not None, came[:200]
    lines = (line.partition(b": ") for line in head.split(b"\r\n")[1:])
    headers = {name.lower(): value for name, _, value in lines}
    return Answered(int(status[1]), headers, body[: int(headers[b"content-length"])] if has_body else b"")


def changed(random: Random, content: bytes) -> bytes:
    """The same with some bytes lost, doubled, changed or put in."""
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(content) + 1)
        end = min(len(content), start + random.randint(0, 30))
        put = random.choice((b"", content[start:end] * 2, random.randbytes(3), b"\r\n", b"\x00", b" ", b"%"))
        content = content[:start] + put + content[end:]
    return content if random.random() < 0.8 else content[: random.randrange(len(content) + 1)]


@pytest.fixture(scope="module")
def desk() -> Iterator[FreshDesk]:
    """A desk for these tests."""
    opened = DeskInMemory()
    yield opened
    opened.close()


def is_healthy(address: tuple[str, int]) -> bool:
    """Whether the desk answers an ordinary request as it should."""
    return read(first_answer(send(address, as_bytes(LIST), is_all=False), has_body=True)).keys() == {"conversations"}


@pytest.mark.timeout(120 if SOAK is None else 3600)
def test_random_requests_over_a_socket(desk: FreshDesk) -> None:
    """Requests are answered as in one process; so are those that the parser itself refuses."""
    statuses: Counter[int] = Counter()
    with failures() as failed, served(desk) as address:
        for seed in SEEDS:
            maker = RequestMaker(seed)
            for request in (maker.make() for _ in range(TOGETHER)):
                content = as_bytes(request)
                if request.hangs_up:
                    send(address, content[:-1], is_all=True)
                    continue
                came = send(address, content, is_all=False)
                if came or len(content) <= MOST_HEAD:  # a client that goes on sending may miss the refusal
                    answer = first_answer(came, has_body=request.method != "HEAD")
                    assert request.method == "HEAD" or read(answer), content[:300]
                    statuses[answer.status] += 1
            assert is_healthy(address)
    assert failed == []
    assert desk.findings() == []
    print(f"{statuses.total()} requests over a socket by status: {sorted(statuses.items())}")  # noqa: T201
    assert statuses[200] > statuses.total() / 4


@pytest.mark.timeout(120 if SOAK is None else 3600)
def test_random_bytes_over_a_socket(desk: FreshDesk) -> None:
    """What is no request gets an error object or nothing, and nobody else notices."""
    statuses: Counter[int] = Counter()
    with failures() as failed, served(desk) as address:
        for seed in SEEDS:
            random, maker = Random(seed), RequestMaker(seed)
            for content in (
                *NOISE,
                *(changed(random, as_bytes(maker.make())) for _ in range(TOGETHER)),
                random.randbytes(300),
            ):
                if came := send(address, content, is_all=True):
                    answer = first_answer(came, has_body=True)
                    if answer.body:
                        read(answer)
                    statuses[answer.status] += 1
            assert is_healthy(address)
    assert failed == []
    assert desk.findings() == []
    print(f"{statuses.total()} answers to noise by status: {sorted(statuses.items())}")  # noqa: T201
