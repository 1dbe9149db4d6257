"""A console that meets an error nobody foresaw: a sentence, a code, a report, and the draft is there again."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.failing_console import LOCAL_VALUE
from tests.pty_terminal import PtyTerminal

pytestmark = pytest.mark.pty


def test_the_console_ends_with_a_sentence_and_a_code(home: Path) -> None:
    command = [sys.executable, "-m", "tests.cli.failing_console", "demo", "--no-play"]
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=home) as terminal:
        terminal.wait_for("Lamp arrived cracked", timeout=60)
        terminal.press("enter", "r", "D", "e", "a", "r")
        terminal.wait_for("draft saved")
        terminal.press("ctrl+x", "q", "ctrl+l")
        assert terminal.wait_exit() == ExitCode.UNEXPECTED
    said = terminal.output.decode().rpartition("\x1b[?1049l")[2]
    said = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[=>78]|\r", "", said).strip()
    words = r"lac: something unexpected happened \(LookupError\); drafts are kept; what happened is in (\S+)\."
    match = re.fullmatch(words, said)
    assert match, said
    report = Path(match[1]).read_text()
    assert "LookupError: a mistake in the program" in report
    assert "failing_console.py" in report
    for text in (report, terminal.output.decode()):
        assert LOCAL_VALUE not in text
        assert "Traceback" not in text
