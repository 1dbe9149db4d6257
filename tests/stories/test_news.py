"""What changed since the agent looked: words in the line of views, and a line in the conversation."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.stories.story import NARROW, WIDE, Story, console_on

TOMAS = "tomas@kestrel.example"


async def look_away(story: Story) -> None:
    """The terminal loses the focus."""
    story.app.post_message(events.AppBlur())
    await story.until(lambda: not story.app.app_focus, "the other window")
    await story.press()
    await story.workspace.workers.wait_for_complete()


async def come_back(story: Story, *, minutes: int) -> None:
    """It gets the focus again, after a while, and the queue is fresh."""
    story.clock.forward(minutes=minutes)
    story.app.post_message(events.AppFocus())
    await story.press("S")
    await story.workspace.workers.wait_for_complete()
    await story.press()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_what_came_while_the_agent_was_away(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("2", "j", "j")
        at, codes = story.code_at_cursor, story.codes()
        assert "since" not in story.text
        await look_away(story)
        now = int(story.clock().timestamp())
        await story.press()
        tomas = story.agent_id(TOMAS)
        story.change(codes[0], assigned_to=tomas, changed=now + 60)
        done = next(code for code in FIXED if story.conversation(code).status == "R")
        story.change(done, status="C", changed=now + 90)
        await come_back(story, minutes=10)
        await story.until_shown("1 reopened")
        if size == WIDE:
            await story.press("S")
            await story.until_shown("since 08:40: 1 reopened")
        assert story.code_at_cursor == at, "the cursor stays where it is"
        await story.press("j")
        assert "1 reopened" in story.text, "it was not read yet"
        story.clock.forward(seconds=10)
        await story.press("j")
        assert "1 reopened" not in story.text, "now it was"


FIXED = ("PNG-2PG-8Z1", "RBK-3PR-7A9", "SPL-8DL-1PM", "TIE-1SM-6KD", "CHT-6RW-3D5", "CLL-9VX-4E2")


async def test_who_took_what(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("2")
        code = story.codes()[0]
        await look_away(story)
        story.change(code, assigned_to=story.agent_id(TOMAS), changed=int(story.clock().timestamp()) + 60)
        await come_back(story, minutes=5)
        for _ in range(3):  # who has it is learned after the sync
            await story.press("S")
        await story.until_shown("1 taken by Tomas")


async def test_the_first_thing_not_seen_has_a_line_before_it(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        assert "new since you looked" not in story.pane("thread")
        await story.press("g", "q", "j", "enter")
        story.customer_writes("FX-01", "Is there any news?")
        await story.press("S")
        await story.open("FX-01")
        await story.until_shown("Is there any news?")
        pane = story.pane("thread")
        assert pane.index("new since you looked") < pane.index("Is there any news?")
        await story.press("g", "q", "j", "enter")
        await story.open("FX-01")
        assert "new since you looked" not in story.pane("thread"), "seen"
