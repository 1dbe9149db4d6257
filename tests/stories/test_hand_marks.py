"""Stars, read and unread by hand: they show in the row, last, and go back with `u`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.story import NARROW, WIDE, Story, console_on


def line_of(story: Story, words: str) -> str:
    """The queue's line with some words."""
    return next(line for line in story.pane("queue").splitlines() if words in line)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_star_shows_lasts_and_is_taken_back(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        code = story.code_at_cursor
        await story.press_for("*", f"Star on {code}")
        marked = story.lines[story.workspace.queue.rows.region.y]
        assert "★" in marked
    async with console_on(folder, size=size) as story:
        assert "★" in story.pane("queue")
        await story.press_for("*", f"Star off {code}")
        assert "★" not in story.pane("queue")
        await story.press_for("u", f"Taken back: star off {code}")
        assert "★" in story.pane("queue")


async def test_unread_and_read_by_hand(folder: Path) -> None:
    async with console_on(folder) as story:
        subject = "Studio: from monthly"
        assert "●" in line_of(story, subject)
        rows = story.workspace.queue.rows
        row = next(index for index in range(rows.row_count) if rows.view and subject in rows.view.row(index).subject)
        rows.move_to(row)
        code = story.code_at_cursor
        await story.press_for("I", f"{code} read")
        assert "●" not in line_of(story, subject)
        await story.press_for("U", f"{code} unread")
        assert "○" in line_of(story, subject)
        await story.press_for("u", "Taken back")
        assert "○" not in line_of(story, subject)
        await story.press("U")
        assert "○" in line_of(story, subject)
        await story.press("enter")
        assert "○" not in line_of(story, subject), "opened, it is read"
        await story.press("U")
        await story.workspace.workers.wait_for_complete()
        assert "○" in line_of(story, subject), "marked while it is open, it stays so"


async def test_what_was_done_last_is_taken_back_first(folder: Path) -> None:
    async with console_on(folder) as story:
        code = story.code_at_cursor
        await story.press("enter", "*")
        await story.press_for("U", f"{code} unread; u takes it back")
        await story.press_for("u", f"Taken back: {code} unread")
        await story.press_for("u", f"Taken back: star on {code}")
        await story.press_for("u", "nothing to take back")


async def test_all_that_is_selected_gets_the_mark_and_loses_it_together(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("x", "x")
        await story.press_for("*", "Star on 2 conversations")
        assert story.pane("queue").count("★") == 2
        assert not story.workspace.selecting.ids
        await story.press_for("u", "Taken back: star on 2 conversations")
        assert "★" not in story.pane("queue")
