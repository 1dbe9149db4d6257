"""The console's driver in a real terminal: keys, noise, closing, and giving the terminal to another program."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.pty_terminal import PtyTerminal

pytestmark = pytest.mark.pty

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def start(*arguments: str) -> PtyTerminal:
    command = [sys.executable, "-m", "tests.ui.driver_app", *arguments]
    return PtyTerminal(command, env=ENVIRONMENT, cwd=ROOT)


@pytest.fixture
def terminal() -> Iterator[PtyTerminal]:
    with start() as started:
        started.wait_for("ready")
        yield started


def quit_normally(terminal: PtyTerminal) -> None:
    terminal.press("q")
    assert terminal.wait_exit() == 7


def test_typing_arrives_in_order(terminal: PtyTerminal) -> None:
    terminal.press("a", "enter", "tab", "up", "ctrl+x", "?", "é", "space")
    terminal.wait_for("8: a enter tab up ctrl+x ? é space|")
    quit_normally(terminal)


def test_a_lone_esc_arrives_without_another_key(terminal: PtyTerminal) -> None:
    terminal.press("escape")
    terminal.wait_for("1: escape|")
    terminal.press("escape")
    terminal.wait_for("2: escape escape|")
    terminal.press("j")
    terminal.wait_for("3: escape escape j|")
    quit_normally(terminal)


def test_a_key_in_two_pieces_is_one_key(terminal: PtyTerminal) -> None:
    for half in (b"\xc3", b"\xa9", b"\xe5\xad", b"\x97", b"\xf0\x9f", b"\x94\xa5"):
        terminal.send(half)
        terminal.settle(0.05)
    terminal.wait_for("3: é 字 🔥|")
    quit_normally(terminal)


def test_bytes_that_are_no_utf_8_do_not_end_it(terminal: PtyTerminal) -> None:
    for noise in (b"\xff", b"\xfe\x80", b"\xc3(", b"\xed\xa0\x80", b"\x80\x9b\x9d", b"\xf8\x88\x80\x80\x80"):
        terminal.send(noise)
    terminal.press("z")
    terminal.wait_for(re.compile(r"(?m)(^|\s)z\|"))
    quit_normally(terminal)


def test_sequences_that_nobody_sends_do_not_end_it(terminal: PtyTerminal) -> None:
    for odd in ("\x1b[103:71;2;71u", "\x1b[47:63;2;63u", "\x1b[;;;u", "\x1b[<x;y;zM", "\x1b[99999999999999u"):
        terminal.send(odd.encode())
        terminal.settle(0.05)
    terminal.press("z")
    terminal.wait_for(re.compile(r"(?m)(^|\s)z\|"))
    quit_normally(terminal)


@pytest.mark.parametrize("seed", range(3))
def test_noise_on_the_line_does_not_end_it(terminal: PtyTerminal, seed: int) -> None:
    dice = random.Random(seed)
    # All but the keys that this application itself obeys.
    allowed = bytes(set(range(256)) - set(b"qS!"))
    for _ in range(20):
        terminal.send(bytes(dice.choice(allowed) for _ in range(200)))
        terminal.settle(0.02)
    terminal.send(b"\x1b\\\x1b[201~")  # whatever was left open ends here
    terminal.settle()
    terminal.press("escape", "x")
    terminal.settle()
    terminal.press("z")
    terminal.wait_for(re.compile(r"(?m)(^|\s)z\|"))
    quit_normally(terminal)


def test_a_large_paste_arrives_whole(terminal: PtyTerminal) -> None:
    text = "abc" + "é字🔥 " * 20_000 + "xyz"
    terminal.send(b"\x1b[200~")
    data = text.encode()
    for begin in range(0, len(data), 2_000):
        terminal.send(data[begin : begin + 2_000])
    terminal.send(b"\x1b[201~")
    terminal.wait_for(f"paste {len(text)} abc…xyz|")
    quit_normally(terminal)


def test_another_program_gets_the_terminal_and_gives_it_back(terminal: PtyTerminal) -> None:
    for number in (1, 2):
        terminal.press("a", "!")
        terminal.wait_for("outside>")
        terminal.press(f"line {number}", "enter")
        terminal.wait_for("back|")
        terminal.press("b")
        terminal.wait_for("back b|")
        terminal.press("escape")
        terminal.wait_for("b escape|")
    assert b"got line 1" in terminal.output
    assert b"got line 2" in terminal.output
    quit_normally(terminal)


def test_stopped_and_continued_like_any_job(terminal: PtyTerminal) -> None:
    process = psutil.Process(terminal.process.pid)
    for number in range(1, 3):
        terminal.press("S")
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
        assert process.status() == psutil.STATUS_STOPPED
        terminal.kill(signal.SIGCONT)
        terminal.press("b")
        terminal.wait_for(f"{number}: {'b ' * number}".rstrip() + "|")
    quit_normally(terminal)


def test_a_terminal_that_is_gone_ends_it() -> None:
    with start("nohup") as terminal:
        terminal.wait_for("ready")
        terminal.hang_up()
        terminal.process.wait(15)
        assert terminal.process.returncode == 0


def test_it_sleeps_while_nothing_comes(terminal: PtyTerminal) -> None:
    terminal.press("a")
    terminal.wait_for("1: a|")
    terminal.settle()
    process = psutil.Process(terminal.process.pid)
    before = sum(process.cpu_times()[:2]), process.num_ctx_switches().voluntary
    assert not terminal.read(1.0)
    used = sum(process.cpu_times()[:2]) - before[0]
    woken = process.num_ctx_switches().voluntary - before[1]
    assert used < 0.2
    assert woken < 200
    quit_normally(terminal)


def test_it_restores_the_terminal() -> None:
    with start() as terminal:
        before = termios.tcgetattr(terminal._leader)
        terminal.wait_for("ready")
        assert termios.tcgetattr(terminal._leader)[3] & (termios.ECHO | termios.ICANON) == 0
        entered = len(terminal.output)
        quit_normally(terminal)
        assert termios.tcgetattr(terminal._leader) == before
        for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[<u"):
            assert sequence in terminal.output[entered:]
