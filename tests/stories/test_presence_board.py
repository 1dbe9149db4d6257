"""The board of presence: five counters, channel letters with their words, and what waited over the shift."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.config.model import Settings, UiSettings
from tests.stories.story import AT_ONCE, NARROW, TINY, WIDE, Story, console_on


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_counters_letters_and_the_trend_of_the_department_under_the_cursor(
    folder: Path, size: tuple[int, int]
) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "p")
        assert "waiting  new replies  chats  all" in story.text
        assert "M mail, C chat, P phone" in story.lines[0]
        members = "Ana Kovač MCP  Bill Andersson MC-  Mira Solano MC"
        assert members in story.text, "also where they do not stand in the department's line"
        assert "─ Waiting in Customer Care ─" in story.text
        assert line_of(story, "Bill Andersson", "Agents").split()[3:4] == ["MC-"]
        await story.press("j")
        department = next(one for one in story.workspace.state.presence.departments if one.name == "Technical Support")
        assert "─ Waiting in Technical Support ─" in story.text
        assert f"most {department.waiting}, now {department.waiting}" in story.text
        await story.press("end")
        assert "Waiting in" not in story.text, "an agent has no trend"
        assert "In Customer Care, Technical Support." in story.text
        await story.press("q")


async def test_what_waited_outlives_the_console(folder: Path) -> None:
    async with console_on(folder) as story:
        department = story.workspace.state.presence.departments[0].id
    async with console_on(folder) as story:
        story.clock.forward(hours=2)
        await story.workspace.services.presence.poll(timedelta(0))
        trend = story.workspace.services.presence.trend(department)
        assert trend[-1] == trend[-9] == story.workspace.state.presence.departments[0].waiting
        assert set(trend[:-9]) | set(trend[-8:-1]) == {None}
        await story.press("g", "p")
        assert line_of(story, "Customer Care").count("█") == 2


async def test_on_a_small_screen_the_board_keeps_its_lines(folder: Path) -> None:
    async with console_on(folder, TINY) as story:
        await story.press("g", "p", "j", "j")
        assert "Billing" in story.text
        assert "6 replies, 0 chats, 8 in all" in story.text
        assert "nobody serves it" in story.text
        for line in story.lines:
            assert len(line) <= 50


async def test_in_ascii_the_plot_has_no_blocks(folder: Path) -> None:
    settings = Settings(ui=UiSettings(glyphs="ascii"), sending=AT_ONCE.sending)
    async with console_on(folder, settings=settings) as story:
        await story.press("g", "p")
        assert "@@@" in story.text
        assert not set("▁▂▃▄▅▆▇█│─┴") & set(story.text)


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY], ids=str)
async def test_without_columns_every_line_is_a_sentence(folder: Path, size: tuple[int, int]) -> None:
    settings = Settings(ui=UiSettings(linear=True))
    async with console_on(folder, size, settings=settings) as story:
        await story.press("g", "p")
        assert "Customer Care: online, 10 waiting, 6 new, 4 replies, chats 1 of 6, 11 in all" in story.flat
        assert "Online there: Ana Kovač for mail, chat, phone; Bill Andersson for mail, chat" in story.flat
        assert "Hour by hour until now: not known for 7 h, 10." in story.flat
        assert "@" not in story.text
        await story.press("end")
        assert "健司 渡辺: offline; Customer Care, Technical Support" in story.flat
        await story.press("q", "g", "o")
        assert "Chats: 2 going on, 0 waiting; 2 visitors, 5 agents there" in story.flat
        assert "chat goes on for 6m: Tess Overbeek with Maximiliane" in story.flat
        assert "Customer Care: online, chats 1 of 6, 0 calls, 0 in line" in story.flat
        await story.press("j", "enter")
        row = story.workspace.services.queue.row(story.workspace.state.conversation_id or "")
        assert row is not None
        assert row.customer_name == "Kirsten Aalto"


def line_of(story: Story, words: str, heading: str = "") -> str:
    """The first line with the words, below a heading."""
    lines = story.text[story.text.find(heading) :].splitlines() if heading else story.lines
    return next(line for line in lines if words in line)
