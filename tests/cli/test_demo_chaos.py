"""`lac demo --chaos` in a real terminal: the header says so, and its help desk is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest

from console.cli.exit_codes import ExitCode
from tests.pty_terminal import PtyTerminal

pytestmark = pytest.mark.pty


def test_the_demo_says_that_trouble_is_on_purpose(home: Path) -> None:
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "console", "demo", "--no-play", "--chaos", "1", "--chaos-seed", "7"]
    with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=home) as terminal:
        terminal.wait_for("Kestrel & Finch, chaos 1 %", timeout=60)
        terminal.wait_for("Lamp arrived cracked", timeout=60)
        (desk,) = [one for one in psutil.Process(terminal.process.pid).children() if "serve" in one.cmdline()]
        assert " ".join(desk.cmdline()).endswith("--chaos 1 --chaos-seed 7 --watch-stdin --announce")
        terminal.press("q")
        terminal.wait_for("Quit")
        terminal.press("y")
        assert terminal.wait_exit() == ExitCode.OK
