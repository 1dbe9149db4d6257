"""Looking closer: deleting after a question, information and plain text, the history of a customer, customers found."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings
from console.desk.seed import FIXTURES
from console.ui.work import reading
from tests.stories.story import NARROW, WIDE, console_on

LAMP = FIXTURES["FX-01"]
SIZES = (WIDE, NARROW)


# Deleting


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_deleting_asks_says_that_it_is_for_good_and_can_be_taken_back(
    folder: Path, size: tuple[int, int]
) -> None:
    async with console_on(folder, size, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("D")
        assert "API v1 cannot" in story.flat
        await story.press("escape")
        await story.press("D", "y")
        assert f"{LAMP}: delete in 4 s, u takes it back" in story.footer
        await story.press("u")
        await story.pass_time(30)
        assert story.conversation("FX-01").status == "C"
        await story.press("D", "y")
        await story.pass_time(5)
        assert story.conversation("FX-01").status == "X"
        assert f"{LAMP} is deleted" in story.footer
        await story.press("g", "q")
        assert LAMP not in story.codes()


async def test_several_are_deleted_as_one(folder: Path) -> None:
    async with console_on(folder) as story:
        first, second = story.codes()[:2]
        await story.press("x", "x", "D")
        assert "Delete 2 conversations?" in story.flat
        await story.press("y")
        await story.until(lambda: story.conversation(first).status == story.conversation(second).status == "X", "both")


# Information


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_information_has_ids_dates_as_they_came_and_the_raw_text(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-03")
        row = story.conversation("FX-03")
        await story.press("i")
        assert row.id in story.text
        assert "Customer Care" in story.text
        assert "the server wrote" in story.flat
        await story.press("G")
        assert "</html>" in story.text or "</table>" in story.text, "HTML is shown as it came"
        await story.press("q")
        assert story.pane("thread")


async def test_the_copy_view_has_no_borders(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("g", "g", "i", "c")
        lines = [line.rstrip() for line in story.lines]
        assert any(line.startswith("Hello") for line in lines)
        assert not any("│" in line for line in lines)
        await story.press("y")
        assert "terminal's clipboard" in story.footer
        await story.press("q", "q")
        assert "Lamp arrived cracked" in story.text


# History and customers


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_history_is_gone_through(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("H")
        assert "Conversations of Jana Nováková" in story.text
        await story.until_shown("38, ")
        assert any("▌" in line and LAMP in line for line in story.lines)
        await story.press("J")
        opened = story.workspace.state.conversation_id
        row = story.workspace.services.queue.row(opened or "")
        assert row is not None
        assert row.code != LAMP
        assert any("▌" in line and row.code in line for line in story.lines)
        await story.press("enter")
        assert row.code in story.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_customers_are_found_by_a_part_of_their_name(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "c")
        await story.write("nováková")
        await story.until_shown("jana@example.com")
        await story.press("enter")
        await story.until(lambda: "K-20811" in story.pane("customer"), "the profile")
        await story.press("M")
        assert "Groups of Jana Nováková" in story.text
        await story.press("escape", "F")
        assert "Fields of Jana Nováková" in story.text
        await story.press("tab", "f", "r", "enter")
        await story.until(lambda: "plan        Free" in story.pane("customer"), "the plan")


async def test_a_customer_without_conversations_is_found_at_the_desk(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("C")
        await story.write("vera@example.net")
        await story.press("tab")
        await story.write("Vera Holm")
        await story.press_for("enter", "New customer Vera Holm, done")
        await story.press("g", "c")
        await story.write("vera h")
        await story.until_shown("vera@example.net")
        await story.press("enter")
        await story.until(lambda: "Vera Holm" in story.pane("customer"), "the profile")


async def test_a_conversation_that_waits_for_the_calls_of_the_next_minute_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    async with console_on(folder) as story:
        client = story.workspace.services.engine._client
        assert client is not None
        client.budget.pause(1.0)
        story.workspace.queue.rows.move_to(story.codes().index(FIXTURES["FX-06"]))
        story.strike("enter")
        words = "Reading the conversation… The calls that the server takes in a minute are used up; it comes by itself."
        await story.until(lambda: words in " ".join(story.pane("thread").split()), "why it waits")
        await story.until(lambda: story.workspace.state.thread is not None, "the conversation")
        assert "are used up" not in story.flat
