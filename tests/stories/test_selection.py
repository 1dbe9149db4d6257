"""Selecting several conversations, and doing one thing to all of them: together, taken back together, told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings
from console.contract.enums import ConversationStatus
from tests.stories.faulty_desk import faulty_desk, refusal
from tests.stories.story import NARROW, SIZES, WIDE, Story, console_at, console_on

ANA = "ana@kestrel.example"


async def select(story: Story, count: int) -> list[str]:
    """Select the first rows of the unassigned ones; their codes."""
    await story.press("2")
    codes = story.codes()[:count]
    await story.press(*["x"] * count)
    return codes


def marked(story: Story) -> int:
    """Rows of the queue that have the mark of selected ones."""
    return sum(line[1:2] == "■" for line in story.pane("queue").splitlines())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_rows_are_selected_and_moved_on_from(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        codes = await select(story, 3)
        assert marked(story) == 3
        assert "3 selected" in story.text
        assert story.code_at_cursor == story.codes()[3]
        await story.press("k", "x")
        assert "2 selected" in story.text, "x again takes it out"
        assert [row.code for row in story.workspace.acting.targets()] == codes[:2]
        await story.press("escape")
        assert "selected" not in story.text
        assert marked(story) == 0
        await story.press("escape")
        assert "Quit the console?" in story.flat


async def test_a_selection_survives_that_rows_move_but_not_another_view(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = await select(story, 2)
        await story.press("o", "n")
        assert "2 selected" in story.text
        assert [row.code for row in story.workspace.acting.targets()] == codes
        await story.press("S")
        assert "2 selected" in story.text
        await story.press("4")
        assert "selected" not in story.text
        await story.press("x", "/")
        await story.write("lamp")
        await story.until(lambda: "conversation" in story.pane("queue"), "results")
        assert "selected" not in story.text


async def test_what_leaves_the_view_is_not_selected_any_more(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = await select(story, 2)
        story.change(codes[0], status="R")
        await story.press_for("S", "1 selected conversation left the view")
        assert [row.code for row in story.workspace.acting.targets()] == codes[1:]


async def test_all_of_a_view_or_none(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.press("1", "X")
        count = len(story.codes())
        assert f"{count} selected" in story.text
        await story.press("e")
        assert "This is done to" in story.flat, "many are asked about"
        await story.press("escape", "X")
        assert "selected" not in story.text
        assert story.workspace.services.outbox.rows() == []


async def test_three_are_resolved_as_one_and_taken_back_as_one(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        codes = await select(story, 3)
        at = story.code_at_cursor
        before = [story.conversation(code).status for code in codes]
        await story.press("e")
        assert "Resolve of 3 in 4 s, u takes it back" in story.footer
        assert "selected" not in story.text
        assert story.code_at_cursor == at, "the cursor stays"
        assert "3 held" in story.lines[0]
        await story.press_for("u", "Taken back: resolve of 3")
        await story.pass_time(10)
        assert [story.conversation(code).status for code in codes] == before
        await story.press("u")
        assert "There is nothing to take back" in story.footer


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_what_became_of_it_is_said_once(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=Settings()) as story:
        codes = await select(story, 3)
        await story.press("e")
        await story.pass_time(5)
        await story.until(lambda: "Resolved 3 of 3" in story.footer, "the sentence")
        assert {story.conversation(code).status for code in codes} == {"R"}
        assert not set(codes) & set(story.codes())


async def test_acts_are_about_the_selection_in_the_thread_too(folder: Path) -> None:
    async with console_on(folder) as story:
        codes = await select(story, 2)
        await story.press("enter")
        assert story.workspace.pane_name == "thread"
        await story.press_for("A", "Taken 2 of 2")
        assert {story.conversation(code).assigned_to for code in codes} == {story.agent_id(ANA)}


async def test_what_is_so_already_is_left_out(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("1", "o", "n")
        rows = story.workspace.queue.rows
        assert rows.view is not None
        at = range(rows.row_count)
        rows.move_to(next(index for index in at if rows.view.row(index).status is ConversationStatus.RESOLVED))
        await story.press("x", "e")
        assert "It is resolved already" in story.footer
        assert "1 selected" in story.text, "nothing was done"


async def test_a_part_that_went_out_is_named(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        codes = await select(story, 3)
        await story.press("e")
        outbox = story.workspace.services.outbox
        first = outbox.rows()[0]
        assert outbox.look_again(first.id)
        await story.pass_time(1)
        await story.until(lambda: story.conversation(codes[0]).status == "R", "the first one")
        await story.press_for("u", f"Taken back: resolve of 2; {codes[0]} went out already")
        await story.pass_time(10)
        assert [story.conversation(code).status == "R" for code in codes] == [True, False, False]


async def test_a_part_that_is_refused_is_told_in_one_sentence(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        codes = await select(story, 3)
        bad = story.conversation(codes[1]).id
        no = refusal(400, "Not this one.")
        desk.refuse = lambda method, target: no if method == "PUT" and bad in target else None
        await story.press("e")
        await story.until(lambda: "Resolved 2 of 3; 1 not done, d shows why" in story.footer, "the sentence")
        await story.press("d")
        assert "not done" in story.text
        assert codes[1] in story.text


async def test_tags_and_fields_of_many_are_asked_about_first(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("X", "t")
        await story.write("beta")
        await story.press("enter")
        assert "This is done to" in story.flat
        await story.press("escape")
        assert story.workspace.services.outbox.open_rows() == []
        await story.press("t")
        await story.write("beta")
        await story.press("enter", "y")
        assert "Tag beta of" in story.footer
        await story.press("u")
        assert story.workspace.services.outbox.open_rows() == []


async def test_what_was_done_to_several_and_is_taken_back_is_selected_again(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        codes = await select(story, 3)
        await story.press("e")
        assert marked(story) == 0
        await story.press_for("u", "Taken back: resolve of 3, selected again")
        assert marked(story) == 3
        await story.press("b", "t")
        assert not set(codes) & set(story.codes())
        await story.press_for("u", "or a reply, selected again")
        assert story.codes()[:3] == codes
        assert marked(story) == 3
        await story.press("escape")
        await story.press("g", "g", ";", "2", "*", "x", "u")
        assert marked(story) == 1, "what is selected meanwhile stays as it is"


async def test_the_cursor_goes_to_what_is_taken_back(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("2", "j")
        code = story.code_at_cursor
        for keys in (("e",), ("b", "h"), ("*", "j", "j")):
            await story.press(*keys)
            assert story.code_at_cursor != code
            await story.press("u")
            assert story.code_at_cursor == code
        await story.press("enter", "E", "K")
        await story.press_for("u", "Taken back")
        assert story.workspace.pane_name == "thread"
        assert story.code_at_cursor != code, "elsewhere nothing moves"


async def test_each_status_of_several_has_a_name(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        for key, name in (("a", "Answered mark"), ("r", "Resolve")):
            await select(story, 2)
            await story.press("s", key)
            assert f"{name} of 2 in 4 s" in story.footer
            await story.press("u")
            await story.press("escape")
