"""Counts before moves and acts, the key that repeats, and keyboards of other scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.config.model import Settings
from console.desk import tables
from console.ui.layouts import latin_key
from tests.stories.story import NARROW, WIDE, Story, console_on

ANA = "ana@kestrel.example"


def tags_of(story: Story, code: str) -> list[str]:
    """The tags of a conversation at the desk."""
    table, tag = tables.conversation_tag, tables.tag
    query = select(tag.c.name).join(table, table.c.tag_id == tag.c.id)
    return [row[0] for row in story.ask(query.where(table.c.conversation_id == story.conversation(code).id))]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_count_before_a_move(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        rows = story.workspace.queue.rows
        await story.press(";", "1", "2")
        assert "; 12…" in story.footer
        assert story.workspace.state.view.digit == "1", "the digits are no views"
        await story.press("j")
        assert rows.cursor == 12
        assert "; 12" not in story.footer
        await story.press(";", "4", "k", "j")
        assert rows.cursor == 9
        await story.press(";", "5", "G")
        assert rows.cursor == 4
        await story.press(";", "3", "escape", "j")
        assert rows.cursor == 5, "Esc ends the count alone"
        await story.press(";", "3", "backspace", "7", "J")
        assert rows.cursor == 12
        await story.press("g", "q", "2")
        assert story.workspace.state.view.digit == "2"


async def test_a_count_before_an_act_is_so_many_rows(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("2")
        codes = story.codes()[:3]
        await story.press(";", "3", "e")
        assert "Resolve of 3 in 4 s" in story.footer
        assert story.workspace.queue.rows.cursor == 3
        await story.pass_time(5)
        assert {story.conversation(code).status for code in codes} == {"R"}


async def test_a_count_before_selecting(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press(";", "4", "x")
        assert "4 selected" in story.text
        assert story.workspace.queue.rows.cursor == 4


async def test_the_last_act_is_done_again(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("2", ".")
        assert "Nothing was done yet that could be done again" in story.footer
        codes = story.codes()[:4]
        await story.press("e", ".")
        assert f"{codes[1]}: resolved in 4 s" in story.footer
        await story.press("x", "x", ".")
        assert "Resolve of 2 in 4 s" in story.footer
        await story.pass_time(5)
        assert {story.conversation(code).status for code in codes} == {"R"}


async def test_taking_is_done_again_in_the_thread(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("2")
        codes = story.codes()[:2]
        await story.press_for("A", f"{codes[0]} is yours now")
        await story.open(codes[1])
        await story.press_for(".", f"{codes[1]} is yours now")
        assert {story.conversation(code).assigned_to for code in codes} == {story.agent_id(ANA)}


@pytest.mark.parametrize("keys", ["оо", "ξξ", "חח", "تت"])
async def test_a_letter_of_another_script_is_the_key_in_its_place(folder: Path, keys: str) -> None:
    async with console_on(folder) as story:
        await story.write(keys)
        assert story.workspace.queue.rows.cursor == 2


async def test_sequences_and_counts_of_another_script(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.write("Ж")
        assert "name of an action" in story.text
        await story.press("escape")
        await story.write("п")
        await story.write("п")
        assert story.workspace.queue.rows.cursor == 0
        await story.write("ж٣о")
        assert story.workspace.queue.rows.cursor == 3
        await story.write("с")
        assert "c does nothing" not in story.footer


async def test_in_a_text_every_letter_is_text(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.write("к")
        await story.write("Добрый день, ж3о")
        assert story.workspace.thread.composer.text == "Добрый день, ж3о"
        await story.press("escape")
        await story.write("у")
        assert story.workspace.thread.composer.area.has_focus, "in the review line a key is a key again"


def test_letters_lie_where_they_lie() -> None:
    assert [latin_key(key) for key in "йЙфЯюЮёjж1"] == ["q", "Q", "a", "Z", ".", ">", "ё", "j", ";", "1"]
    assert [latin_key(key) for key in "ΑςΩק٧escape"] == ["A", "w", "V", "e", "7", *"escape"]
    assert latin_key("escape") == "escape"
    assert latin_key("字") == "字"


async def test_tags_are_put_on_others_again(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = [story.code_at_cursor]
        await story.press("t")
        await story.write("gdpr")
        await story.press("enter", "j")
        codes.append(story.code_at_cursor)
        await story.press(".", "j")
        codes.append(story.code_at_cursor)
        await story.press("x", ".")
        await story.until(lambda: all("gdpr" in tags_of(story, code) for code in codes), "the tags")


async def test_dialogs_and_boards_know_other_scripts_too(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("g", "p")
        await story.write("о")
        await story.write("й")
        assert story.app.screen is story.workspace
        await story.press("q")
        assert "Quit the console?" in story.flat
        await story.press("up", "down", "down", "enter")
        assert story.app.screen is story.workspace, "the cursor was on what changes nothing"
        await story.press("q")
        await story.write("н")
        assert story.app._exit


async def test_others_are_put_off_again(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = story.codes()[:2]
        await story.press("b", "t", ".")
        assert not set(codes) & set(story.codes())
        await story.press("u", "u")
        assert set(codes) <= set(story.codes())


async def test_marks_are_repeated_too(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("g", "g", "E", "j")
        await story.press_for("*", "Star on")
        await story.press("j")
        await story.press_for(".", f"Star on {story.code_at_cursor}")
        assert len([line for line in story.pane("queue").splitlines() if "★" in line]) == 2
        await story.press("I", "j")
        await story.press_for(".", f"{story.code_at_cursor} read")
        await story.press("D", "y", "j")
        codes = story.codes()
        await story.press(".")
        assert f"Delete {story.code_at_cursor}" in story.text, "it asks each time"
        await story.press("escape")
        assert story.codes() == codes
