"""The pseudo-terminal that other tests look through shows what a terminal would show."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.pty_terminal import PtyTerminal, TerminalTimeoutError

pytestmark = pytest.mark.pty


def python(code: str, columns: int = 80, rows: int = 24) -> PtyTerminal:
    return PtyTerminal([sys.executable, "-c", code], columns=columns, rows=rows)


def test_text_keys_and_exit_code() -> None:
    with python("name = input('name? '); print('hello', name.upper()); raise SystemExit(3)") as terminal:
        terminal.wait_for("name?")
        terminal.press("ana", "enter")
        terminal.wait_for("hello ANA")
        assert terminal.wait_exit() == 3


def test_the_screen_is_without_the_sequences_that_draw_nothing() -> None:
    sequences = r"\x1b[>1u\x1b[<u\x1bP+q\x1b\\a\x1b[?2026$pb\x1b]0;title\x07c\x1b[?1049h\x1b[3;2Hd"
    code = f"print('{sequences}', end='.', flush=True)"
    with python(code) as terminal:
        assert terminal.wait_exit() == 0
        assert terminal.lines[:3] == ["", "", " d."]
        assert b"\x1b[>1u" in terminal.output


def test_scrolling_between_margins_and_repetition() -> None:
    code = r"print('one\r\ntwo\r\nthree\x1b[1;2r\x1b[S\x1b[r\x1b[4;1H-\x1b[4b', end='', flush=True)"
    with python(code, columns=20, rows=5) as terminal:
        terminal.wait_exit()
        assert terminal.lines == ["two", "", "three", "-----", ""]


def test_a_window_that_changes_its_size() -> None:
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGWINCH, lambda *_: print(os.get_terminal_size()))\n"
        "print('ready')\n"
        "while True: signal.pause()\n"
    )
    with python(code) as terminal:
        terminal.wait_for("ready")
        terminal.resize(50, 20)
        terminal.wait_for("columns=50, lines=20")


def test_a_terminal_that_goes_away_ends_the_command_with_a_hang_up() -> None:
    with python("print('ready'); input()") as terminal:
        terminal.wait_for("ready")
        terminal.hang_up()
        assert terminal.wait_exit() == -signal.SIGHUP


def test_what_never_comes_is_an_error_with_the_screen_in_it() -> None:
    with python("print('this is all')") as terminal, pytest.raises(TerminalTimeoutError, match="this is all"):
        terminal.wait_for("something else")


def test_nothing_is_left_behind() -> None:
    code = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); print('ready'); signal.pause()"
    with python(code) as terminal:
        terminal.wait_for("ready")
        terminal.settle()  # the end of the line may still be on its way, and writing it would fail
    assert terminal.process.returncode == -signal.SIGKILL
