"""A pane for itself, wider and narrower panes: at every size, with nothing cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.ui.scenes import settle
from console.ui.screens.layout import NAMES
from console.ui.screens.sizes import LEAST, LEAST_THREAD
from tests.stories.story import NARROW, WIDE, Story, console_on

MEDIUM, HUGE = (120, 40), (230, 60)
SEVERAL = (WIDE, MEDIUM, HUGE)
SIDES = {"customer": "#customer-pane", "knowledge": "#knowledge-pane"}


def columns(story: Story, name: str) -> int:
    """How wide a pane is; 0 when it does not show."""
    pane = story.workspace.query_one(SIDES.get(name, f"#{name}-pane"))
    shown = pane.display and (pane.parent is None or pane.parent.display)
    return pane.region.width if shown else 0


def assert_full(story: Story) -> None:
    """The panes that show, and the rules between them, take the whole width and stay on the screen."""
    regions = [story.workspace.query_one(f"#{name}-pane").region for name in NAMES if columns(story, name)]
    right = max(region.right for region in regions)
    assert min(region.x for region in regions) == 0
    assert right == story.app.size.width
    assert all(region.bottom <= story.app.size.height - 1 for region in regions)


@pytest.mark.parametrize("size", SEVERAL)
@pytest.mark.parametrize("pane", NAMES)
async def test_a_zoomed_pane_has_the_whole_width(folder: Path, size: tuple[int, int], pane: str) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        story.workspace.show_pane(pane)
        await story.press("W")
        assert columns(story, pane) == size[0]
        assert [name for name in NAMES if columns(story, name)] == [pane]
        assert f"[{'Queue ' if pane == 'queue' else pane.capitalize()}" in story.lines[2]
        assert "alone" in story.footer
        await story.press("tab")
        after = NAMES[(NAMES.index(pane) + 1) % len(NAMES)]
        assert [name for name in NAMES if columns(story, name)] == [after]
        assert columns(story, after) == size[0]
        await story.press("W")
        assert len([name for name in NAMES if columns(story, name)]) > 1
        assert_full(story)


async def test_a_reply_is_written_in_a_zoomed_pane(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("W", "r")
        await story.write("Dear Jana, W + and - are letters here.")
        assert "W + and - are letters here." in story.text
        assert story.workspace.thread.composer.region.width == WIDE[0]


async def test_where_one_pane_shows_there_is_nothing_to_zoom(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        for key in ("W", "+", "-"):
            await story.press(key)
            assert "This pane has the whole screen already" in story.footer


@pytest.mark.parametrize("size", SEVERAL)
@pytest.mark.parametrize("pane", NAMES)
async def test_a_pane_gets_wider_and_narrower_as_far_as_there_is_room(
    folder: Path, size: tuple[int, int], pane: str
) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        story.workspace.show_pane(pane)
        await settle(story.pilot)
        before = columns(story, pane)
        wider, narrower = (">", "<") if pane == "knowledge" else ("+", "-")  # there + suggests an article
        await story.press(wider)
        assert columns(story, pane) > before
        assert_full(story)
        await story.press(narrower)
        assert columns(story, pane) == before
        for key, words in ((wider, "wider"), (narrower, "narrower")):
            for _ in range(60):
                story.strike(key)
            await story.press(key)
            assert f"This pane gets no {words} here" in story.footer or pane == "thread"
            assert_full(story)
            assert columns(story, "thread") >= LEAST_THREAD
            assert all(columns(story, name) >= LEAST for name in NAMES if columns(story, name))


async def test_a_count_says_how_many_columns(folder: Path) -> None:
    async with console_on(folder) as story:
        before = columns(story, "queue")
        await story.press(";", "9", "+")
        assert columns(story, "queue") == before + 9
        await story.press(":", *"usual widths", "enter")
        assert columns(story, "queue") == before


async def test_another_size_keeps_what_was_asked_for(folder: Path) -> None:
    async with console_on(folder, HUGE) as story:
        await story.press(";", "5", "0", "+")
        assert columns(story, "queue") == 108
        for size in ((160, 45), (100, 30), (80, 24), (140, 20)):
            await story.pilot.resize_terminal(*size)
            await story.press("g", "q")
            assert_full(story)
        await story.pilot.resize_terminal(*HUGE)
        await story.press("g", "q")
        assert columns(story, "queue") == 108
