"""Keys of two letters: all that may follow the first one is shown, at any width, until the second one comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.story import SIZES, TINY, WIDE, console_on


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_that_may_follow_is_shown_until_it_comes(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        for first in ("g", "b", "o", "y"):
            await story.press(first)
            await story.until_shown(f" {first} … ")
            place = story.workspace.place
            for key, action in story.workspace.keys.keymap.continuations(place, first):
                assert f"{key} {action.label}" in story.text
            await story.press("escape")
            assert "…  " not in story.footer
        assert "? keys" in story.footer


async def test_they_stay_while_something_comes_from_the_server(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("b")
        await story.until_shown("t tomorrow")
        story.workspace.queueing.sync_now()
        story.workspace.show_bars()
        await story.pass_time(1)
        assert "t tomorrow" in story.footer
        code = story.code_at_cursor
        await story.press_for("t", f"{code} later")
        assert "t tomorrow" not in story.text


async def test_at_a_wide_terminal_one_line_does_where_it_can(folder: Path) -> None:
    async with console_on(folder, WIDE) as story:
        await story.press("s")
        await story.until_shown(" s … ")
        assert not story.workspace.query_one("#key-lines").display


async def test_a_message_longer_than_a_line_is_shown_whole_until_the_next_key(folder: Path) -> None:
    async with console_on(folder, TINY) as story:
        words = "Everything that was said here is told to its very end, whatever the width of the terminal is."
        story.workspace.say(words, warning=True)
        await story.until(lambda: f"! {words}" in story.footer, "the words")
        assert story.workspace.query_one("#key-lines").size.height == 2
        await story.press("j")
        assert not story.workspace.query_one("#key-lines").display
        assert "? keys" in story.footer
