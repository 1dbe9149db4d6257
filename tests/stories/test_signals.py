"""Ends that nobody chose: what was typed is on disk, and the terminal is as it was."""

from __future__ import annotations

import signal
from pathlib import Path

import psutil
import pytest

from console.ui.panes.composer import SAVE_AFTER
from tests.endings.ends import is_as_before
from tests.stories.running import demo, drafts_on_disk, quit_console, write_in_lamp

pytestmark = pytest.mark.pty

TEXT = "Dear Jana, your money is on its way"


def test_sigterm_saves_the_text_and_restores_the_terminal(home: Path) -> None:
    with demo(home) as terminal:
        write_in_lamp(terminal, TEXT)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 0
        assert is_as_before(terminal)
        assert b"Traceback" not in terminal.output
    assert drafts_on_disk() == [TEXT]


def test_sighup_saves_the_text(home: Path) -> None:
    with demo(home) as terminal:
        write_in_lamp(terminal, TEXT)
        terminal.kill(signal.SIGHUP)
        assert terminal.wait_exit() == 0
    assert drafts_on_disk() == [TEXT]


def test_a_lost_terminal_saves_the_text_and_leaves_nothing_running(home: Path) -> None:
    with demo(home) as terminal:
        write_in_lamp(terminal, TEXT)
        children = psutil.Process(terminal.process.pid).children(recursive=True)
        assert children
        terminal.hang_up()
        terminal.process.wait(20)
        _, alive = psutil.wait_procs(children, timeout=20)
        assert alive == []
    assert drafts_on_disk() == [TEXT]


def test_a_killed_console_loses_nothing_that_stood_half_a_second(home: Path) -> None:
    assert SAVE_AFTER <= 0.5
    with demo(home) as terminal:
        write_in_lamp(terminal, TEXT)
        terminal.wait_for("draft saved")
        children = psutil.Process(terminal.process.pid).children(recursive=True)
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
        _, alive = psutil.wait_procs(children, timeout=20)
        assert alive == [], "the help desk ended with its console"
    assert drafts_on_disk() == [TEXT]
    with demo(home) as terminal:
        terminal.press("d")
        terminal.wait_for("Drafts")
        terminal.wait_for(TEXT)
        terminal.press("enter")
        terminal.wait_for("Reply to jana@example.com as Ana")
        terminal.wait_for("review and send")
        terminal.press(", I promise")
        terminal.wait_for(f"{TEXT}, I promise")
        terminal.press("ctrl+x")
        terminal.wait_for("REPLY by mail to jana@example.com as Ana")
        terminal.press("q")
        terminal.press("g", "q")
        terminal.wait_for("Enter open")
        assert quit_console(terminal) == 0
    assert drafts_on_disk() == [f"{TEXT}, I promise"]
