"""The ends of a console: what is done to it, and how the terminal is found afterwards."""

from __future__ import annotations

import re
import signal
import termios
from enum import StrEnum

import psutil

from tests.pty_terminal import PtyTerminal

PATIENCE = 20.0
"""Seconds in which whatever shall end must have ended."""
_MODES = (b"1049", b"25", b"1000", b"1003", b"1004", b"1006", b"2004")
"""Other screen, cursor, reports of mouse and focus, marks around pastes."""
_CURSOR = b"25"
"""The only one of them that a shell wants on."""
_KEYBOARD = re.compile(rb"\x1b\[(?:>\d+|<)u")
"""Keys reported in another way, and as before."""


class End(StrEnum):
    """What somebody does to the console."""

    KILL = "kill -9"
    TERM = "SIGTERM"
    HANG_UP = "SIGHUP"
    CLOSE = "closed pty"


def put_an_end(terminal: PtyTerminal, end: End) -> int:
    """End the console in this way; returns its exit code once it and all that it started is gone."""
    assert terminal.process.poll() is None, f"it ended by itself before:\n{terminal.text}"
    children = psutil.Process(terminal.process.pid).children(recursive=True)
    match end:
        case End.KILL:
            terminal.kill(signal.SIGKILL)
        case End.TERM:
            terminal.kill(signal.SIGTERM)
        case End.HANG_UP:
            terminal.kill(signal.SIGHUP)
        case End.CLOSE:
            terminal.hang_up()
    code = terminal.process.wait(PATIENCE) if end is End.CLOSE else terminal.wait_exit(PATIENCE)
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert alive == [], "nothing that it started goes on"
    return code


def is_as_before(terminal: PtyTerminal) -> bool:
    """Whether the terminal is left as a shell wants it: main screen, cursor, no reports, echo and lines."""
    keyboard = _KEYBOARD.findall(terminal.output)
    flags = termios.tcgetattr(terminal._leader)[3]
    lost = [mode for mode in _MODES if not _is_normal(terminal.output, mode)]
    return (
        not lost and not (keyboard and b">" in keyboard[-1]) and bool(flags & termios.ECHO and flags & termios.ICANON)
    )


def _is_normal(output: bytes, mode: bytes) -> bool:
    """Whether the last thing said about a mode is its normal state."""
    on, off = output.rfind(b"\x1b[?" + mode + b"h"), output.rfind(b"\x1b[?" + mode + b"l")
    return on >= off if mode == _CURSOR else off >= on
