"""Views: on digits with their numbers, saved from a filter, listed, moved, renamed and removed; sorted as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.practice import STILL
from console.config.model import Settings
from tests.stories.story import NARROW, SIZES, WIDE, Story, console_on


def views_line(story: Story) -> str:
    """The line of views."""
    bar = story.workspace.query_one("#views")
    return story.lines[bar.region.y if bar.region else 0]


async def test_the_views_have_their_numbers(folder: Path) -> None:
    async with console_on(folder) as story:
        line = views_line(story)
        for words in ("1 All 2", "2 Unassigned ", "3 Mine ", "4 Waiting 104"):
            assert words in line
        assert "Starred" not in line
        await story.press("*")
        assert "Starred 1" in views_line(story), "it shows as soon as there is something in it"
        await story.press("u")
        assert "Starred" not in views_line(story)


async def test_a_filter_is_saved_as_a_view_and_lasts(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("4", "f")
        await story.write("dept:bil")
        await story.press("tab", "enter")
        codes = story.codes()
        assert codes
        await story.press("V")
        assert "is:waiting dept:Billing" in story.text
        await story.write("Bills")
        await story.press_for("enter", "Saved as Bills, on 5")
        assert story.codes() == codes
        assert f"5 Bills {len(codes)}" in views_line(story)
        await story.press("o", "n")
        newest = story.codes()
        await story.press("1", "5")
        assert story.codes() == newest, "sorted as it was left"
        await story.press("1")
        assert "sort: longest wait" in story.text
    async with console_on(folder) as story:
        await story.press("5")
        assert story.codes() == newest
        assert "sort: newest" in story.text


async def test_a_saved_view_is_taken_back(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("4", "V")
        await story.write("Mine too")
        await story.press("enter")
        assert "5 Mine too" in views_line(story)
        await story.press_for("u", "Taken back: view Mine too")
        assert "Mine too" not in views_line(story)
        assert "1 All" in views_line(story)
        await story.press_for("5", "No view is on 5")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_list_of_views_opens_moves_renames_and_removes(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size=size) as story:
        await story.press("4", "V")
        await story.write("Late ones")
        await story.press("enter", "v")
        assert "is:waiting is:unassigned" in story.text
        assert "▌ 5  Late ones" in story.text
        await story.press("r")
        story.app.screen.query_one("#line-field").clear()  # type: ignore[attr-defined]
        await story.write("Very late")
        await story.press("enter")
        assert "5  Very late" in story.text
        await story.press("2")
        assert "2  Very late" in story.text
        assert "5  Unassigned" in story.text, "they changed places"
        await story.press("j", "D")
        assert "cannot be removed" in story.text
        await story.press("k", "D", "escape")
        assert "Very late" not in views_line(story)
        assert "1 All" in views_line(story)
        await story.press_for("u", "Taken back: view Very late removed")
        await story.press("v", "j", "enter")
        assert "Very late" in views_line(story)


async def test_the_views_fit_into_eighty_columns(folder: Path) -> None:
    async with console_on(folder, size=NARROW) as story:
        for number in range(3):
            await story.press("4", "V")
            await story.write(f"A long name {number}")
            await story.press("enter")
        line = views_line(story)
        assert "A long name 2 " in line, "the one that is open"
        assert "v more" in line
        await story.press("*")
        assert "Starred 1" in views_line(story)


async def test_the_filter_completes_names_and_says_what_it_does_not_know(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f")
        assert "[ ] is:starred" in story.text
        await story.write("tag:ref")
        assert "[ ] tag:refund" in story.text
        await story.press("tab")
        await story.write("dept:nowhere")
        await story.press("enter")
        assert "There is no department nowhere." in story.text
        for _ in "dept:nowhere":
            await story.press("backspace")
        await story.press("enter")
        assert "filter: tag:refund" in story.text
        assert story.codes()
        await story.press("f")
        assert "[x] tag:refund" in story.text
        await story.press("tab", "enter")
        assert "filter: -" in story.text, "taken out as it was put in"


async def test_stars_and_words_narrow_a_view(folder: Path) -> None:
    async with console_on(folder) as story:
        code = story.code_at_cursor
        await story.press("*", "j", "j", "*", "f")
        await story.write("is:starred")
        await story.press("enter")
        assert len(story.codes()) == 2
        assert code in story.codes()


async def test_a_view_that_goes_by_the_clock_follows_it(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f")
        await story.write("waiting:>110m")
        await story.press("enter")
        at, before = story.code_at_cursor, len(story.codes())
        story.clock.forward(minutes=30)
        story.workspace.telling.minute()
        await story.press()
        assert len(story.codes()) > before
        assert story.code_at_cursor == at


async def test_what_waits_for_a_word_is_a_view(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        code = story.code_at_cursor
        await story.press("r")
        await story.write("Thank you, it is on its way.")
        await story.press("escape", "y")
        assert "Not sent" not in views_line(story)
        story.customer_writes("FX-01", "Wait, I found it!")
        await story.pass_time(11)
        await story.until(lambda: "Not sent 1" in views_line(story), "the view of what waits for a word")
        await story.press("g", "q", "v", "j", "j", "j", "j", "j", "j", "enter")
        assert story.codes() == [code]
        assert "sort: longest wait" in story.text


async def test_the_filter_goes_on_behind_a_comma_and_tab_never_leaves_the_line(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f")
        await story.write("status:new,op")
        assert "[ ] status:new,open" in story.text
        await story.press("tab")
        await story.write("zyxwq")
        assert "No name is like that. Enter applies the line as it stands." in story.flat
        await story.press("tab", "shift+tab")
        for _ in "zyxwq":
            await story.press("backspace")
        await story.write("older:3")
        assert "[ ] older:3d" in story.text
        await story.write("m")
        await story.press("enter")
        assert "filter: status:new,open older:3m" in story.text
        assert story.codes()


async def test_an_empty_view_says_that_not_all_is_known_yet(folder: Path) -> None:
    async with console_on(folder, pace=STILL) as story:
        await story.press("3")
        await story.press("f")
        await story.write("dept:sales")
        await story.press("enter", "V", *"Mine in Sales", "enter")
        assert "Mine in Sales 0+" in views_line(story)
        assert "who has which conversation is still being read" in story.said("queue")
        await story.press("9")
        assert "No conversation is in this view. 0 shows all of them." in story.said("queue")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_empty_view_says_why_and_what_shows_more(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("f")
        await story.write("zyxwq")
        await story.press("enter")
        matches = "No conversation of this view matches the filter. f changes it, 0 shows all of them."
        assert matches in story.said("queue")
        await story.press("x")
        assert "No conversation is in this view" in story.footer
        await story.press("9")
        assert "No conversation is in this view. 0 shows all of them." in story.said("queue")
        await story.press("0")
        assert story.codes()
