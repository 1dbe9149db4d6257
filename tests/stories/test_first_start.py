"""Whoever starts with nothing set, and wants to look first, is in the demo with one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.running import QUEUE, quit_console, running


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
def test_the_demo_is_one_answer_away(home: Path, size: tuple[int, int]) -> None:
    with running(home, size=size) as terminal:
        terminal.wait_for("Which one?")
        terminal.press("1", "enter")
        terminal.wait_for(QUEUE)
        assert quit_console(terminal) == 0
