"""The queue as agents use it: sorted, filtered, in views, and steady while others work on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from console.config.model import SendingSettings, Settings
from console.desk import tables
from tests.stories.story import Story, console_on

ANA = "ana@kestrel.example"
HASTY = Settings(sending=SendingSettings(hold_status=0.01))


async def test_the_queue_begins_with_who_waits_longest(folder: Path) -> None:
    async with console_on(folder) as story:
        rows = story.workspace.queue.rows.view
        assert rows is not None
        waits = [row.waiting_since for row in (rows.row(i) for i in range(len(rows))) if row.waiting_since]
        assert len(waits) > 100
        assert waits == sorted(waits)
        assert "sort: longest wait" in story.text
        pane = story.pane("queue")
        for words in ("Lamp arrived cracked", "J. Nováková", "open", "new", "1h38", "●"):
            assert words in pane


async def test_sorting_goes_to_the_top(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("space", "j")
        await story.press("o", "n")
        assert "sort: newest" in story.text
        assert story.workspace.queue.rows.cursor == 0
        rows = story.workspace.queue.rows.view
        assert rows is not None
        changed = [rows.row(i).changed or datetime.min.replace(tzinfo=UTC) for i in range(len(rows))]
        assert changed == sorted(changed, reverse=True)
        await story.press("o", "o")
        assert "sort: oldest" in story.text
        assert story.codes()[0] == sorted_codes(story)[-1]
        await story.press("o", "w")
        assert "sort: longest wait" in story.text


def sorted_codes(story: Story) -> list[str]:
    """The codes at the desk that a view of everything shows, last changed first."""
    table = tables.conversation
    query = select(table.c.code).where(table.c.code.in_(story.codes())).order_by(table.c.changed.desc())
    return [row[0] for row in story.ask(query)]


async def test_filtering_by_department_and_status(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("f")
        await story.write("bill")
        await story.press("tab")
        assert "[x] Billing" in story.text
        await story.write("open")
        await story.press("tab", "enter")
        assert "filter: Billing, open" in story.text
        table, billing = tables.conversation, story.department_id("Billing")
        query = select(table.c.code).where(table.c.department_id == billing, table.c.status == "C")
        expected = {row[0] for row in story.ask(query)}
        assert expected
        assert set(story.codes()) == expected
        await story.press("f", "ctrl+u", "enter")
        assert "filter: -" in story.text
        assert len(story.codes()) > len(expected)


async def test_the_cursor_stays_with_its_conversation_while_others_come_and_go(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("space", "space", "j")
        code, codes = story.code_at_cursor, story.codes()
        line = next(y for y, text in enumerate(story.lines) if text.startswith("▌"))
        story.change(codes[0], status="R")  # a colleague resolved two above …
        story.change(codes[1], status="X")
        story.change(codes[200], status="N")  # … and one far below is new again
        await story.press("S")
        assert story.codes() != codes
        assert codes[1] not in story.codes()
        assert story.code_at_cursor == code
        assert story.lines[line].startswith("▌"), "the marker stands where it stood"


async def test_after_the_agents_own_act_the_cursor_stays_on_its_line(folder: Path) -> None:
    async with console_on(folder, settings=HASTY) as story:
        await story.press("j", "j")
        code, codes = story.code_at_cursor, story.codes()
        await story.press("E")
        await story.until(lambda: story.conversation(code).status == "R", "the status at the desk")
        await story.until(lambda: story.codes() != codes, "the new order")
        assert story.workspace.queue.rows.cursor == 2
        assert story.code_at_cursor == codes[3], "the next one has come up to the line"


async def test_a_view_on_each_digit(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("4")
        table = tables.conversation
        waiting = {row[0] for row in story.ask(select(table.c.code).where(table.c.status.in_(("N", "C"))))}
        assert set(story.codes()) == waiting
        await story.press("A")
        await story.press("3")
        assert len(story.codes()) >= 1
        mine = story.agent_id(ANA)
        assert {story.conversation(code).assigned_to for code in story.codes()} == {mine}
        await story.press("0")
        assert len(story.codes()) > len(waiting)
