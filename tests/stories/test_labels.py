"""The desk's tags and customers groups: renamed, coloured, made and removed from the console, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.config.model import Settings
from console.desk import tables
from tests.stories.story import NARROW, WIDE, Story, console_on


def desk_tags(story: Story) -> dict[str, tuple[str, str]]:
    """Names and colours of the desk's tags."""
    tag = tables.tag
    return {row[0]: (row[1], row[2]) for row in story.ask(select(tag.c.name, tag.c.color, tag.c.bg_color))}


async def open_list(story: Story, words: str) -> None:
    """Open a list by the palette."""
    await story.press(":")
    await story.write(words)
    await story.press("enter")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_tag_is_renamed_and_coloured(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await open_list(story, "tags of the desk")
        assert "Tags of the desk" in story.text
        await story.write("lost-p")
        await story.press("enter")
        assert "Edit tag lost-parcel" in story.text
        await story.write("lost-mail")
        await story.press("tab", "tab")
        await story.write("purple")
        await story.press("enter")
        assert "purple is no colour" in story.text
        assert "lost-mail" in story.text, "what was typed beside it is still there"
        await story.press("tab")
        await story.write("fff")
        await story.press("tab")
        await story.write("#7B1FA2")
        await story.press_for("enter", "Tag lost-parcel renamed lost-mail, done")
        assert desk_tags(story)["lost-mail"] == ("fff", "7B1FA2")
        assert "lost-parcel" not in desk_tags(story)


async def test_a_tag_is_removed_after_a_question_and_taken_back_in_time(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await open_list(story, "tags of the desk")
        await story.write("phishing")
        await story.press("ctrl+r")
        assert "is gone for everybody then" in story.flat
        assert "u takes it back in the" in story.flat
        await story.press("y", "u")
        assert "Taken back: Tag phishing removed" in story.footer
        await story.pass_time(10)
        assert "phishing" in desk_tags(story)
        await open_list(story, "tags of the desk")
        await story.write("phishing")
        await story.press("ctrl+r", "y")
        await story.pass_time(10)
        assert "phishing" not in desk_tags(story)


async def test_the_picker_of_groups_says_how_to_edit_them_at_eighty_columns(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.open("FX-01")
        await story.press("M")
        assert "Ctrl+E edit groups" in story.text


async def test_a_key_of_another_pane_says_of_which(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press_for("z", "z (fold) is a key of a conversation")
        await story.press("r")
        await story.write("M")
        assert story.workspace.thread.composer.text == "M"


async def test_a_group_is_made_from_the_picker_of_groups(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("M", "ctrl+e")
        assert "Groups of customers" in story.text
        await story.write("Wholesale")
        assert "a new group" in story.text
        await story.press("enter", "enter")
        groups = tables.customers_group
        wanted = select(groups.c.name).where(groups.c.name == "Wholesale")
        await story.until(lambda: bool(story.ask(wanted)), "the group")
        await story.press("M")
        assert "Wholesale" in story.text
