"""Ends that nobody chose: what was typed is on disk, and the terminal is as it was."""

from __future__ import annotations

import signal
import termios
from pathlib import Path

import psutil
import pytest

from console.ui.panes.composer import SAVE_AFTER
from tests.pty_terminal import PtyTerminal
from tests.stories.running import demo, drafts_on_disk, quit_console, write_in_lamp

pytestmark = pytest.mark.pty

TEXT = "Dear Jana, your money is on its way"


def is_as_before(terminal: PtyTerminal) -> bool:
    """Whether the terminal is left as a shell wants it: main screen, cursor, no reports, echo and lines."""
    lost = [mode for mode in (b"1049", b"25", b"1000", b"1003", b"1006", b"2004") if not off_at_the_end(terminal, mode)]
    flags = termios.tcgetattr(terminal._leader)[3]
    return not lost and bool(flags & termios.ECHO) and bool(flags & termios.ICANON)


def off_at_the_end(terminal: PtyTerminal, mode: bytes) -> bool:
    """Whether the last thing said about a mode is its normal state."""
    on, off = terminal.output.rfind(b"\x1b[?" + mode + b"h"), terminal.output.rfind(b"\x1b[?" + mode + b"l")
    return on > off if mode == b"25" else off >= on


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
