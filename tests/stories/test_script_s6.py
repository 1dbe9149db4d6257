"""Script S6: a ticket on a phone call, the customer is new; the strokes, the calls, and a network that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.config.model import Settings
from console.desk import tables
from console.services.records import RowState
from tests.stories.faulty_desk import faulty_desk
from tests.stories.scripts import Script, script_on
from tests.stories.story import NARROW, WIDE, Story, console_at

MAIL = "vera.holm@example.org"
SUBJECT = "Lamp flickers since Sunday"
TEXT = "Caller says that the Loft flickers.\nShe has changed the bulb."


def desk(story: Story) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """The customers of that address at the desk, and the conversations of that subject."""
    customer, conversation = tables.customer, tables.conversation
    people = story.ask(
        select(customer.c.first_name, customer.c.last_name, customer.c.role).where(customer.c.email == MAIL)
    )
    tickets = story.ask(
        select(conversation.c.code, conversation.c.status, conversation.c.department_id).where(
            conversation.c.subject == SUBJECT
        )
    )
    return [tuple(row) for row in people], [tuple(row) for row in tickets]


def mails(story: Story) -> int:
    """How many mails the desk would have sent."""
    return len(story.ask(select(tables.outgoing_mail))) + len(story.ask(select(tables.registration_mail)))


async def call(script: Script) -> None:
    """The script's keys."""
    await script.press("c")
    await script.write(MAIL)
    await script.press("enter")
    await script.write("Vera Holm")
    await script.press("tab")
    await script.write("555-0144")
    await script.press("tab", "tab")
    await script.write(SUBJECT)
    await script.press("tab")
    await script.write(TEXT)
    await script.press("escape")
    await script.press("y")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_call_of_somebody_new_takes_eight_strokes(folder: Path, size: tuple[int, int]) -> None:
    async with script_on(folder, size) as script:
        story = script.story
        before = mails(story)
        await call(script)
        assert script.strokes == 8
        await story.until(lambda: bool(desk(story)[1]), "the conversation")
        people, tickets = desk(story)
        assert people == [("Vera", "Holm", "V")]
        ((code, status, department),) = tickets
        assert (status, department) == ("C", story.department_id("Customer Care"))
        await story.until(lambda: f"{code} is there. To read out" in story.footer, "the code")
        assert mails(story) == before, "no mail leaves"
        written = [line for line in script.calls(reads=False) if line.startswith("POST")]
        assert written == ["POST customers", "POST conversations"]
        (registered,) = script.sent("POST", "customers")
        assert registered["role"] == "V"
        assert "phone" in registered["customfields"]
        (created,) = script.sent("POST", "conversations")
        assert created["useridentifier"] == story.agent_id("ana@kestrel.example")
        assert (created["recipient"], created["do_not_send_mail"], created["status"]) == (MAIL, "Y", "C")
        asked = [line for line in script.calls() if line == f"GET customers/{MAIL}"]
        assert asked, "the server is asked for the address before"


async def test_what_is_held_counts_down_and_comes_back_as_the_form(folder: Path) -> None:
    async with script_on(folder, settings=Settings()) as script:
        story = script.story
        await call(script)
        assert "New customer and conversation in 4 s, u takes it back" in story.footer
        await script.press("u")
        assert "New conversation" in story.lines[0]
        assert TEXT.splitlines()[1] in story.text
        assert "Vera Holm" in story.text
        await script.press("escape", "y")
        await story.pass_time(5)
        people, tickets = desk(story)
        assert (len(people), len(tickets)) == (1, 1)


async def test_a_time_out_makes_nothing_twice(folder: Path) -> None:
    async with faulty_desk(folder) as server, console_at(server.url, folder) as story:
        server.cut_after_write = True
        await story.press("c")
        await story.write(MAIL)
        await story.press("enter")
        await story.write("Vera Holm")
        await story.press("tab", "tab", "tab")
        await story.write(SUBJECT)
        await story.press("tab")
        await story.write(TEXT)
        await story.press("escape", "y")
        for _ in range(10):
            await story.pass_time(30)
        people, tickets = desk(story)
        assert (len(people), len(tickets)) == (1, 1)
        rows = story.workspace.services.outbox.rows()
        assert {row.state for row in rows} == {RowState.CONFIRMED}
        assert server.posts == ["/api/customers", "/api/conversations"]
