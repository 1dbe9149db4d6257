"""Taking the next conversation: free at the server, claimed and seen there, and opened; and reading on with Space."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.scripts import script_on
from tests.stories.story import NARROW, WIDE, Story, console_on

ANA = "ana@kestrel.example"


async def first_free(story: Story) -> list[str]:
    """The codes of those who could be taken, in order."""
    workspace = story.workspace
    filters = [workspace.viewing.filter()]
    ids = await workspace.services.queue.taking.candidates(filters)
    return [row.code for row in workspace.services.queue.rows(ids)]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_the_first_that_is_free_is_taken_and_opened(folder: Path, size: tuple[int, int]) -> None:
    async with script_on(folder, size) as script:
        story = script.story
        await story.press("2")
        code = (await first_free(story))[0]
        script.begin()
        await script.press("p")
        await story.until(lambda: story.workspace.pane_name == "thread", "the conversation")
        assert story.conversation(code).assigned_to == story.agent_id(ANA)
        thread = story.workspace.state.thread
        assert thread is not None
        assert thread.row.code == code
        calls = script.calls(code)
        assert calls[:3] == [
            f"GET conversations/{code}",
            f"PUT conversations/{code}/attendants",
            f"GET conversations/{code}",
        ]
        assert f"GET conversations/{code}/messages" in calls
        assert script.sent("PUT", f"conversations/{code}/attendants")[0]["agentidentifier"] == story.agent_id(ANA)


async def test_whoever_was_faster_has_it_and_the_next_one_is_taken(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await story.press("2")
        first, second, third, *_ = await first_free(story)
        tomas = story.agent_id("tomas@kestrel.example")
        story.change(first, assigned_to=tomas)
        story.change(second, assigned_to=tomas)
        script.begin()
        await story.press_for("p", f"{third} is yours")
        assert "Tomas" in story.footer
        assert f"{first}: " in story.footer
        assert story.conversation(first).assigned_to == tomas, "nothing is taken from anybody"
        assert story.conversation(third).assigned_to == story.agent_id(ANA)
        assert script.calls(first, second, reads=False) == []
        await story.press("d")
        assert "not done" not in story.text, "nothing is left in the outbox"


async def test_nobody_is_there_to_be_taken(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f")
        await story.write("is:mine")
        await story.press("enter")
        await story.press("p")
        await story.until(lambda: story.workspace.pane_name == "thread", "one of those nobody has")
        thread = story.workspace.state.thread
        assert thread is not None
        assert story.conversation(thread.row.code).assigned_to == story.agent_id(ANA)


async def test_what_is_put_off_is_not_taken(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("2")
        codes = await first_free(story)
        rows = story.workspace.queue.rows
        rows.move_to(story.codes().index(codes[0]))
        await story.press("b", "t", "p")
        await story.until(lambda: story.workspace.pane_name == "thread", "the conversation")
        thread = story.workspace.state.thread
        assert thread is not None
        assert thread.row.code == codes[1]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_space_pages_to_the_end_and_on_to_what_is_unread(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        code, view = story.code_at_cursor, story.workspace.queueing.view
        assert view is not None
        following = view.unread_after(story.workspace.state.conversation_id or "")
        assert following is not None
        await story.press("g", "g")
        while not story.workspace.thread.view.at_end:
            await story.press("space")
            assert story.code_at_cursor == code
        await story.press("space")
        await story.until(lambda: story.code_at_cursor == following.code, "the next one")
        assert story.workspace.state.conversation_id == following.id
        assert story.workspace.pane_name == "thread"
