"""A terminal that does not read: what is due goes out, what is typed is saved, and the console can be ended."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.endings.afterwards import drafts_on_disk, wait_until
from tests.endings.desk import NearDesk, near_desk
from tests.endings.ends import is_as_before
from tests.pty_terminal import PtyTerminal
from tests.stories.running import running

pytestmark = pytest.mark.pty

REPLY, DRAFT = "This one is held for a while", " ".join(["and this one is not finished"] * 4)
HOLD = 8
STALL = 20.0 if "LAC_ENDINGS" in os.environ else 3.0
"""Seconds without a byte read; longer than the hold, and than the 30 frames that wait at most."""


@contextmanager
def with_a_held_reply(home: Path, desk: NearDesk) -> Iterator[PtyTerminal]:
    """A console that has just taken a reply, with another text in the composer."""
    with running(home, env={**desk.environment, "LAC_SENDING_HOLD_MAIL": str(HOLD)}) as terminal:
        terminal.wait_for("Invoice 1044")
        terminal.wait_for("synced")
        terminal.press("enter")
        terminal.wait_for("Hello")
        terminal.press("r")
        terminal.wait_for("review and send")
        terminal.press(REPLY, "escape")
        terminal.wait_for("REPLY by mail to")
        terminal.press("y")
        terminal.wait_for("goes out in")
        terminal.press("n")
        terminal.wait_for("Internal note as")
        yield terminal


def stall(terminal: PtyTerminal) -> None:
    """Make it draw far more than a terminal holds that does not read; the screen is as large as before then."""
    for number in range(120):
        terminal.resize(160 - number % 2, 45)
        time.sleep(0.01)
    terminal.resize(160, 45)
    for letter in DRAFT:  # each key is a frame
        terminal.press(letter)
        time.sleep(0.03)


def test_a_held_reply_goes_out_and_what_is_typed_is_saved(home: Path) -> None:
    with near_desk(home) as desk, with_a_held_reply(home, desk) as terminal:
        begun = time.monotonic()
        stall(terminal)
        assert desk.texts()[REPLY] == 0
        assert wait_until(lambda: desk.texts()[REPLY] == 1, HOLD + STALL)
        assert wait_until(lambda: drafts_on_disk() == [DRAFT], 5)
        time.sleep(max(0.0, begun + STALL - time.monotonic()))
        terminal.press(", but going on")
        terminal.wait_for("but going on")
        assert "Invoice 1044" in terminal.text, "the whole screen is there again"
        assert desk.texts()[REPLY] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_ends_and_restores_the_terminal(home: Path, number: signal.Signals) -> None:
    with near_desk(home) as desk, with_a_held_reply(home, desk) as terminal:
        stall(terminal)
        assert wait_until(lambda: drafts_on_disk() == [DRAFT], 5)
        terminal.kill(number)
        assert terminal.process.wait(10) == 0
        assert terminal.wait_exit() == 0
        assert is_as_before(terminal), terminal.output[-600:]
        assert drafts_on_disk() == [DRAFT]


def test_it_ends_when_the_terminal_goes_at_last(home: Path) -> None:
    with near_desk(home) as desk, with_a_held_reply(home, desk) as terminal:
        stall(terminal)
        assert wait_until(lambda: drafts_on_disk() == [DRAFT], 5)
        terminal.hang_up()
        assert terminal.process.wait(10) == 0
