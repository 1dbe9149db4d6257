"""A home of its own for every test, and the command run in it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import main
from tests.cli.servers import OddServer, RunningDesk
from tests.cli.small_server import SmallServer
from tests.desk.caller import Clock
from tests.desk.small_desk import NOW, ZONE
from tests.hygiene.source import ROOT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; nothing of the real one, and no setting of the environment, is seen from it."""
    for name in list(os.environ):
        if name.startswith(("LAC_", "LIVEAGENT_", "XDG_")):
            monkeypatch.delenv(name)
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


class LacRunner:
    """Runs `lac` as a process, without a terminal."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The ended command with its output."""
        return subprocess.run(
            [sys.executable, "-m", "console", *arguments],
            env={**os.environ, **environment},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def lac(home: Path) -> LacRunner:
    """The command in the empty home."""
    return LacRunner(home)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A real help desk with one agent, on a port."""
    with RunningDesk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def odd_server() -> Iterator[OddServer]:
    """A server that answers every request with what a test tells it to."""
    with OddServer() as server:
        yield server


@dataclass(frozen=True)
class Done:
    """A command that ended in this process."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document it printed."""
        return json.loads(self.out)


class _Keyboard(io.TextIOWrapper):
    """What was typed at a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Here:
    """Runs `lac` in this process, at a moment that stands, and takes what it prints."""

    def __init__(
        self, environment: Mapping[str, str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.environment = dict(environment)
        self._capfd = capfd
        self._monkeypatch = monkeypatch

    def __call__(
        self, *arguments: str, stdin: str | bytes = b"", width: int | None = None, terminal: bool = False
    ) -> Done:
        """The ended command; `width` is that of its terminal, where one bounds lines, `terminal` says whether somebody
        sits at its standard input."""
        for name, value in self.environment.items():
            self._monkeypatch.setenv(name, value)
        if width is None:
            self._monkeypatch.delenv("COLUMNS", raising=False)
        else:
            self._monkeypatch.setenv("COLUMNS", str(width))
        data = stdin.encode() if isinstance(stdin, str) else stdin
        kind = _Keyboard if terminal else io.TextIOWrapper
        self._monkeypatch.setattr("sys.stdin", kind(io.BytesIO(data), encoding="utf-8"))
        self._capfd.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capfd.readouterr()
        return Done(code, out, err)


@pytest.fixture(scope="module")
def served() -> Iterator[SmallServer]:
    """A server on a port, for a module."""
    server = SmallServer()
    server.start()
    yield server
    server.stop()
    server.close()


@pytest.fixture
def small(served: SmallServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallServer]:
    """The small desk with its own rows; the command's clock stands where the desk's does."""
    clock = Clock(NOW)
    served.reset(clock)
    monkeypatch.setattr("console.cli.times.now", clock)
    monkeypatch.setenv("LAC_UI_ZONE", ZONE.key)
    yield served
    served.close()


@pytest.fixture
def here(small: SmallServer, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """The command in this process, set up for the small desk."""
    return Here(small.environment, capfd, monkeypatch)
