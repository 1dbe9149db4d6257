"""Chats and calls: what goes on and who waits, by department, followed while it is looked at and not otherwise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from console.ui.screens.overview import OverviewScreen
from tests.stories.faulty_desk import faulty_desk, refusal
from tests.stories.story import NARROW, WIDE, Story, console_at, console_on

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)


class Counted:
    """Counts the calls for the numbers on their way to the desk."""

    def __init__(self) -> None:
        self.calls = 0

    def around(self, desk: ASGIApp) -> ASGIApp:
        async def count(scope: Scope, receive: Receive, send: Send) -> None:
            self.calls += str(scope.get("path", "")).endswith("/overview")
            await desk(scope, receive, send)

        return count


@BOTH
async def test_what_goes_on_and_who_has_it(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "o")
        assert "2 going on     0 waiting   2 visitors" in story.text
        assert "1 going on     0 waiting   0 ringing" in story.text
        assert "as of 08:40" in story.text
        assert line_of(story, "Tess Overbeek").split()[:4] == ["▌", "chat", "goes", "on"]
        assert line_of(story, "Technical Support", heading="Departments").split()[2:5] == ["online", "0/6", "1"]
        await story.press("j", "enter")
        assert story.app.screen is story.workspace
        row = story.workspace.services.queue.row(story.workspace.state.conversation_id or "")
        assert row is not None
        assert row.customer_name == "Kirsten Aalto"


@BOTH
async def test_who_waits_stands_first_and_in_the_line_of_the_department(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "o", "q")
        chat = next(
            talk.row for talk in story.workspace.services.overview.talks() if "Kirsten" in talk.row.customer_name
        )
        story.change(chat.code, assigned_to=None)
        await story.press("S")
        await story.workspace.services.sync.fill_details([chat.id], 1)
        await story.press("g", "o")
        assert "1 going on     1 waiting" in story.text
        assert line_of(story, "Kirsten Aalto").split()[:3] == ["▌", "chat", "waits"]
        assert "nobody" in line_of(story, "Kirsten Aalto")
        assert line_of(story, "Customer Care", heading="Departments").split()[5] == "1"
        await story.press("q")
        assert story.app.screen is story.workspace


async def test_it_is_asked_for_again_while_it_is_open_alone(folder: Path) -> None:
    counted = Counted()
    async with console_on(folder, pace=0.01, around=counted.around) as story:
        await asyncio.sleep(0)
        assert counted.calls == 0
        await story.press("g", "o")
        await story.until(lambda: counted.calls >= 6, "the third look")
        await story.press("q")
        after = counted.calls
        await story.workspace.services.presence.poll()
        await story.press("j", "k")
        assert counted.calls <= after + 2, "one look may have been under way"
        assert story.workspace.overlooking._timer is None


async def test_a_server_that_does_not_say_is_no_trouble_for_the_rest(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder, pace=1) as story:
        desk.refuse = lambda method, target: refusal(500, "No numbers today") if "overview" in target else None
        await story.press("g", "o")
        await story.until(lambda: "No numbers today" in story.footer, "the reason")
        assert isinstance(story.app.screen, OverviewScreen)
        assert "Tess Overbeek" in story.text
        desk.refuse = lambda method, target: None
        await story.press("S")
        await story.until_shown("2 visitors")
        assert "No numbers today" not in story.text


def line_of(story: Story, words: str, heading: str = "") -> str:
    """The first line with the words, below a heading."""
    lines = story.text[story.text.find(heading) :].splitlines() if heading else story.lines
    return next(line for line in lines if words in line)
