"""Tags, custom fields and customers groups, put on and taken off by the keys: pending at once, then at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

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
        assert "(tag refund)" in story.pane("queue")
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
        await story.write("firmware")
        row = next(line for line in story.lines if "[ ] firmware-3.2" in line)
        count = row.split("firmware-3.2")[1].split()[0]
        assert count.isdecimal()
        assert int(count) > 0


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


async def test_a_field_with_two_values_shows_them_and_gets_one(folder: Path) -> None:
    async with console_on(folder) as story:
        code = double(story)
        await story.open(code)
        before = fields_of(story, code)
        await story.press("F")
        assert "2 values, what is typed replaces them" in story.text
        await story.press("escape")
        assert fields_of(story, code) == before, "what is not touched stays"


def double(story: Story) -> str:
    """The code of a conversation in the queue that has two values under one code."""
    field = tables.conversation_field
    query = select(tables.conversation.c.code).join(field, field.c.conversation_id == tables.conversation.c.id)
    query = query.group_by(tables.conversation.c.code, field.c.code).having(func.count() > 1)
    return next(str(row[0]) for row in story.ask(query) if row[0] in story.codes())


async def test_a_field_that_is_emptied_is_deleted_and_taken_back_before(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        before = fields_of(story, "FX-01")
        assert ("order_no", "43894209") in before
        await story.press("F", "backspace", "enter")
        assert "order_no (empty) (held)" in story.pane("thread")
        await story.press("u")
        assert "order_no 43894209" in story.pane("thread")
        await story.press("F", "backspace", "enter")
        await story.pass_time(10)
        assert fields_of(story, "FX-01") == [one for one in before if one[0] != "order_no"]


async def test_fields_of_several_conversations_are_one_unit(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("g", "g")
        first, second = story.codes()[:2]
        await story.press("x", "x", "F")
        assert "Fields of 2 conversations" in story.text
        await story.write("7")
        await story.press("enter", "u")
        assert "Taken back" in story.footer
        await story.press("F")  # they are selected again
        await story.write("8")
        await story.press("enter")
        await story.pass_time(10)
        assert ("order_no", "8") in fields_of(story, first)
        assert ("order_no", "8") in fields_of(story, second)


async def test_leaving_a_form_with_changes_asks(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-03")
        await story.press("F")
        await story.write("43")
        await story.press("escape")
        assert "Save what you changed?" in story.text
        await story.press("y")
        await story.until(lambda: ("order_no", "43") in fields_of(story, "FX-03"), "the field")


# The customer


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_fields_and_groups_of_the_customer(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("g", "u", "F")
        assert "Fields of Jana Nováková" in story.text
        await story.press("tab", "f", "r", "enter")
        await story.until(lambda: "Free" in story.pane("customer"), "the plan in the pane")
        assert customer_fields(story)["plan"] == "Free"
        await story.press("M")
        assert "Groups of Jana Nováková" in story.text
        await story.press("b", "e", "t", "enter")
        await story.until(lambda: "Beta" in groups_of(story), "the group")
        await story.until(lambda: "Beta" in story.pane("customer"), "the group in the pane")
        await story.press("M", "b", "e", "t", "enter")
        await story.until(lambda: "Beta" not in groups_of(story), "no group")


def customer_fields(story: Story) -> dict[str, str]:
    """The custom fields of the lamp's customer at the desk."""
    field = tables.customer_field
    query = select(field.c.code, field.c.value).where(field.c.customer_id == story.conversation("FX-01").owner_id)
    return {row[0]: row[1] for row in story.ask(query)}


def groups_of(story: Story) -> set[str]:
    """The groups of the lamp's customer at the desk."""
    pair, group = tables.customer_membership, tables.customers_group
    query = select(group.c.name).join(pair, pair.c.group_id == group.c.id)
    return {row[0] for row in story.ask(query.where(pair.c.customer_id == story.conversation("FX-01").owner_id))}


async def test_tags_and_fields_are_repeated_by_the_full_stop(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("t", "b", "2", "b", "enter")
        first = story.code_at_cursor
        await story.press("j")
        second = story.code_at_cursor
        assert second != first
        await story.press(".")
        await story.until(lambda: "b2b" in tags_of(story, second), "the tag")
        await story.press("F")
        await story.write("77")
        await story.press("enter")
        await story.press("g", "g", ".")
        await story.until(lambda: ("order_no", "77") in fields_of(story, story.code_at_cursor), "the field")
