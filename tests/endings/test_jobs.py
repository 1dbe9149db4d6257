"""Stopped and continued, and left behind with SIGHUP ignored: the text stays, and nothing spins on a dead terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from tests.endings.afterwards import drafts_on_disk, wait_until
from tests.endings.desk import near_desk
from tests.endings.ends import is_as_before
from tests.pty_terminal import PtyTerminal
from tests.stories.running import running

pytestmark = pytest.mark.pty

TEXT = "Half of an answer"
UNHEARD = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
"""Runs the rest of the command line as `nohup` does, which leaves a terminal alone only when it is redirected."""


def begin_a_reply(terminal: PtyTerminal) -> None:
    """Write the text and wait until it is on disk."""
    terminal.wait_for("Invoice 1044")
    terminal.wait_for("synced")
    terminal.press("enter")
    terminal.wait_for("Hello")
    terminal.press("r")
    terminal.wait_for("review and send")
    terminal.press(TEXT)
    terminal.wait_for("draft saved")


def test_stopped_and_continued_in_the_middle_of_a_text(home: Path) -> None:
    with near_desk(home) as desk, running(home, env=desk.environment) as terminal:
        begin_a_reply(terminal)
        for number in range(2):
            terminal.kill(signal.SIGTSTP)
            os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
            terminal.settle()
            assert is_as_before(terminal), "the shell has its terminal"
            terminal.kill(signal.SIGCONT)
            terminal.wait_for(TEXT)
            terminal.press("!")
            terminal.wait_for(TEXT + "!" * (number + 1))
            assert wait_until(lambda: drafts_on_disk() == [TEXT + "!" * (number + 1)], 5)  # noqa: B023 - called here
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 0
        assert is_as_before(terminal)
    assert drafts_on_disk() == [f"{TEXT}!!"]


def test_stopped_by_force_it_goes_on_with_a_whole_screen(home: Path) -> None:
    """SIGSTOP tells nobody before; the console never left the terminal, and must not take it twice."""
    with near_desk(home) as desk, running(home, env=desk.environment) as terminal:
        begin_a_reply(terminal)
        threads = psutil.Process(terminal.process.pid).num_threads()
        terminal.kill(signal.SIGSTOP)
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
        terminal.settle()
        drawn = len(terminal.output)
        terminal.kill(signal.SIGCONT)
        terminal.press("!")
        terminal.wait_for(f"{TEXT}!")
        terminal.settle()
        assert b"Invoice 1044" in terminal.output[drawn:], "painted anew"
        assert psutil.Process(terminal.process.pid).num_threads() <= threads
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 0
        assert is_as_before(terminal)
    assert drafts_on_disk() == [f"{TEXT}!"]


def test_where_hanging_up_is_ignored_it_ends_with_its_terminal(home: Path) -> None:
    with near_desk(home) as desk:
        environment = {**os.environ, **desk.environment, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        command = [sys.executable, "-c", UNHEARD, sys.executable, "-m", "console"]
        with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=home) as terminal:
            begin_a_reply(terminal)
            terminal.hang_up()
            assert terminal.process.wait(10) == 0
    assert drafts_on_disk() == [TEXT]
