"""After resolving: the conversation stays, or the next one or the queue comes, and no second key hits the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import SendingSettings, Settings, UiSettings
from tests.stories.story import NARROW, SIZES, Story, console_on


def to_next(**sending: int) -> Settings:
    """Settings by which the next conversation comes."""
    return Settings(ui=UiSettings(after_resolve="next"), sending=SendingSettings(**sending))


def open_code(story: Story) -> str:
    """The code of the conversation that is read."""
    thread = story.workspace.state.thread
    row = story.workspace.services.queue.row(story.workspace.state.conversation_id or "")
    assert row is not None
    assert thread is None or thread.row.id == row.id
    return row.code


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_next_one_comes_and_undo_comes_back(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=to_next()) as story:
        await story.press("j", "enter")
        codes, first = story.codes(), open_code(story)
        await story.press_for("e", f"{first}: resolved in 4 s")
        assert story.workspace.pane_name == "thread"
        assert open_code(story) == codes[codes.index(first) + 1]
        await story.until_shown(" next conversation ")
        await story.until(lambda: " next conversation " not in story.text, "the title's own word")
        await story.press_for("u", f"Taken back: {first}")
        assert open_code(story) == first
        await story.press("E")
        assert open_code(story) == first, "E stays"


async def test_a_second_key_does_not_hit_the_next_one(folder: Path) -> None:
    async with console_on(folder, settings=to_next()) as story:
        await story.press("g", "g", "enter")
        story.strike("e")
        story.strike("e")
        await story.until(lambda: "Not done: this is the next conversation" in story.footer, "why not")
        assert len(story.workspace.services.outbox.open_rows()) == 1


async def test_send_and_resolve_goes_on_too(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=to_next(hold_mail=0, hold_status=0)) as story:
        await story.press("g", "g", "enter", "r")
        first = open_code(story)
        await story.write("Done, thank you.")
        await story.press("escape", "Y")
        await story.until(lambda: open_code(story) != first, "the next one")
        await story.until(lambda: story.conversation(first).status == "R", "the status at the desk")


async def test_the_queue_comes(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(after_resolve="queue"))) as story:
        await story.press("enter", "e")
        assert story.workspace.pane_name == "queue"
