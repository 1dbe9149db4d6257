"""The queue as agents use it: sorted, filtered, in views, and steady while others work on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from console.desk import tables
from tests.stories.story import Story, console_on

ANA = "ana@kestrel.example"


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
        assert "[x] dept:Billing" in story.text
        await story.write("open")
        await story.press("tab", "enter")
        assert "filter: dept:Billing status:open" in story.text
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
    async with console_on(folder) as story:
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


async def test_the_next_conversation_is_not_passed_over_when_the_read_one_has_left_its_line(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("space", "J")
        code, codes = opened(story), story.codes()
        place = codes.index(code)
        following = codes[place + 1]
        await story.press("E")
        await story.until(lambda: story.codes().index(code) > place, "the new order")
        assert story.code_at_cursor == following
        await story.press("J")
        assert opened(story) == following, "it has come up under the cursor, and is the next one"
        await story.press("J")
        assert opened(story) == codes[place + 2]
        await story.press("K")
        assert opened(story) == following


def opened(story: Story) -> str:
    """The code of the open conversation."""
    thread = story.workspace.state.thread
    assert thread is not None
    return thread.row.code


async def test_after_the_agents_own_reply_the_cursor_stays_on_its_line(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("4", "o", "n", "space", "enter")
        code, codes = story.code_at_cursor, story.codes()
        line, following = story.workspace.queue.rows.cursor, codes[codes.index(code) + 1]
        await story.press("r")
        await story.write("Thank you, it is on its way.")
        await story.press("escape", "y")
        await story.until(lambda: code not in story.codes(), "the view without the answered conversation")
        assert story.workspace.queue.rows.cursor == line
        assert story.code_at_cursor == following
        assert opened(story) == code, "what is read stays open"


async def test_reading_a_conversation_reads_no_order_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(folder) as story:
        await story.press("J", "J")
        orders = 0
        conversations = type(story.workspace.services.store.conversations)
        read = conversations.order

        def counted(*arguments: Any) -> Any:
            nonlocal orders
            orders += 1
            return read(*arguments)

        monkeypatch.setattr(conversations, "order", counted)
        unread = "●"
        line = next(y for y, text in enumerate(story.lines) if "Studio: from monthly" in text)
        assert unread in story.lines[line]
        await story.open(story.codes()[3])
        assert unread not in story.lines[line], "it is read now"
        assert orders == 0


async def test_what_may_follow_a_key_is_shown_over_what_was_said(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("u")
        assert "nothing to take back" in story.footer
        await story.pilot.press("o")
        await story.until(lambda: "w sort by wait" in story.footer, "the keys that may follow")
        await story.press("n")
        assert "sort: newest" in story.text


async def test_the_ends_of_the_view_are_said(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("g", "g", "enter")
        await story.press_for("K", "This is the first conversation of the view")
        await story.press("g", "q", "G", "enter")
        await story.press_for("J", "This is the last conversation of the view")
