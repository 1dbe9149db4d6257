"""Keys that do nothing where the agent is: they say so, and where they act; and verbs that act in every pane."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings, UiSettings
from console.desk.seed import FIXTURES
from tests.stories.story import SIZES, Story, console_on


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_key_of_another_pane_says_where_it_acts(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press_for("z", "z (fold) is a key of a conversation")
        await story.open("FX-01")
        await story.press_for("x", "x (select) is a key of the queue")
        await story.press_for("T", "T does nothing here; ? shows the keys")
        await story.press("g")
        await story.press_for("x", "g x does nothing here; ? shows the keys")
        await story.press("r", "x", "escape")
        await story.press_for("x", "x does nothing here; y sends, e goes on")
        await story.press("q", "w", "ctrl+t")
        assert "does nothing" not in story.footer, "where text is typed nothing is said"


async def test_the_words_name_the_keys_there_are(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(keymap="arrows"))) as story:
        await story.press_for("z", "z does nothing here; F9 shows the keys")


async def test_ctrl_k_finds_actions_where_no_text_is_typed(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("ctrl+k")
        await story.write("next theme")
        assert "next theme" in story.text
        await story.press("escape", "g", "g", "r", "ctrl+k")
        assert story.workspace.writing.active


async def test_a_reply_that_quotes_begins_in_the_queue_too(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("q", "R")
        assert story.workspace.thread.composer.area.text.startswith("> ")
        await story.press("escape", "D", "y", "q", "2", "G")
        unread = story.workspace.queue.rows.row_at_cursor()
        assert unread is not None
        if story.workspace.services.threads.cached(unread.id) is None:
            await story.press_for("R", "That conversation was not read yet")


def move_to(story: Story, fixture: str) -> None:
    """Put the queue's cursor on a conversation."""
    story.workspace.queue.rows.move_to(story.codes().index(FIXTURES[fixture]))


async def test_groups_are_for_the_customer_of_the_row(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.open("FX-17")
        await story.press("q")
        move_to(story, "FX-01")
        await story.press("M")
        assert "Groups of Jana Nováková" in story.text
        await story.press("escape")
        move_to(story, "FX-17")
        await story.press("M")
        assert "Groups of " in story.text
        assert "Groups of Jana Nováková" not in story.text
        await story.press("escape", "g", "g", "x", "x")
        await story.press_for("M", "Groups are for one customer at a time")


async def test_what_is_copied_is_of_the_row_and_not_of_what_is_open(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-17")
        await story.open("FX-01")
        await story.press("q")
        row = next(code for code in story.codes() if not read(story, code))
        story.workspace.queue.rows.move_to(story.codes().index(row))
        for key in ("m", "u"):
            await story.press("y")
            await story.press_for(key, "That conversation was not read yet: Enter opens it")
        move_to(story, "FX-17")
        await story.press("y")
        await story.press_for("m", "Sent the message")
        copied = story.app.clipboard
        await story.open("FX-17")
        assert copied.strip()
        assert copied.split()[0] in story.pane("thread")


async def test_codes_of_all_that_are_selected_are_copied(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("g", "g")
        codes = story.codes()[:3]
        await story.press("x", "x", "x", "y")
        await story.press_for("c", "Sent the code of 3 of 3")
        assert story.app.clipboard.split("\n") == codes
        assert "3 selected" in story.text, "copying changes nothing"
        await story.press("y")
        await story.press_for("e", "Sent the address of ")


def read(story: Story, code: str) -> bool:
    """Whether a conversation was read by this console."""
    services = story.workspace.services
    rows = story.workspace.queue.rows
    assert rows.view is not None
    row = rows.view.row(story.codes().index(code))
    return services.threads.cached(row.id) is not None
