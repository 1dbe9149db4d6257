"""Script S5: the network dies while a reply is sent. Two strokes, whatever the moment; nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from console.services.records import RowState
from tests.stories.faulty_desk import FaultyDesk, faulty_desk, refusal
from tests.stories.story import Story, console_at

TEXT = "Dear Jana, your money is on its way."
Cut = Callable[[FaultyDesk], Awaitable[None]]


async def before_the_request(desk: FaultyDesk) -> None:
    """Nothing can be reached any more."""
    await desk.hang_up()


async def before_the_answer(desk: FaultyDesk) -> None:
    """The desk hears of the reply, and nothing is heard of the desk."""
    desk.cut_after_write = desk.cut_reads_too = True


async def in_the_answer(desk: FaultyDesk) -> None:
    """The same, in the middle of the answer."""
    desk.cut_in_answer = desk.cut_reads_too = True


async def update_in_progress(desk: FaultyDesk) -> None:
    """Everything is refused for a while."""
    desk.answer = refusal(503, "Update in progress")


async def back(desk: FaultyDesk) -> None:
    """All is well again."""
    desk.answer, desk.cut_after_write, desk.cut_in_answer, desk.cut_reads_too = None, False, False, False
    await desk.hang_up()
    await desk.listen()


async def sent_into(story: Story, desk: FaultyDesk, cut: Cut) -> int:
    """Send a reply while the network dies; how many strokes that takes."""
    await story.open("FX-01")
    await story.press("r")
    await story.write(TEXT)
    await cut(desk)
    strokes = ("escape", "y")
    await story.press("escape")
    await story.until(lambda: "y send" in story.text, "the review line")
    await story.press("y")
    return len(strokes)


@pytest.mark.parametrize(
    ("cut", "state", "waits"),
    [
        (before_the_request, RowState.WAITING, "1 waiting"),
        (before_the_answer, RowState.UNKNOWN, "1 not confirmed"),
        (in_the_answer, RowState.UNKNOWN, "1 not confirmed"),
        (update_in_progress, RowState.WAITING, "1 waiting"),
    ],
)
async def test_two_strokes_and_one_copy(new_folder: Path, cut: Cut, state: RowState, waits: str) -> None:
    async with faulty_desk(new_folder) as desk:
        async with console_at(desk.url, new_folder) as story:
            assert await sent_into(story, desk, cut) == 2
            await story.until(lambda: waits in story.lines[0], "the row in the header")
            (row,) = story.workspace.services.outbox.rows()
            assert (row.text, row.state) == (TEXT, state)
            await story.press("g", "q", "j")  # work goes on
            await story.press("d")
            assert row.error.split(".")[0] in story.flat, "the last error, in words"
        async with console_at(desk.url, new_folder) as story:
            (again,) = story.workspace.services.outbox.rows()
            assert (again.id, again.state) == (row.id, state)
            await back(desk)
            for _ in range(3):
                await story.pass_time(60)
            await story.until(lambda: waits not in story.lines[0], "the end of it")
            (done,) = story.workspace.services.outbox.rows()
            assert done.state is RowState.CONFIRMED
            assert [kind for _, kind in story.with_text("FX-01", TEXT)] == ["M"]
