"""Script S1, Monday morning triage: resolved, transferred, put off and taken, in twenty-two strokes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from console.config.model import Settings
from console.desk import tables
from tests.stories.scripts import Script, script_on
from tests.stories.story import NARROW, WIDE


async def billing_is_there(script: Script) -> None:
    """Somebody of Billing is online, and the console knows."""
    story, table, agent = script.story, tables.agent_department, tables.agent
    query = select(agent.c.email).join(table, table.c.agent_id == agent.c.id)
    ((email, *_), *_) = story.ask(query.where(table.c.department_id == story.department_id("Billing")))
    story.set_online("Billing", email, "M")
    story.clock.now += timedelta(minutes=5)
    story.workspace.watching.poll()
    await story.press("S")
    script.begin()


async def resolve_three(script: Script) -> list[str]:
    """The view of unassigned ones, the longest wait first, three of them resolved; their codes."""
    await script.press("2", "o", "w", "j", "j", "x", "j", "x", "x")
    assert "3 selected" in script.story.text
    codes = [row.code for row in script.story.workspace.acting.targets()]
    await script.press("e")
    return codes


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_from_the_view_to_the_transfer(folder: Path, size: tuple[int, int]) -> None:
    async with script_on(folder, size, settings=Settings()) as script:
        story = script.story
        await billing_is_there(script)
        resolved = await resolve_three(script)
        assert script.strokes == 10
        assert "Resolve of 3 in 4 s, u takes it back" in story.footer
        await script.press("x", "j", "x")
        assert "2 selected" in story.text
        invoices = [row.code for row in story.workspace.acting.targets()]
        assert not set(invoices) & set(resolved)
        await script.press("a", "b", "i", "l", "enter", "enter")
        assert script.strokes == 19
        assert "Transfer to Billing of 2 in 4 s" in story.footer
        assert script.calls(*resolved, *invoices, reads=False) == [], "no call on the way of a key"
        at = story.code_at_cursor
        await story.pass_time(5)
        await story.until(lambda: "Transferred to Billing: 2 of 2" in story.footer, "the sentence")
        assert script.calls(*resolved, reads=False) == [f"PUT conversations/{code}/status" for code in resolved]
        moved = [f"PUT conversations/{code}/attendants" for code in invoices]
        assert set(script.calls(*invoices, reads=False)) <= set(moved)
        for code in resolved:
            (sent,) = script.sent("PUT", f"conversations/{code}/status")
            assert sent["status"] == "R"
            assert sent["useridentifier"]
        assert {story.conversation(code).department_id for code in invoices} == {story.department_id("Billing")}
        assert story.code_at_cursor == at, "the cursor did not jump"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_the_whole_morning(folder: Path, size: tuple[int, int]) -> None:
    async with script_on(folder, size, settings=Settings()) as script:
        story, ana = script.story, script.story.agent_id("ana@kestrel.example")
        await billing_is_there(script)
        resolved = await resolve_three(script)
        await script.press("x", "j", "x")
        invoices = [row.code for row in story.workspace.acting.targets()]
        await script.press("a", "b", "i", "l", "enter", "enter")
        later = story.code_at_cursor
        await script.press("b")
        await script.press_for("t", f"{later} later, until Tue 24 Nov 09:00")
        assert script.calls(*resolved, *invoices, later, reads=False) == [], "no call on the way of a key"
        assert later not in story.codes()
        assert "Later 1" in story.text
        await script.press("p")
        await story.until(lambda: story.workspace.pane_name == "thread", "the conversation that was taken")
        assert script.strokes == 22
        thread = story.workspace.state.thread
        assert thread is not None
        taken = thread.row.code
        assert taken not in (*resolved, *invoices, later)
        assert story.conversation(taken).assigned_to == ana
        about, messages = script.calls(taken), f"GET conversations/{taken}/messages"
        again = f"GET conversations/{taken}"
        assert about[:3] == [again, f"PUT conversations/{taken}/attendants", again]
        await story.until(lambda: messages in script.calls(taken)[3:], "its messages")
        await story.pass_time(5)
        billing = story.department_id("Billing")
        await story.until(lambda: {story.conversation(code).status for code in resolved} == {"R"}, "what is resolved")
        await story.until(
            lambda: {story.conversation(code).department_id for code in invoices} == {billing}, "what is transferred"
        )
        assert len(script.calls(reads=False)) == 6, "three resolved, two transferred, one taken"
        # Who has the others, and their tags, is learned in the background, which leaves off when the minute is full.
        others = set(script.calls()) - set(script.calls(*resolved, *invoices, later, taken))
        learned = [line for line in script.calls() if line in others and line.startswith("GET conversations/")]
        assert len(script.calls()) - len(learned) <= 60
        assert script.calls(later, reads=False) == [], "the API cannot postpone"


async def test_taken_back_while_it_is_held(folder: Path) -> None:
    async with script_on(folder, settings=Settings()) as script:
        story = script.story
        await story.press("2", "o", "w")
        before = {code: story.conversation(code).status for code in story.codes()}
        assert "N" in before.values()
        script.begin()
        resolved = await resolve_three(script)
        await script.press_for("u", "Taken back: resolve of 3")
        await story.pass_time(60)
        assert {code: story.conversation(code).status for code in resolved} == {code: before[code] for code in resolved}
        assert script.calls(reads=False) == []
