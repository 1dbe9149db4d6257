"""Handing on: transfers to departments and agents with their notes, and taking a conversation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.config.model import Settings
from console.desk.seed import FIXTURES
from tests.stories.story import NARROW, SIZES, TINY, console_on

LAMP = FIXTURES["FX-01"]
ANA = "ana@kestrel.example"
MAIL = "jana@example.com"


# Reading


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_transfer_to_an_offline_department_with_its_note(folder: Path, size: tuple[int, int]) -> None:
    note = "Please refund order 43894209."
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bil")
        assert "Billing" in story.text
        assert "offline" in story.text
        await story.press("enter")
        assert "Billing is offline." in story.flat
        await story.write(note)
        await story.press("enter")
        await story.press_for("y", f"{LAMP} is with Billing now")
        assert story.conversation("FX-01").department_id == story.department_id("Billing")
        assert [kind for _, kind in story.with_text("FX-01", note)] == ["N"]
        assert story.mails("FX-01") == []
        await story.press("G")
        assert note in story.said("thread")


@pytest.mark.parametrize("size", [(80, 24), TINY], ids=str)
async def test_a_long_list_of_targets_leaves_note_and_keys_on_the_screen(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("a")
        assert "Technical Support" in story.text
        assert "note for whoever takes over" in story.text
        assert "Enter take" in story.text
        await story.press("enter")
        assert "Enter transfers" in story.flat


async def test_a_transfer_goes_to_the_row_under_the_cursor_alone(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bil")
        await story.press("enter", "tab")
        await story.write("sales")
        assert "Billing" not in story.text.split("Transfer ")[1].split("Esc leave")[0], "Billing is no target any more"
        await story.press("tab")
        assert "To Sales. Enter transfers" in story.flat
        await story.press_for("enter", f"{LAMP} is with Sales now")
        assert story.conversation("FX-01").department_id == story.department_id("Sales")


async def test_moving_on_after_the_choice_chooses_anew(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bil")
        await story.press("enter")
        assert "Billing is offline" in story.flat
        await story.press("down")
        assert "To Bill Andersson. Enter transfers" in story.flat
        await story.press("escape")
        assert story.conversation("FX-01").department_id != story.department_id("Billing")


async def test_the_note_of_a_transfer_that_is_left_is_a_draft(folder: Path) -> None:
    note = "Please refund order 43894209."
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bil")
        await story.press("enter")
        await story.write(note)
        await story.until(
            lambda: [one.text for one in story.workspace.services.replies.drafts()] == [note], "the draft"
        )
        await story.press("escape")
        assert "the note is kept as a draft" in story.footer
        await story.press("n")
        assert story.workspace.thread.composer.text == note
        await story.press("escape", "q")
        await story.press("a")
        assert note in story.text, "it goes along the next time"
        await story.write("bil")
        await story.press("enter")
        await story.press("enter")
        await story.press_for("y", f"{LAMP} is with Billing now")
        assert [kind for _, kind in story.with_text("FX-01", note)] == ["N"]
        assert story.workspace.services.replies.drafts() == []


async def test_a_note_of_several_lines_stays_what_it_is_beside_a_transfer(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("n")
        await story.write("First line\nSecond line")
        await story.press("escape", "q", "a")
        await story.write("bil")
        await story.press("enter")
        await story.write("For you.")
        await story.press("enter")
        await story.press_for("y", f"{LAMP} is with Billing now")
        assert [kind for _, kind in story.with_text("FX-01", "For you.")] == ["N"]
        assert [one.text for one in story.workspace.services.replies.drafts()] == ["First line\nSecond line"]


async def test_taking_a_conversation(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press_for("A", f"{LAMP} is yours now")
        assert story.conversation("FX-01").assigned_to == story.agent_id(ANA)
        assert "with Ana Kovač" in story.pane("thread")


# The status


async def test_what_is_mine_is_not_taken_again(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press_for("A", f"{LAMP} is yours now")
        await story.until(lambda: "with Ana" in story.said("thread"), "the new assignee")
        await story.press("A")
        assert "It is yours already" in story.footer
        assert story.workspace.services.outbox.open_rows() == []


async def test_how_to_take_it_back_is_said_also_behind_a_long_name(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("t")
        await story.write("a-tag-with-a-name-that-is-far-too-long-for-a-line-of-eighty-columns-of-a-terminal")
        await story.press("enter", "y")
        assert story.footer.rstrip().endswith("… in 4 s, u takes it back")


async def test_the_note_of_a_transfer_that_is_taken_back_waits_for_the_next_one(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bil")
        await story.press("enter")
        await story.write("Please refund.")
        await story.press("enter", "y")
        await story.press_for("u", "Taken back")
        assert "its note is a draft" in story.footer
        assert not story.workspace.writing.active, "the next key is a key, not a letter of the note"
        await story.press("a")
        assert "Please refund." in story.text


@pytest.mark.parametrize("size", [NARROW, TINY], ids=str)
async def test_where_columns_are_few_the_load_is_still_seen(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("technical")
        line = next(line for line in story.lines if "Technical" in line and "online" in line)
        assert re.search(r"online MC-  \d+ waiting", line), line


async def test_an_agent_gets_it_in_another_department(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bill and")
        await story.press("enter")
        assert "To Bill Andersson. Enter transfers; not in Orders & Returns, Ctrl+O" in story.text
        await story.press("ctrl+o")
        assert "To Bill Andersson in Customer Care. Enter transfers" in story.text
        await story.press_for("enter", f"{LAMP} is with Bill Andersson now")
        row = story.conversation("FX-01")
        assert row.department_id == story.department_id("Customer Care")
        assert row.assigned_to == story.agent_id("bill@kestrel.example")


async def test_a_long_sentence_in_a_dialog_is_not_cut(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.open("FX-01")
        await story.press("a")
        await story.write("bill and")
        await story.press("enter")
        assert re.search(r"not in Orders & Returns, Ctrl\+O\s.*\n\s+changes that", story.text), story.text
