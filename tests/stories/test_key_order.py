"""Typing faster than the console: keys pressed at once never act in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty_terminal import PtyTerminal
from tests.stories.running import at_the_desk, demo, quit_console

pytestmark = pytest.mark.pty

STATE = "SELECT id, status, department_id, assigned_to, changed FROM conversation ORDER BY id"


@pytest.fixture
def terminal(home: Path) -> Iterator[PtyTerminal]:
    """The queue of a demo. Whatever a story pressed, the desk is as it was."""
    before = at_the_desk(STATE), at_the_desk("SELECT count(*) FROM message")
    with demo(home) as started:
        started.settle()
        yield started
        assert quit_console(started) == 0, "no status change was held"
    assert (at_the_desk(STATE), at_the_desk("SELECT count(*) FROM message")) == before


def back_to_queue(terminal: PtyTerminal) -> None:
    """From the thread."""
    terminal.press("g")
    terminal.press("q")
    terminal.wait_for("Enter open")


def test_a_reply_and_its_text_in_one_go(terminal: PtyTerminal) -> None:
    text = "reply e E y Y D q G A a s o d 3 ZZ"
    terminal.send(b"r" + text.encode())
    terminal.wait_for(f"  {text} ")
    terminal.wait_for("draft saved")
    terminal.send(b"\x18q")  # review line, then keep the draft
    terminal.wait_for("fold")
    assert "REPLY by mail" not in terminal.text
    back_to_queue(terminal)


def test_a_transfer_and_its_letters_in_one_go(terminal: PtyTerminal) -> None:
    terminal.send(b"abil\r")
    terminal.wait_for("Billing is offline. Enter goes on")
    terminal.send(b"eYqD")
    terminal.wait_for("eYqD")
    terminal.press("escape")
    terminal.wait_until(lambda screen: "Transfer " not in screen, "the end of the dialog")


def test_help_and_back_and_on_in_one_go(terminal: PtyTerminal) -> None:
    def marked() -> list[int]:
        return [row for row, line in enumerate(terminal.lines) if line.startswith("▌")]

    (before,) = marked()
    terminal.send(b"?qj?qj")
    terminal.wait_until(lambda screen: "Keys:" not in screen and marked() == [before + 2], "the cursor two rows down")
    assert "Quit the console?" not in terminal.text


def test_opening_and_searching_and_writing_in_one_go(terminal: PtyTerminal) -> None:
    terminal.send(b"\rwrefund")
    terminal.wait_for("refund")
    terminal.send(b"\t")
    terminal.send(b"\x1b")
    terminal.settle()
    terminal.send(b"g")
    terminal.send(b"tnAn inner note, Yes")
    terminal.wait_for("An inner note, Yes")
    terminal.wait_for("Internal note as Ana")
    terminal.send(b"\x18q")
    terminal.wait_for("fold")
    back_to_queue(terminal)


def test_a_filter_and_what_follows_its_enter_in_one_go(terminal: PtyTerminal) -> None:
    for _ in range(3):  # a race shows itself sooner or later
        terminal.send(b"fdept:billing\rjjGgg")
        terminal.wait_for("filter: dept:billing")
        terminal.send(b"fdept:sales\r:sync\rf\x15\r")
        terminal.wait_for("filter: -")
        terminal.settle()
    assert "Show only" not in terminal.text
