"""The console is not drawn where nobody would see it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import LacRunner
from tests.cli.test_settings import COMPLETE
from tests.pty_terminal import PtyTerminal


@pytest.mark.parametrize("command", [[], ["demo"]])
def test_without_a_terminal(lac: LacRunner, command: list[str]) -> None:
    done = lac(*command, **COMPLETE)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.startswith("lac: The console needs a terminal")
    assert done.stderr.count("\n") == 1


@pytest.mark.pty
@pytest.mark.parametrize(("name", "sentence"), [("dumb", "TERM is 'dumb'"), ("", "TERM is not set")])
def test_a_terminal_that_can_show_nothing(home: Path, name: str, sentence: str) -> None:
    environment = {**os.environ, "TERM": name}
    with PtyTerminal([sys.executable, "-m", "console", "demo"], env=environment, cwd=home) as terminal:
        assert terminal.wait_exit() == ExitCode.USAGE
        assert sentence in terminal.text
        assert b"\x1b" not in terminal.output


@pytest.mark.pty
@pytest.mark.parametrize("redirection", ["< /dev/null", "2> errors", "| cat"])
def test_a_terminal_on_one_side_only(home: Path, redirection: str) -> None:
    line = f"{sys.executable} -m console demo {redirection}"
    with PtyTerminal(["sh", "-c", line], env={**os.environ, "TERM": "xterm"}, cwd=home) as terminal:
        terminal.wait_exit()
        said = terminal.text + "".join(path.read_text() for path in home.glob("errors"))
        assert "The console needs a terminal" in said
        assert b"\x1b" not in terminal.output
