"""Script S6: a ticket on a phone call, the customer is new; the strokes, the calls, and a network that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.desk import tables
from tests.stories.scripts import Script, script_on
from tests.stories.story import NARROW, WIDE, Story

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
