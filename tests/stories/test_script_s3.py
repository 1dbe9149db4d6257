"""Script S3: a transfer to Billing with a note while nobody is there: seven strokes, and every way out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from console.desk import tables
from console.desk.seed import FIXTURES
from tests.stories.scripts import Script, script_on
from tests.stories.story import NARROW, SIZES, Story

LAMP = FIXTURES["FX-01"]
NOTE = "Please refund order 43894209."


def of_billing(story: Story) -> str:
    """The address of one who is in Billing."""
    table, agent = tables.agent_department, tables.agent
    query = select(agent.c.email).join(table, table.c.agent_id == agent.c.id)
    rows = story.ask(query.where(table.c.department_id == story.department_id("Billing")).order_by(agent.c.email))
    return str(rows[0][0])


async def warned(script: Script, note: str = NOTE) -> None:
    """Everything before the warning is answered."""
    await script.story.open("FX-01")
    script.begin()
    await script.press("a", "b", "i", "l", "enter")
    await script.write(note)
    await script.press("enter")
    assert "Nobody is there" in script.story.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_seven_strokes(folder: Path, size: tuple[int, int]) -> None:
    async with script_on(folder, size) as script:
        story = script.story
        await warned(script)
        assert "Billing is offline, 8 waiting." in story.flat
        assert script.calls(LAMP, reads=False) == []
        await script.press_for("y", f"{LAMP} is with Billing now")
        assert script.strokes == 7
        assert [kind for _, kind in story.with_text("FX-01", NOTE)] == ["N"], "the note is there once"
        assert script.calls(LAMP, reads=False) == [f"PUT conversations/{LAMP}/attendants"]
        (sent,) = script.sent("PUT", f"conversations/{LAMP}/attendants")
        assert sent["department"] == story.department_id("Billing")
        assert sent["note"] == NOTE
        assert sent["useridentifier"]
        calls = script.calls(LAMP)
        after = calls[calls.index(f"PUT conversations/{LAMP}/attendants") :]
        assert f"GET conversations/{LAMP}/messages" in after, "it is looked whether the note is there"
        origins = [entry.origin for entry in story.workspace.services.sender._store.audit.entries()]
        assert any("warned: Billing is offline" in origin for origin in origins)


async def test_since_when_and_who_was_there_last(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        email = of_billing(story)
        story.set_online("Billing", email, "MTP")
        await look(story)
        story.set_online("Billing", email, "")
        await look(story)
        await warned(script)
        assert "Billing is offline since 0" in story.flat
        assert "last agent" in story.flat


async def look(story: Story) -> None:
    """Let the console look who is online, some minutes later."""
    story.clock.now += timedelta(minutes=10)
    story.workspace.watching.poll()
    await story.press("S")


async def test_with_somebody_there_no_warning_and_six_strokes(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        story.set_online("Billing", of_billing(story), "M")
        await look(story)
        await story.open("FX-01")
        script.begin()
        await script.press("a", "b", "i", "l", "enter")
        assert "To Billing. Enter transfers" in story.flat
        await script.press_for("enter", f"{LAMP} is with Billing now")
        assert script.strokes == 6


async def test_another_target_keeps_the_note(folder: Path) -> None:
    async with script_on(folder, NARROW) as script:
        await warned(script)
        await script.press("a", "s", "a", "l", "e", "s", "enter")
        assert NOTE in script.story.text
        await script.press_for("enter", f"{LAMP} is with Sales now")
        assert [kind for _, kind in script.story.with_text("FX-01", NOTE)] == ["N"]


async def test_leaving_the_warning_leads_back_to_the_note(folder: Path) -> None:
    async with script_on(folder) as script:
        await warned(script)
        await script.press("enter")
        assert "Nobody is there" not in script.story.text, "Enter alone changes nothing"
        assert NOTE in script.story.text
        await script.press("escape")
        assert script.calls(LAMP, reads=False) == []


async def test_reminded_when_somebody_is_there(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await warned(script)
        await script.press("b")
        assert "You hear of it here when Billing is online" in story.footer
        assert script.calls(LAMP, reads=False) == []
        assert [draft.text for draft in story.workspace.services.replies.drafts()] == [NOTE]
        story.set_online("Billing", of_billing(story), "M")
        story.clock.now += timedelta(minutes=10)
        await story.press_for("S", f"Billing is online now: you wanted to transfer {LAMP}")


async def test_the_customer_is_told_by_a_reply(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await warned(script)
        await script.press("c")
        assert story.conversation("FX-01").department_id == story.department_id("Billing")
        composer = story.workspace.thread.composer
        assert composer.area.has_focus
        assert composer.text == ""
        await script.write("Our Billing team takes over.")
        await script.press("escape")
        assert "REPLY" in story.flat.upper()


async def test_several_go_together(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await story.press("2")
        codes = story.codes()[:2]
        before = {code: story.conversation(code).department_id for code in codes}
        script.begin()
        await script.press("x", "x", "a", "b", "i", "l", "enter")
        assert "Transfer 2 conversations to" in story.text
        await script.press("enter")
        assert "tell the customer" not in story.text
        await script.press_for("y", "Transferred to Billing: 2 of 2")
        assert {story.conversation(code).department_id for code in codes} == {story.department_id("Billing")}
        elsewhere = [code for code in codes if before[code] != story.department_id("Billing")]
        assert elsewhere
        assert script.calls(*codes, reads=False) == [f"PUT conversations/{code}/attendants" for code in elsewhere]


async def test_again_to_the_same_without_the_note(folder: Path) -> None:
    async with script_on(folder) as script:
        await warned(script)
        await script.press_for("y", f"{LAMP} is with Billing now")
        await script.story.open("FX-06")
        other = FIXTURES["FX-06"]
        await script.press_for(".", f"{other} is with Billing now")
        assert script.story.with_text("FX-06", NOTE) == []


async def test_who_is_there_is_asked_anew_when_that_is_old(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await story.open("FX-01")
        script.begin()
        await script.press("a", "b", "i", "l")
        assert "GET onlinestatus/departments" not in script.calls(), "it is known since just now"
        await script.press("escape")
        story.set_online("Billing", of_billing(story), "M")
        story.clock.now += timedelta(seconds=40)
        script.begin()
        await script.press("a", "b", "i", "l")
        assert "GET onlinestatus/departments" in script.calls()
        await story.until_shown("online: tickets")
        await script.press("enter")
        await script.press_for("enter", f"{LAMP} is with Billing now")
