"""The desk as a program: a real server on loopback and on a Unix socket, how it starts and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.contract.application import READ_APPLICATION_STATUS
from console.contract.departments import LIST_DEPARTMENTS
from console.contract.formats import XML
from console.desk.errors import DeskError
from console.desk.protocol import MOST_CONNECTIONS
from console.desk.serve import serve
from console.desk.start import FIRST_AGENT_EMAIL
from tests.desk.caller import STRICT, read_error
from tests.desk.old_desk import old_file
from tests.desk.running import KEY, SECONDS, Desk, running


def database_url(tmp_path: Path) -> str:
    """A new database for one test."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


def test_on_a_port_it_announces_answers_and_ends_with_its_input(tmp_path: Path) -> None:
    arguments: dict[str, Any] = {"database_url": database_url(tmp_path), "port": 0, "key": KEY, "seed": "empty"}
    with running(**arguments) as desk:
        assert set(desk.ready) == {"ready", "url", "uds"}
        assert desk.ready["ready"] is True
        assert desk.ready["url"].startswith("http://127.0.0.1:")
        with desk.client() as client:
            tree = client.get("/api/departments").json()["response"]
            assert [row.departmentid for row in LIST_DEPARTMENTS.decode(tree, STRICT)] == ["default"]
            assert client.get(f"/api/agents/{FIRST_AGENT_EMAIL}").json()["response"]["role"] == "O"
            response = client.get("/api/application/status")
            READ_APPLICATION_STATUS.decode(response.json()["response"], STRICT)
            assert "server" not in response.headers
            foreign = client.get("/api/departments", headers={"host": "evil.example"})
            assert foreign.status_code == 403
        assert desk.process.stdin is not None
        desk.process.stdin.close()
        desk.process.stdin = None
        assert desk.end() == (0, "")


def test_on_a_private_socket_that_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "private" / "desk.sock"
    with running(database_url=database_url(tmp_path), uds=str(path), key=KEY) as desk:
        assert desk.ready["uds"] == str(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        with desk.client() as client:
            assert client.get("/api/application/status").status_code == 200
        desk.process.send_signal(signal.SIGTERM)
        assert desk.end() == (0, "")
    assert not path.exists()


def test_a_socket_file_left_by_a_killed_desk_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "private" / "desk.sock"
    arguments: dict[str, Any] = {"database_url": database_url(tmp_path), "uds": str(path), "key": KEY}
    with running(**arguments) as killed:
        killed.process.kill()
        killed.end()
    assert path.exists()
    with running(**arguments) as desk, desk.client() as client:
        assert client.get("/api/application/status").status_code == 200
        with pytest.raises(DeskError, match="Another desk listens on"):
            serve(**arguments)
        assert client.get("/api/application/status").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_the_request_under_way_finish(tmp_path: Path, number: signal.Signals) -> None:
    """The request's body is half sent when the signal comes, and the rest after the desk has closed its door."""
    with running(database_url=database_url(tmp_path), port=0, key=KEY, seed="empty") as desk:
        body = f"apikey={KEY}&status=R".encode()
        head = "PUT /api/conversations/nothere0/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        with (
            socket.create_connection(desk.address, timeout=SECONDS) as connection,
            closing(HTTPConnection(*desk.address, timeout=SECONDS)) as idle,
        ):
            connection.sendall(head.encode() + body[:10])
            # Requests are read in their order: once this one is answered, the beginning of the first is there.
            idle.request("GET", "/api")
            assert idle.getresponse().read()
            desk.process.send_signal(number)
            assert idle.sock.recv(1) == b""  # idle connections are closed after the door
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(desk.address, timeout=SECONDS)
            connection.sendall(body[10:])
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 500")
        assert b"Unable to load conversation" in answer
        assert desk.end() == (0, "")


