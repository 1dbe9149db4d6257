"""The forms of new conversations and customers: the caller beside them, drafts, what is refused and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from console.desk import tables
from tests.stories.story import NARROW, TINY, WIDE, Story, console_on

SUBJECT = "Asks for a lamp in green"


def tickets(story: Story) -> list[tuple[str, str]]:
    """Owner's address and department of the conversations of that subject at the desk."""
    conversation, customer = tables.conversation, tables.customer
    query = select(customer.c.email, conversation.c.department_id).join(
        customer, customer.c.id == conversation.c.owner_id
    )
    return [(row[0], row[1]) for row in story.ask(query.where(conversation.c.subject == SUBJECT))]


def outgoing(story: Story) -> int:
    """How many mails the desk would have sent."""
    return len(story.ask(select(tables.outgoing_mail)))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_somebody_known_is_shown_beside_the_form(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("c")
        await story.write("jana@example.com")
        await story.press("enter")
        assert "Open conversations" in story.text
        assert "AXF-4BT-9D8" in story.text
        await story.press("tab")
        await story.write(SUBJECT)
        await story.press("tab")
        await story.write("Green, please.")
        await story.press("escape")
        assert "NEW CONVERSATION with jana@example.com" in story.flat
        assert "no mail is sent" in story.flat
        await story.press("m")
        assert "it goes to jana@example.com as a MAIL" in story.flat
        before = outgoing(story)
        await story.press("y")
        await story.until(lambda: bool(tickets(story)), "the conversation")
        assert tickets(story) == [("jana@example.com", story.department_id("Customer Care"))]
        assert outgoing(story) == before + 1


async def test_an_open_conversation_is_used_in_place_of_a_new_one(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("g", "q", "c")
        await story.write("jana@example.com")
        await story.press("enter")
        while "▌ AXF-4BT-9D8" not in story.text:
            await story.press("j")
        await story.press("o")
        assert "Lamp arrived cracked" in story.pane("thread")
        assert "The form is kept as a draft" in story.footer


async def test_a_name_finds_customers_here_and_at_the_desk(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("novák")
        await story.press("enter")
        await story.until_shown("jana@example.com")
        while "▌ Jana" not in story.text:
            await story.press("j")
        await story.press("enter")
        await story.until_shown("Jana Nováková is known")


async def test_a_name_that_nobody_has_becomes_a_new_customer(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("Zebedee Quux")
        await story.press("enter")
        await story.press("tab")
        assert "needs the customer's mail address" in story.footer
        await story.write("zebedee@example.net")
        await story.press("enter")
        assert "role visitor, no mail will be sent" in story.flat
        await story.press("tab", "tab", "tab")
        await story.write(SUBJECT)
        await story.press("tab")
        await story.write("Green.")
        await story.press("escape")
        assert "NEW CUSTOMER Zebedee Quux <zebedee@example.net>" in story.flat
        await story.press("y")
        await story.until(lambda: [one for one, _ in tickets(story)] == ["zebedee@example.net"], "the conversation")


async def test_what_is_missing_is_said_and_nothing_is_sent(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("vera@example.net")
        await story.press("enter", "escape")
        assert "A subject is missing" in story.text
        await story.press("y")
        assert "A subject is missing" in story.footer
        await story.write(SUBJECT)
        await story.press("escape", "y")
        assert "There is no text yet" in story.footer
        assert tickets(story) == []


async def test_a_form_is_a_draft_and_comes_back(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("vera@example.net")
        await story.press("enter")
        await story.write("Vera")
        await story.until(lambda: bool(story.workspace.services.replies.drafts()), "the draft")
    async with console_on(folder) as story:
        await story.press("d")
        assert "form" in story.text
        assert "Vera, vera@example.net" in story.text
        await story.press("enter")
        assert "Vera" in story.text
        await story.press("escape", "D")
        assert "Discarded" in story.footer
        assert story.workspace.services.replies.drafts() == []
        await story.press("c", "escape")
        assert "New conversation" not in story.text, "an empty form is left at once"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_customer_alone_is_registered(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("C")
        assert "New customer" in story.text
        assert "visitor: no mail is sent" in story.text
        await story.write("vera@example.net")
        await story.press("tab")
        await story.write("Vera Holm")
        await story.press("enter")
        customer = tables.customer
        query = select(customer.c.first_name, customer.c.role).where(customer.c.email == "vera@example.net")
        await story.until(lambda: bool(story.ask(query)), "the customer")
        assert [tuple(row) for row in story.ask(query)] == [("Vera", "V")]
        assert story.ask(select(tables.registration_mail)) == []


async def test_somebody_who_may_log_in_gets_a_mail_and_the_form_says_so(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("C")
        await story.write("vera@example.net")
        await story.press("shift+tab")
        assert "registered: a mail asks for a password" in story.text
        await story.press("r", "e", "g", "enter")
        await story.until(lambda: bool(story.ask(select(tables.registration_mail))), "the mail")


async def test_an_address_that_is_taken_is_said(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("g", "q", "C")
        await story.write("jana@example.com")
        await story.press("enter")
        assert "The desk has a customer jana@example.com already" in story.text


async def test_custom_fields_go_along_with_the_conversation_and_the_customer(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("vera@example.net")
        await story.press("enter", "ctrl+f")
        assert "Custom fields" in story.text
        await story.write("43894209")
        await story.press("enter")
        await story.press("tab", "tab", "tab")
        await story.write(SUBJECT)
        await story.press("tab")
        await story.write("Green.")
        await story.press("escape")
        assert "Fields: order_no 43894209." in story.flat
        await story.press("y")
        await story.until(lambda: bool(tickets(story)), "the conversation")
        field, conversation = tables.conversation_field, tables.conversation
        query = select(field.c.code, field.c.value).join(conversation, conversation.c.id == field.c.conversation_id)
        found = story.ask(query.where(conversation.c.subject == SUBJECT))
        assert [tuple(row) for row in found] == [("order_no", "43894209")]


def groups_of(story: Story, email: str) -> set[str]:
    """The groups a customer of the desk is in."""
    group, member = tables.customers_group, tables.customer_membership
    query = (
        select(group.c.name)
        .join(member, member.c.group_id == group.c.id)
        .join(tables.customer_email, tables.customer_email.c.customer_id == member.c.customer_id)
        .where(tables.customer_email.c.email == email)
    )
    return {row[0] for row in story.ask(query)}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_new_customer_goes_into_groups_with_the_conversation(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("c")
        await story.write("vera@example.net")
        await story.press("enter", "ctrl+f", "shift+tab")
        await story.write("vi, bus")
        assert "[Business]" in story.text
        await story.press("enter", "tab", "tab", "tab")
        await story.write(SUBJECT)
        await story.press("tab")
        await story.write("Green.")
        await story.press("escape")
        assert "Groups: VIP, Business." in story.flat
        await story.press("y")
        await story.until(lambda: bool(tickets(story)), "the conversation")
        assert groups_of(story, "vera@example.net") == {"VIP", "Business"}


async def test_a_customer_alone_goes_into_groups(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("C")
        await story.write("vera@example.net")
        await story.press("shift+tab", "shift+tab")
        await story.write("press")
        await story.press("enter")
        await story.until(lambda: groups_of(story, "vera@example.net") == {"Press"}, "the group")


async def test_both_headings_are_in_one_line_and_the_caller_is_named(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.press("c")
        await story.write("jana@example.com")
        await story.press("enter")
        assert "New conversation" in story.lines[0]
        assert "Caller: Jana Nováková" in story.lines[0]


async def test_the_caller_is_named_also_where_little_is_seen_of_them(folder: Path) -> None:
    async with console_on(folder, TINY) as story:
        await story.press("c")
        await story.write("jana@example.com")
        await story.press("enter")
        assert "Caller: Jana Nováková" in story.text


async def test_the_clock_of_the_call_is_seen_at_a_hundred_columns(folder: Path) -> None:
    async with console_on(folder, (100, 30)) as story:
        await story.press("c")
        await story.write("vera@example.net")
        await story.press("enter", "tab")
        await story.until_shown("draft saved")
        assert "New conversation   0:00" in story.lines[0]
        assert "Caller" in story.lines[0]
        await story.press("escape", "q")
