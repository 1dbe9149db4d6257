"""A home where nothing can be written: reading works, nothing is changed without a record, and the demo runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.servers import RunningDesk
from tests.pty_terminal import PtyTerminal
from tests.store.confined import without_powers

POWERLESS = """
import os, sys
from tests.store.confined import without_powers
without_powers()
os.execv(sys.executable, [sys.executable, "-m", "console", *sys.argv[1:]])
"""


@pytest.fixture
def locked(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home; beside it is a place for temporary files."""
    monkeypatch.setenv("TMPDIR", str(home / "run"))
    home.chmod(0o500)
    yield home
    home.chmod(0o700)


def lac(home: Path, desk: RunningDesk, *arguments: str) -> subprocess.CompletedProcess[str]:
    """An ended command on a desk."""
    return subprocess.run(
        [sys.executable, "-m", "console", *arguments],
        env={**os.environ, **desk.environment},
        cwd=home,
        preexec_fn=without_powers,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_reading_works_and_nothing_is_changed(locked: Path, desk: RunningDesk) -> None:
    assert lac(locked, desk, "queue").returncode == ExitCode.OK
    assert lac(locked, desk, "audit").stderr == "Nothing was written down yet.\n"
    done = lac(locked, desk, "status", "cv000000", "open")
    assert done.returncode == ExitCode.NOT_DONE
    assert done.stderr.startswith("lac: Nothing can be kept on this machine. The file of drafts and outbox, ")
    assert "So nothing was changed: it could not be written down." in done.stderr
    assert [path.name for path in locked.iterdir()] == ["run"]
    assert not list((locked / "run").iterdir())


@pytest.mark.pty
def test_the_demo_runs_and_says_that_it_is_not_kept(locked: Path) -> None:
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", POWERLESS, "demo", "--no-play"]
    with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=locked) as terminal:
        terminal.wait_for("Lamp arrived cracked", timeout=60)
        terminal.wait_for("Kestrel & Finch, not kept")
        terminal.press("q")
        terminal.wait_for("Quit")
        terminal.press("y")
        assert terminal.wait_exit() == ExitCode.OK
    assert not list((locked / "run").iterdir()), "it is gone with the demo"