def test_acknowledged_writes_survive_a_kill(tmp_path: Path) -> None:
    arguments: dict[str, Any] = {"database_url": database_url(tmp_path), "port": 0, "key": KEY}
    with running(**arguments) as desk, desk.client() as client:
        from console.desk.db import Database
        from tests.desk.small_desk import OPEN, small_desk

        filled = Database.open(database_url(tmp_path))
        small_desk(filled)
        filled.close()
        for number in range(5):
            response = client.post(f"/api/conversations/{OPEN}/messages", data={"message": f"note {number}"})
            assert response.status_code == 200
        desk.process.kill()
        desk.end()
    with running(**arguments) as desk, desk.client() as client:
        groups = client.get(f"/api/conversations/{OPEN}/messages").json()["response"]["groups"]
        assert [group["messages"][0]["message"] for group in groups[4:]] == [f"note {n}" for n in range(5)]


def test_a_key_is_made_once_and_shown_once(tmp_path: Path) -> None:
    arguments: dict[str, Any] = {"database_url": database_url(tmp_path), "port": 0}
    with running(**arguments) as first:
        first.process.terminate()
        code, errors = first.end()
    key = errors.strip().rpartition(" ")[2]
    assert (code, len(key)) == (0, 32)
    assert key not in first.line.decode()
    with running(**arguments) as second:
        with second.client() as client:
            assert client.get("/api/application/status", headers={"apikey": key}).status_code == 200
        second.process.terminate()
        assert second.end() == (0, "")


def test_accesses_are_logged_without_the_query_string(tmp_path: Path) -> None:
    with running(database_url=database_url(tmp_path), port=0, key=KEY, access_log=True) as desk:
        with desk.client() as client:
            client.get("/api/knowledgebase/search", params={"apikey": KEY, "query": "private"})
            client.get(f"/api/departments&apikey={KEY}")
            client.get("/api/agents/a%0AGET%20/forged")
        desk.process.terminate()
        code, errors = desk.end()
    assert code == 0
    assert errors.splitlines() == [
        "GET /api/knowledgebase/search 200",
        "GET /api/departments 200",
        "GET /api/agents/a%0AGET%20/forged 404",
    ]


def test_an_address_that_others_reach_gets_a_warning(tmp_path: Path) -> None:
    with running(database_url=database_url(tmp_path), host="0.0.0.0", port=0, key=KEY) as desk:  # noqa: S104
        desk.process.terminate()
        code, errors = desk.end()
    assert code == 0
    assert "is plain HTTP" in errors


HEAD = b"GET /api/departments HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = b"POST /api/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "request_bytes",
    [
        HEAD + b"X: " + b"a" * 40_000,
        HEAD + b"".join(b"X%d: a\r\n" % number for number in range(4_000)) + b"\r\n",
        b"GET /api/departments?" + b"a" * 40_000,
        b"GET /api/departments?" + b"a" * 17_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        CHUNKED + b"1\r\na\r\n0\r\nX: " + b"a" * 40_000,
        CHUNKED + b"1\r\na\r\n0\r\n" + b"".join(b"X%d: a\r\n" % number for number in range(4_000)),
        b"no HTTP at all\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["header", "headers", "address", "whole address", "trailer", "trailers", "no request", "lengths", "smuggling"],
)
def test_what_is_no_request_or_too_large_is_cut_off(desk_on_port: Desk, request_bytes: bytes) -> None:
    with socket.create_connection(desk_on_port.address, timeout=SECONDS) as connection:
        connection.sendall(request_bytes)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["response"]["statuscode"] == 400


def test_requests_behind_each_other_and_bodies_in_pieces_are_fine(desk_on_port: Desk) -> None:
    """More than a head's size in one go: it is counted for each request."""
    one = b"GET /api/departments?apikey=%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % KEY.encode()
    pieces = b"".join(b"1\r\n%c\r\n" % letter for letter in b"message=" + b"a" * 20_000) + b"0\r\n\r\n"
    last = b"GET /api/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection(desk_on_port.address, timeout=SECONDS) as connection:
        connection.sendall(one * 400 + CHUNKED + pieces + last)
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    assert [answers.count(b"HTTP/1.1 %d " % code) for code in (200, 400)] == [400, 2]


