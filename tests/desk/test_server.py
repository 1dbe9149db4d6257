"""The desk as a program: a real server on loopback and on a Unix socket, how it starts and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.contract.application import READ_APPLICATION_STATUS
from console.contract.departments import LIST_DEPARTMENTS
from console.desk.errors import DeskError
from console.desk.serve import serve
from console.desk.start import FIRST_AGENT_EMAIL
from tests.desk.caller import STRICT

KEY = "c0ffee" * 5
PROGRAM = "import json, sys; from console.desk.serve import serve; serve(**json.loads(sys.argv[1]))"
SECONDS = 20


class Desk:
    """A desk in a process of its own."""

    def __init__(self, **arguments: Any) -> None:
        command = [sys.executable, "-c", PROGRAM, json.dumps({"announce": True, "watch_stdin": True, **arguments})]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        self.ready: dict[str, Any] = json.loads(self.line)

    def client(self) -> httpx.Client:
        """A client of it, at the address it announced."""
        transport = httpx.HTTPTransport(uds=self.ready["uds"])
        return httpx.Client(base_url=self.ready["url"], transport=transport, headers={"apikey": KEY}, timeout=SECONDS)

    def end(self) -> tuple[int, str]:
        """Wait for its end; its exit code and what it wrote to standard error."""
        _, errors = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, errors.decode()


@contextmanager
def running(**arguments: Any) -> Iterator[Desk]:
    """A desk that is gone afterwards, whatever happens."""
    desk = Desk(**arguments)
    try:
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.process.kill()
        desk.process.communicate(timeout=SECONDS)


def database_url(tmp_path: Path) -> str:
    """A new database for one test."""
    return f"sqlite:///{tmp_path / 'desk.db'}"


def test_on_a_port_it_announces_answers_and_ends_with_its_input(tmp_path: Path) -> None:
    arguments = {"database_url": database_url(tmp_path), "port": 0, "key": KEY, "seed": "empty"}
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
        address = ("127.0.0.1", int(desk.ready["url"].rpartition(":")[2]))
        body = f"apikey={KEY}&status=R".encode()
        head = "PUT /api/conversations/nothere0/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        with (
            socket.create_connection(address, timeout=SECONDS) as connection,
            closing(HTTPConnection(*address, timeout=SECONDS)) as idle,
        ):
            connection.sendall(head.encode() + body[:10])
            # Requests are read in their order: once this one is answered, the beginning of the first is there.
            idle.request("GET", "/api")
            assert idle.getresponse().read()
            desk.process.send_signal(number)
            assert idle.sock.recv(1) == b""  # idle connections are closed after the door
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(address, timeout=SECONDS)
            connection.sendall(body[10:])
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 500")
        assert b"Unable to load conversation" in answer
        assert desk.end() == (0, "")


def test_acknowledged_writes_survive_a_kill(tmp_path: Path) -> None:
    arguments = {"database_url": database_url(tmp_path), "port": 0, "key": KEY}
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
    arguments = {"database_url": database_url(tmp_path), "port": 0}
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
        desk.process.terminate()
        assert desk.end() == (0, "GET /api/knowledgebase/search 200\n")


def test_an_address_that_others_reach_gets_a_warning(tmp_path: Path) -> None:
    with running(database_url=database_url(tmp_path), host="0.0.0.0", port=0, key=KEY) as desk:  # noqa: S104
        desk.process.terminate()
        code, errors = desk.end()
    assert code == 0
    assert "is plain HTTP" in errors


def test_headers_without_end_are_cut_off(tmp_path: Path) -> None:
    with running(database_url=database_url(tmp_path), port=0, key=KEY) as desk:
        address = ("127.0.0.1", int(desk.ready["url"].rpartition(":")[2]))
        with socket.create_connection(address, timeout=SECONDS) as connection:
            connection.sendall(b"GET /api/departments HTTP/1.1\r\nX: " + b"a" * 40_000)
            assert connection.recv(65536).startswith(b"HTTP/1.1 400")


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
