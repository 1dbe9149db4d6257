"""The console opens as it was left: view, filter, sorting, row, conversation, pane and widths."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings, UiSettings
from tests.stories.story import NARROW, WIDE, Story, console_on


async def leave(story: Story) -> None:
    """Quit as agents do."""
    story.workspace.leave_console()
    await story.pilot.pause()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_all_of_it_comes_back(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("4", "o", "n", "j", "j", "enter")
        await story.press("g", "q", "j", "g", "t")
        codes, at = story.codes(), story.code_at_cursor
        opened, text = story.workspace.state.conversation_id, story.said("thread")
        await leave(story)
    async with console_on(folder, size) as story:
        assert (story.workspace.state.view.id, story.codes(), story.code_at_cursor) == ("waiting", codes, at)
        assert story.workspace.state.conversation_id == opened
        assert story.workspace.pane_name == "thread"
        assert story.app.focused is story.workspace.thread.view
        assert story.said("thread")[:60] == text[:60]


async def test_widths_and_zoom_come_back(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press(";", "1", "2", "+")
        width = story.workspace.queue.region.width
        await story.press("W")
        await leave(story)
    async with console_on(folder) as story:
        assert story.workspace.queue.region.width == WIDE[0]
        await story.press("W")
        assert story.workspace.queue.region.width == width


async def test_a_filter_comes_back(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f", *"lamp", "enter")
        codes = story.codes()
        await leave(story)
    async with console_on(folder) as story:
        assert story.codes() == codes
        await story.press("1")
        assert len(story.codes()) > len(codes)


async def test_it_is_written_a_while_after_a_change(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("j")
        (path,) = [story.workspace.services.whereabouts._path]
        assert path is not None
        await story.until(path.exists, "the file")
        row = story.workspace.queue.rows.row_at_cursor()
        assert row is not None
        assert story.workspace.services.whereabouts.read().at == row.id


async def test_nothing_comes_back_where_that_is_not_wanted(folder: Path) -> None:
    settings = Settings(ui=UiSettings(restore=False))
    async with console_on(folder) as story:
        await story.press("4", "enter")
        await leave(story)
    async with console_on(folder, settings=settings) as story:
        assert (story.workspace.state.view.id, story.workspace.state.conversation_id) == ("all", None)
        await story.press("4")
        await leave(story)
    async with console_on(folder) as story:
        assert story.workspace.state.conversation_id is not None


@pytest.mark.parametrize("text", ['{"view": "gone", "filter": "status:none", "conversation": "x", "pane": "y"}', "{"])
async def test_what_is_not_there_any_more_is_left_out(folder: Path, text: str) -> None:
    async with console_on(folder) as story:
        path = story.workspace.services.whereabouts._path
    assert path is not None
    path.write_text(text)
    async with console_on(folder) as story:
        assert (story.workspace.state.view.id, story.workspace.pane_name) == ("all", "queue")
        assert story.workspace.state.conversation_id is None
