"""A home of its own for every test, and the command run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.servers import OddServer, RunningDesk
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
