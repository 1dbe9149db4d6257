"""Another size of the terminal, while something lies over the workspace and while a pane has a width of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.story import NARROW, TINY, WIDE, Story, console_on


async def resize(story: Story, size: tuple[int, int]) -> None:
    """Give the terminal another size."""
    await story.pilot.resize_terminal(*size)
    await story.press("down")


@pytest.mark.parametrize("key", ["V", "?", "f", "q", "a", ":"])
async def test_what_lies_below_a_dialog_follows_too(folder: Path, key: str) -> None:
    async with console_on(folder, WIDE) as story:
        await story.press(key)
        for size in (NARROW, TINY, WIDE, TINY):
            await resize(story, size)
            is_wide = size == WIDE
            pane = story.workspace.query_one("#queue-pane").region
            assert (pane.width < size[0]) is is_wide
            assert story.workspace.query_one("#footer").region.width == size[0]
            assert story.workspace.query_one("#tabs").display is not is_wide
        await story.press("escape")
        assert "[Queue]" in story.lines[1]
        assert "? keys" in story.footer


async def test_widths_of_ones_own_are_for_their_layout_alone(folder: Path) -> None:
    async with console_on(folder, WIDE) as story:
        await story.press("+", "+")
        wide = story.workspace.query_one("#queue-pane").region.width
        assert wide > 58
        for size in (NARROW, TINY):
            await resize(story, size)
            assert story.workspace.query_one("#queue-pane").region.width == size[0]
        await resize(story, WIDE)
        assert story.workspace.query_one("#queue-pane").region.width == wide


async def test_a_question_is_wrapped_anew_and_its_answer_stays(folder: Path) -> None:
    async with console_on(folder, WIDE) as story:
        await story.press("D", "up")
        await resize(story, TINY)
        assert "server's own pages can." in story.text
        assert "Esc    keep" in story.text
        await story.press("up", "enter")
        assert story.workspace.services.outbox.rows()


async def test_the_filter_says_what_its_parts_mean_at_any_width(folder: Path) -> None:
    async with console_on(folder, WIDE) as story:
        await story.press("f")
        await resize(story, TINY)
        assert "is:starred          with your star" in story.text
        assert "Enter apply" in story.text


async def test_small_terminals_say_how_often_tags_are_used(folder: Path) -> None:
    async with console_on(folder, TINY) as story:
        await story.press("t")
        await story.write("refund")
        (line,) = [line for line in story.lines if "] refund" in line]
        assert not line.rstrip(" │─0123456789").endswith("…")