@pytest.fixture(scope="module")
def desk_on_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for several tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("desk")
    with running(database_url=database_url(folder), port=0, key=KEY, seed="empty", rate_limit=None) as desk:
        yield desk
        desk.process.terminate()
        assert desk.end()[0] == 0


def test_a_connection_too_many_is_told_so(tmp_path: Path) -> None:
    with running(database_url=database_url(tmp_path), port=0, key=KEY, seed="empty") as desk:
        held = [socket.create_connection(desk.address, timeout=SECONDS) for _ in range(MOST_CONNECTIONS)]
        with desk.client() as client:
            response = client.get("/api/departments")
            assert read_error(response) == (503, "the desk has too many connections")
            assert response.headers["retry-after"] == "5"
        for connection in held:
            connection.close()
        with desk.client() as client:
            assert client.get("/api/departments").status_code == 200


def test_calls_are_told_to_come_back_while_the_database_is_updated(tmp_path: Path) -> None:
    """Another process is at it; the desk listens all the same, and opens once that one is done."""
    path = tmp_path / "desk.db"
    url, uds = old_file(path), str(tmp_path / "private" / "desk.sock")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with running(wait=False, database_url=url, uds=uds, key=KEY) as desk, _when_it_listens(desk, uds) as client:
            response = client.get("/api/departments.xml")
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")
            assert XML.read(response.content)["errormessage"] == "the desk is being installed or updated"
            assert read_error(client.post("/api/conversations", data={"message": "hé"}))[0] == 503
            other.execute("ROLLBACK")
            desk.wait()
            assert client.get("/api/departments").status_code == 200
            desk.process.terminate()
            assert desk.end()[0] == 0


def _when_it_listens(desk: Desk, uds: str) -> httpx.Client:
    """A client of a desk that has not announced itself, as soon as one can connect."""
    until = time.monotonic() + SECONDS
    while True:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(uds) == 0:
                return desk.client()
        assert time.monotonic() < until
        time.sleep(0.02)


def _refusal(**arguments: Any) -> str:
    with pytest.raises(DeskError) as caught:
        serve(**{"database_url": "sqlite://", "port": 0, "key": KEY, **arguments})
    return str(caught.value)


def test_it_says_why_it_cannot_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert _refusal(port=port).startswith(f"Port {port} on 127.0.0.1 is taken")
    assert "is no address" in _refusal(host="198.51.100.7")
    assert _refusal(port=70_000) == "70000 is no port; ports go up to 65535."
    assert "is no address" in _refusal(host="no such host")
    assert "holds no desk" in _refusal(database_url=_foreign_database(tmp_path))
    assert _refusal(seed="flowers") == "There is no seed flowers; choose demo or empty."
    assert _refusal(zone="Mars/Olympus") == "There is no time zone Mars/Olympus; names look like Europe/Bratislava."
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    assert "is open to others" in _refusal(uds=open_to_all / "desk.sock")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    assert "cannot listen on" in _refusal(uds=private / ("long" * 40))
    (private / "file").write_text("not ours")
    assert "cannot listen on" in _refusal(uds=private / "file")
    assert (private / "file").read_text() == "not ours"


def _foreign_database(tmp_path: Path) -> str:
    import sqlite3

    path = tmp_path / "foreign.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (id)")
    connection.close()
    return str(path)


def test_a_desk_without_the_command_line_stays_away_from_the_interface() -> None:
    program = "import sys; import console.desk.serve, console.desk.app; print([m for m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    names = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment).stdout
    assert not [name for name in ("textual", "rich", "httpx", "uvicorn") if f"'{name}'".encode() in names]
