"""The help desk of the demo is private, starts or says why not, and never outlives its console."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from console.api.client import LiveAgentClient
from console.api.transport import over_network
from console.cli import desk_child
from console.cli.demo_folder import DemoFolder, take_demo_folder
from console.cli.desk_child import DeskChild, runtime_folder
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.contract.secret import Secret
from tests.hygiene.source import ROOT

OWNER = (
    "import sys; from pathlib import Path\n"
    "from console.cli.demo_folder import take_demo_folder\n"
    "from console.cli.desk_child import DeskChild\n"
    "folder = take_demo_folder(Path(sys.argv[1]))\n"
    "desk = DeskChild(folder.database, log=folder.log, lock=folder.lock, seed='empty', play=False)\n"
    "desk.start(); desk.wait_ready()\n"
    "print(desk.uds, flush=True); input()"
)


@pytest.fixture
def folder(home: Path) -> Iterator[DemoFolder]:
    """A demo's folder in the empty home."""
    taken = take_demo_folder(home / "state")
    yield taken
    taken.release()


def child(folder: DemoFolder) -> DeskChild:
    return DeskChild(folder.database, log=folder.log, lock=folder.lock, seed="empty", play=False)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def is_there(path: Path) -> bool:
    return path.exists()


def only_child() -> psutil.Process:
    (process,) = psutil.Process().children()
    return process


async def departments_of(desk: DeskChild) -> int:
    transport = over_network(desk.url, Secret(desk.reveal_key()), uds=desk.uds)
    async with LiveAgentClient(transport) as client:
        return len(await client.departments.list())


async def test_it_answers_on_a_private_socket_and_leaves_nothing(folder: DemoFolder) -> None:
    with child(folder) as desk:
        desk.wait_ready()
        assert desk.uds is not None
        socket = Path(desk.uds)
        assert (mode_of(socket), mode_of(socket.parent)) == (0o600, 0o700)
        assert await departments_of(desk) == 1
        process = only_child()
        assert not process.net_connections("inet")
    assert not process.is_running()
    assert not is_there(socket.parent)
    assert (mode_of(folder.database), mode_of(folder.log)) == (0o600, 0o600)


async def test_the_key_is_in_no_command_line_and_no_file(folder: DemoFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAGENT_API_KEY", "key-of-a-real-server")
    with child(folder) as desk:
        desk.wait_ready()
        process = only_child()
        assert desk.reveal_key() not in " ".join(process.cmdline())
        assert "LAC_DESK_KEY" not in os.environ
        assert "LIVEAGENT_API_KEY" not in process.environ()
        kept = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert desk.reveal_key().encode() not in kept


async def test_without_unix_sockets_it_answers_on_loopback(folder: DemoFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("socket.AF_UNIX")
    with child(folder) as desk:
        desk.wait_ready()
        assert desk.uds is None
        assert desk.url.startswith("http://127.0.0.1:")
        monkeypatch.undo()
        assert await departments_of(desk) == 1


def test_a_long_path_is_not_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = home / ("d" * 90)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    taken = runtime_folder()
    assert taken is not None
    assert deep not in taken.parents
    taken.rmdir()


def test_a_help_desk_that_cannot_start_says_why(folder: DemoFolder) -> None:
    folder.database.write_text("this is no database " * 100)
    with child(folder) as desk, pytest.raises(CommandError) as caught:
        desk.wait_ready()
    assert caught.value.code == ExitCode.DESK_FAILED
    assert "did not start" in caught.value.message
    assert str(folder.log) in caught.value.message
    assert "Traceback" not in caught.value.message


def test_a_help_desk_that_does_not_answer_in_time(folder: DemoFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_child, "START_LIMIT", 0.0)
    with child(folder) as desk, pytest.raises(CommandError, match="did not answer within 0 seconds"):
        desk.wait_ready()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_when_the_console_dies(home: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", OWNER, str(home / "state")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as console:
        assert console.stdout is not None
        path = Path(console.stdout.readline().strip())
        (desk,) = psutil.Process(console.pid).children()
        assert path.is_socket()
        console.send_signal(number)
        console.wait(10)
        desk.wait(10)
    assert not path.parent.exists()
