"""Later: put off by two strokes or a typed time, away from other views, back by the time or by a reply."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.story import NARROW, WIDE, Story, console_on
from tests.stories.test_views import views_line

HOUR = 3600


def later_rows(story: Story) -> str:
    """What the queue shows in the view of what is put off."""
    return story.pane("queue")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_two_strokes_put_off_until_tomorrow(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        code, codes = story.code_at_cursor, story.codes()
        await story.press("b")
        await story.press_for("t", f"{code} later, until Tue 24 Nov 09:00, or a reply; u takes it back")
        assert story.codes() == codes[1:], "it has left the view"
        assert story.code_at_cursor == codes[1]
        assert "9 Later 1" in views_line(story)
        await story.press("4")
        assert code not in story.codes()
        await story.press("9")
        assert story.codes() == [code]
        assert "Tue 09:00 " in later_rows(story)
        await story.press_for("u", "Taken back")
        assert story.codes() == []
        await story.press("1")
        assert story.codes() == codes
        assert "Later" not in views_line(story)


async def test_the_keys_that_may_follow_are_shown(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.pilot.press("b")
        await story.until(lambda: "t tomorrow" in story.footer, "the keys that may follow")
        for words in ("h in an hour", "m Monday", "w in a week", "r until reply", "b later, typed"):
            assert words in story.footer
        await story.press("h")
        await story.press("9")
        assert "09:40 " in later_rows(story)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_typed_time_is_shown_in_words_before_it_is_taken(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        code = story.code_at_cursor
        await story.press("b", "b")
        assert "fri 9   +3d" in story.text
        assert "they reply" in story.text
        await story.write("fri")
        assert "until Fri 27 Nov 09:00, or until the customer replies" in story.flat
        await story.write(" 14!")
        assert "until Fri 27 Nov 14:00, even if the customer replies" in story.flat
        await story.press_for("enter", f"{code} later, until Fri 27 Nov 14:00")
        await story.press("9")
        assert "Fri 14:00 " in later_rows(story)


async def test_what_is_no_time_is_not_taken(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = story.codes()
        await story.press("b", "b")
        await story.write("whenever")
        assert "Not understood. fri 9" in story.text
        await story.press("enter")
        assert "That is not understood as a time to come" in story.text
        await story.press("ctrl+u")
        await story.write("1.1.2020")
        await story.press("enter")
        assert "That is over already" in story.text
        await story.press("escape")
        assert story.codes() == codes


async def test_it_comes_back_in_time_and_says_so_until_it_is_opened(folder: Path) -> None:
    async with console_on(folder) as story:
        code, codes = story.code_at_cursor, story.codes()
        await story.press("b", "h", "j", "j")
        there = story.code_at_cursor
        story.clock.forward(seconds=HOUR + 60)
        await story.press_for("S", f"Back from later: {code}")
        assert story.codes() == codes
        assert story.code_at_cursor == there, "the cursor stays where it is"
        await story.press("g", "g")
        assert "woke 09:40 " in later_rows(story)
        assert "Later" not in views_line(story)
        await story.open(code)
        assert "woke" not in later_rows(story)


async def test_it_comes_back_after_the_console_was_away(folder: Path) -> None:
    async with console_on(folder) as story:
        code = story.code_at_cursor
        await story.press("b", "h")
    async with console_on(folder) as story:
        assert code not in story.codes()
        story.clock.forward(seconds=HOUR + 60)
    async with console_on(folder) as story:
        story.clock.forward(seconds=2 * HOUR)
        await story.press("S", "g", "g")
        assert "woke 09:40 " in later_rows(story)


async def test_a_reply_brings_it_back_and_a_note_does_not(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("b", "r", "g", "q")
        code = story.workspace.state.thread.row.code if story.workspace.state.thread else ""
        assert code not in story.codes()
        story.somebody_writes("FX-01", story.agent_id("tomas@kestrel.example"), "Only a colleague", seconds=30)
        story.change("FX-01", changed=int(story.clock().timestamp()) + 30)
        await story.press("S")
        assert code not in story.codes()
        story.customer_writes("FX-01", "Any news?", seconds=90)
        await story.press("S")
        await story.until(lambda: code in story.codes(), "the conversation, back in the view")
        assert "Later" not in views_line(story)


async def test_the_open_conversation_says_what_is_put_on_it(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("*", "b", "t")
        assert "★ starred  later, until Tue 09:00" in story.pane("thread")
        await story.press("b", "r")
        assert "later, until reply" in story.pane("thread")
        await story.press("b", "n", "*")
        assert "later" not in story.pane("thread")
        assert "starred" not in story.pane("thread")


async def test_whoever_sleeps_through_replies_does(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        code = story.workspace.state.thread.row.code if story.workspace.state.thread else ""
        await story.press("b", "b")
        await story.write("fri 9!")
        await story.press("enter", "g", "q")
        story.customer_writes("FX-01", "ok, thanks", seconds=90)
        await story.press("S")
        assert code not in story.codes()
        assert "Later 1" in views_line(story)


async def test_what_is_resolved_is_not_put_off_any_more(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("b", "t", "9", "E")
        await story.until(lambda: story.codes() == [], "the view without it")


async def test_all_that_is_selected_is_put_off_and_comes_back_together(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = story.codes()
        await story.press("x", "x", "x", "b")
        await story.press_for("m", "3 conversations later, until Mon 30 Nov 09:00")
        assert story.codes() == codes[3:]
        await story.press_for("u", "Taken back: 3 conversations later")
        assert story.codes() == codes
        await story.press("escape", "b", "w", "9", "b")
        await story.press_for("n", "back; u takes it back")
        assert story.codes() == []


async def test_a_search_finds_what_is_put_off(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        code = story.code_at_cursor
        await story.press("b", "t", "/")
        await story.write("is:later")
        await story.until(lambda: story.codes() == [code], "what is put off")


async def test_what_comes_back_next_stands_first(folder: Path) -> None:
    async with console_on(folder) as story:
        first, second, third = story.codes()[:3]
        await story.press("b", "r", "b", "w", "b", "h", "9")
        assert story.codes() == [third, second, first]
        assert "sort: next back" in story.text
        await story.press("o", "w")
        assert set(story.codes()) == {first, second, third}
