"""Tags, custom fields and customers groups, put on and taken off by the keys: pending at once, then at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.config.model import Settings
from console.desk import tables
from console.desk.seed import FIXTURES
from tests.stories.story import NARROW, WIDE, Story, console_on

MAIL = FIXTURES["FX-03"]
SIZES = (WIDE, NARROW)


def tags_of(story: Story, fixture: str) -> set[str]:
    """The tags of a conversation at the desk."""
    pair, tag = tables.conversation_tag, tables.tag
    query = select(tag.c.name).join(pair, pair.c.tag_id == tag.c.id)
    return {row[0] for row in story.ask(query.where(pair.c.conversation_id == story.conversation(fixture).id))}


# Tags


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_tag_in_five_keys(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-03")
        before = tags_of(story, "FX-03")
        assert "refund" not in before
        await story.press("t")
        assert f"Tags of {MAIL}" in story.text
        await story.press("r", "e", "f")
        await story.press_for("enter", f"{MAIL}: tag refund, done")
        assert tags_of(story, "FX-03") == {*before, "refund"}
        assert "refund" in story.pane("thread")


async def test_a_held_tag_is_in_the_thread_and_can_be_taken_back(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-03")
        before = tags_of(story, "FX-03")
        await story.press("t", "r", "e", "f", "enter")
        assert "refund (held)" in story.pane("thread")
        assert "u takes it back" in story.footer
        await story.press("t", "r", "e", "f")
        assert "[x] refund" in story.text, "the picker shows what is wanted already"
        await story.press("escape", "u")
        assert "refund (held)" not in story.pane("thread")
        await story.pass_time(60)
        assert tags_of(story, "FX-03") == before


async def test_space_marks_several_and_enter_is_done(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-03")
        before = tags_of(story, "FX-03")
        await story.press("t", "r", "e", "f", "space")
        await story.press("g", "d", "p", "r", "space")
        assert story.text.count("[x]") == len(before) + 2
        await story.press("enter")
        await story.until(lambda: tags_of(story, "FX-03") == {*before, "refund", "gdpr"}, "the tags")


async def test_a_tag_is_taken_off(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        assert tags_of(story, "FX-01") == {"refund", "damaged"}
        await story.press("t", "r", "e", "f", "enter")
        await story.until(lambda: tags_of(story, "FX-01") == {"damaged"}, "the tags")


async def test_an_unknown_tag_is_asked_about_first(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-03")
        before = tags_of(story, "FX-03")
        await story.press("t")
        await story.write("loft lamps")
        assert "a new tag" in story.text
        await story.press("enter")
        assert "The desk has no tag loft lamps" in story.flat
        await story.press("escape", "enter", "y")
        await story.until(lambda: tags_of(story, "FX-03") == {*before, "loft lamps"}, "the tags")


async def test_known_tags_say_how_often_they_are_used(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-03")
        await story.press("t")
        row = next(line for line in story.lines if "[ ] firmware-3.2" in line)
        assert row.split("firmware-3.2")[1].split()[0].isdecimal()


# Custom fields


def fields_of(story: Story, fixture: str) -> list[tuple[str, str]]:
    """Codes and values of a conversation's custom fields at the desk."""
    field = tables.conversation_field
    query = select(field.c.code, field.c.value).where(field.c.conversation_id == story.conversation(fixture).id)
    return sorted((row[0], row[1]) for row in story.ask(query))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_two_fields_in_six_keys(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-03")
        await story.press("F")
        assert f"Fields of {MAIL}" in story.text
        await story.write("43894209")
        await story.press("tab", "d", "a", "m")
        assert "[damaged]" in story.text
        await story.press("enter")
        wanted = {("order_no", "43894209"), ("refund_reason", "damaged")}
        await story.until(lambda: wanted <= set(fields_of(story, "FX-03")), "the fields")
        assert "order_no 43894209" in story.pane("thread")
