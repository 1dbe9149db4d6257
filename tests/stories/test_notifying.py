"""Bell, desktop and title: of what the settings name, when nobody looks, and never in a flood."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from console.config.model import NotifySettings, Settings
from console.ui.scenes import settle
from tests.stories.story import Story, console_on

TITLE = "\x1b]2;"


@asynccontextmanager
async def told(folder: Path, **notify: Any) -> AsyncIterator[tuple[Story, list[str]]]:
    """A console that nobody looks at, and what it tells the terminal from now on but for titles."""
    settings = Settings(notify=NotifySettings(**notify))
    async with console_on(folder, settings=settings) as story:
        written: list[str] = []

        def signal(sequence: str, *, is_title: bool = False) -> None:
            if not is_title:
                written.append(sequence)

        story.app.signal = signal  # type: ignore[method-assign]
        story.app.post_message(events.AppBlur())
        await story.pilot.pause()
        yield story, written


async def news(story: Story, fixture: str = "FX-01", *, seconds: int = 60) -> None:
    """A customer writes, and the console learns of it by itself; a key would say that somebody is there."""
    story.customer_writes(fixture, "Is anybody there?", seconds=seconds)
    story.workspace.queueing.sync_now(everything=True)
    await settle(story.pilot)


async def test_at_first_the_title_alone_says_it(folder: Path) -> None:
    async with told(folder) as (story, written):
        await news(story)
        assert written == []


async def test_the_title_has_the_number_that_wait(folder: Path) -> None:
    async with console_on(folder) as story:
        written: list[str] = []
        story.app.signal = lambda sequence, *, is_title=False: written.append(sequence)  # type: ignore[method-assign]
        story.change("FX-01", status="R", changed=2_000_000_000)
        await story.press("S")
        await story.until(lambda: bool(written), "a title")
        assert written[-1].startswith(f"{TITLE}(103) LiveAgent Console")


@pytest.mark.parametrize(
    ("notify", "expected"),
    [
        ({"bell": True}, "\a"),
        ({"desktop": "osc9"}, "\x1b]9;News in 1 conversation\x1b\\"),
        ({"desktop": "osc9", "bell": True}, "\a\x1b]9;News in 1 conversation\x1b\\"),
        ({"desktop": "osc9", "names": True}, "\x1b]9;Jana Nováková: Lamp arrived cracked\x1b\\"),
    ],
)
async def test_how_it_is_told(folder: Path, notify: dict[str, Any], expected: str, monkeypatch: Any) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    async with told(folder, about=["all"], **notify) as (story, written):
        await news(story)
        assert written == [expected]


async def test_who_looks_is_not_told_unless_it_is_wanted(folder: Path) -> None:
    for focused in (False, True):
        async with told(folder, about=["all"], bell=True, focused=focused) as (story, written):
            story.app.post_message(events.AppFocus())
            await story.pilot.pause()
            await news(story, seconds=120 if focused else 60)
            assert written == (["\a"] if focused else [])


@pytest.mark.parametrize(
    ("about", "fixture", "is_told"),
    [
        (["mine"], "FX-01", False),
        (["vip"], "FX-01", True),
        (["chats"], "FX-01", False),
        ([], "FX-01", False),
        (["all"], "FX-02", True),
    ],
)
async def test_what_it_is_about(folder: Path, about: list[str], fixture: str, is_told: bool) -> None:
    async with told(folder, about=about, bell=True) as (story, written):
        await story.open("FX-01")
        await story.press("J")
        story.app.post_message(events.AppBlur())
        await news(story, fixture)
        assert bool(written) == is_told


async def test_departments_are_those_of_the_settings(folder: Path) -> None:
    for department, is_told in (("Billing", False), ("Orders & Returns", True)):
        settings = Settings(departments=[department], notify=NotifySettings(about=["departments"], bell=True))
        async with console_on(folder, settings=settings) as story:
            written: list[str] = []
            story.app.signal = lambda sequence, *, is_title=False: (  # type: ignore[method-assign]
                None if is_title else written.append(sequence)  # noqa: B023
            )
            story.app.post_message(events.AppBlur())
            await news(story, seconds=240 if is_told else 120)
            assert bool(written) == is_told


async def test_quiet_hours_are_in_the_agents_zone(folder: Path) -> None:
    async with console_on(folder) as story:
        local = story.clock().astimezone(story.workspace.zone)
    for hours, is_told in ((f"{local.hour:02}:00-{(local.hour + 1) % 24:02}:00", False), ("03:00-03:01", True)):
        async with told(folder, about=["all"], bell=True, quiet=hours) as (story, written):
            await news(story, seconds=240 if is_told else 120)
            assert bool(written) == is_told


async def test_a_flood_is_told_once(folder: Path) -> None:
    async with told(folder, about=["all"], bell=True, every=600) as (story, written):
        for seconds in (60, 120, 180):
            await news(story, seconds=seconds)
        assert written == ["\a"]
        assert story.workspace.notifying._timer is not None
