"""Calls that change something: messages, transfer, status and tags, and what they leave behind."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from console.contract.conversations import (
    ADD_CONVERSATION_TAG,
    CHANGE_STATUS,
    LIST_CONVERSATION_TAGS,
    READ_CONVERSATION,
    REMOVE_CONVERSATION_TAG,
    TRANSFER_CONVERSATION,
    ChangeStatusParams,
    Conversation,
    ConversationParams,
    ConversationTagParams,
    TransferParams,
)
from console.contract.messages import (
    CREATE_MESSAGE,
    LIST_MESSAGES,
    CreateMessageParams,
    ListMessagesParams,
    MessageGroup,
)
from console.desk.db import Database
from console.desk.tables import message, outgoing_mail
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock


async def write(caller: Caller, conversation: str = small.OPEN, **values: str) -> None:
    """Create a message and expect the plain acknowledgement."""
    params = CreateMessageParams.read({"conversationid": conversation, **values})
    answer = await caller.call(CREATE_MESSAGE, params)
    assert (answer.status, answer.statuscode) == ("OK", 0)


async def info(caller: Caller, conversation: str = small.OPEN) -> Conversation:
    """The conversation as it is now."""
    return await caller.call(READ_CONVERSATION, ConversationParams(conversationid=conversation))


async def last_group(caller: Caller, conversation: str = small.OPEN) -> MessageGroup:
    """The newest message group."""
    groups = await caller.call(LIST_MESSAGES, ListMessagesParams(conversationid=conversation))
    return groups[-1]


def parts(group: MessageGroup) -> list[tuple[str, str]]:
    """Letters and bodies of a group's messages."""
    return [(part.rtype.value, part.message) for part in group.messages]


def mails(database: Database) -> list[tuple[str, str]]:
    """Recipient and body of what would have been mailed."""
    query = select(outgoing_mail.c.recipient, message.c.body).join(message, message.c.id == outgoing_mail.c.message_id)
    with database.read() as connection:
        return [(row.recipient, row.body) for row in connection.execute(query)]


async def test_reply_of_an_agent_answers_and_mails(caller: Caller, clock: Clock, database: Database) -> None:
    clock.forward(minutes=5)
    await write(caller, message="We sent a new one. 日本 \N{PARTY POPPER}", useridentifier=small.MIRA_EMAIL.upper())
    after, group = await info(caller), await last_group(caller)
    assert (after.status.value, after.datechanged.raw) == ("A", "2026-03-02 09:35:00")
    assert (group.rtype.value, group.userid, group.rstatus.value) == ("M", small.MIRA, "V")
    assert group.datecreated.raw == group.datefinished.raw == "2026-03-02 09:35:00"
    assert parts(group) == [("M", "We sent a new one. 日本 \N{PARTY POPPER}")]
    assert mails(database) == [(small.ANA_EMAIL, "We sent a new one. 日本 \N{PARTY POPPER}")]


async def test_mail_can_be_suppressed_and_needs_an_address(caller: Caller, database: Database) -> None:
    await write(caller, message="quiet", useridentifier=small.MIRA, do_not_send_mail="Y")
    await write(caller, small.OWNERLESS, message="nobody to mail", useridentifier=small.MIRA)
    assert mails(database) == []
    await write(caller, message="loud", useridentifier=small.MIRA, do_not_send_mail="N")
    assert mails(database) == [(small.ANA_EMAIL, "loud")]


async def test_without_a_user_only_notes_come_of_it(caller: Caller, database: Database) -> None:
    for values in ({}, {"type": "M"}, {"type": "M", "useridentifier": ""}, {"type": "N"}):
        await write(caller, message=f"for us {values}", **values)
        after, group = await info(caller), await last_group(caller)
        assert (group.rtype.value, group.userid, parts(group)) == ("I", "system00", [("N", f"for us {values}")])
        assert after.status.value == "C"
        assert after.datechanged.raw == "2026-03-02 09:30:00"
    assert mails(database) == []


async def test_note_of_an_agent_leaves_the_status(caller: Caller, database: Database) -> None:
    await write(caller, small.NEW, message="look", type="N", useridentifier=small.OLAF_EMAIL)
    group = await last_group(caller, small.NEW)
    assert (group.rtype.value, group.userid, parts(group)) == ("I", small.OLAF, [("N", "look")])
    assert (await info(caller, small.NEW)).status.value == "N"
    assert mails(database) == []


async def test_message_of_a_customer_opens_unless_new(caller: Caller, database: Database) -> None:
    statuses = {small.NEW: "N", small.ANSWERED: "C", small.RESOLVED: "C", small.OPEN: "C", small.DELETED: "C"}
    for conversation, status in statuses.items():
        for customer in (small.IDA, small.IDA_EMAIL.upper(), "usida000"):
            await write(caller, conversation, message="hello?", useridentifier=customer, type="M")
            group = await last_group(caller, conversation)
            assert (group.rtype.value, group.userid, parts(group)) == ("M", "usida000", [("M", "hello?")])
            assert (await info(caller, conversation)).status.value == status
    assert mails(database) == []


@pytest.mark.parametrize("name", ["mail_messsage_id", "mail_message_id"])
async def test_mail_id_is_taken_under_both_names(caller: Caller, database: Database, name: str) -> None:
    values = {"message": "m", "useridentifier": small.MIRA, name: "<1@desk.example>"}
    assert (await caller.raw("POST", f"conversations/{small.OPEN}/messages", **values)).status_code == 200
    with database.read() as connection:
        assert connection.scalar(select(outgoing_mail.c.mail_id)) == "<1@desk.example>"
        assert connection.scalar(select(message.c.mail_id).where(message.c.body == "m")) == "<1@desk.example>"


async def test_messages_that_are_refused(caller: Caller) -> None:
    before = await info(caller)
    path = f"conversations/{small.OPEN}/messages"
    flag = "parameter {} has a value that is not allowed"
    refusals = [
        (path, {}, (500, "parameter message is missing")),
        ("conversations/nothere0/messages", {"message": "m"}, (500, "Unable to load conversation")),
        (path, {"message": "m", "useridentifier": "who@desk.example"}, (404, "user who@desk.example not found")),
        (path, {"message": "m", "type": "Q"}, (500, "parameter type must be one of M and N")),
        (path, {"message": "m", "do_not_send_mail": "perhaps"}, (500, flag.format("do_not_send_mail"))),
        (path, {"message": "m", "is_html_message": "yes"}, (500, flag.format("is_html_message"))),
        (path, {"message": "m", "use_template": "y"}, (500, flag.format("use_template"))),
    ]
    for where, values, expected in refusals:
        assert await caller.error("POST", where, **values) == expected
    assert await info(caller) == before


async def transfer(caller: Caller, **values: str) -> Conversation:
    """Transfer the open conversation and read it again."""
    params = TransferParams.read({"conversationid": small.OPEN_CODE, **values})
    assert (await caller.call(TRANSFER_CONVERSATION, params)).status == "OK"
    return await info(caller)


async def test_transfer_to_an_agent_keeps_the_department(caller: Caller, clock: Clock) -> None:
    clock.forward(seconds=1)
    after = await transfer(caller, agentidentifier=small.OLAF_EMAIL, useridentifier=small.MIRA, note="knows invoices")
    assert (after.assignedto, after.departmentid, after.status.value) == (small.OLAF, small.BILLING, "C")
    assert after.datechanged.raw == "2026-03-02 09:30:01"
    group = await last_group(caller)
    assert (group.rtype.value, group.userid) == ("T", small.MIRA)
    assert parts(group) == [("R", "Transferred to Olaf Berg"), ("N", "knows invoices")]


async def test_transfer_to_a_department_alone_takes_it_from_its_agent(caller: Caller) -> None:
    after = await transfer(caller, department=small.GENERAL, messages="reason")
    assert (after.assignedto, after.departmentname) == ("", "General")
    group = await last_group(caller)
    assert (group.userid, parts(group)[-1]) == ("system00", ("N", "reason"))


async def test_transfer_to_both_and_note_before_messages(caller: Caller) -> None:
    after = await transfer(
        caller, department=small.GENERAL, agentidentifier=small.YUKI, note="this one", messages="not this one"
    )
    assert (after.assignedto, after.departmentid) == (small.YUKI, small.GENERAL)
    assert parts(await last_group(caller)) == [("R", "Transferred to Yuki Tanaka, General"), ("N", "this one")]


async def test_transfers_that_are_refused(caller: Caller) -> None:
    before = await info(caller)
    refusals = [
        ({}, (500, "agentidentifier or department must be given")),
        ({"agentidentifier": "", "department": ""}, (500, "agentidentifier or department must be given")),
        ({"agentidentifier": "x@desk.example"}, (404, "agent with e-mail x@desk.example not found")),
        ({"agentidentifier": "nobody00"}, (404, "agent nobody00 not found")),
        ({"agentidentifier": small.ANA}, (404, f"agent {small.ANA} not found")),
        ({"agentidentifier": small.OLAF, "useridentifier": "nobody00"}, (404, "agent nobody00 not found")),
        ({"department": "nowhere0"}, (500, "department nowhere0 does not exist")),
        ({"department": "Billing"}, (500, "department Billing does not exist")),
        ({"department": small.CLOSED}, (500, f"department {small.CLOSED} does not exist")),
        ({"department": small.CLOSED, "agentidentifier": small.OLAF}, (500, "department dp00gone does not exist")),
    ]
    for values, expected in refusals:
        assert await caller.error("PUT", f"conversations/{small.OPEN}/attendants", **values) == expected
    assert await info(caller) == before


async def test_transfer_to_the_agent_who_has_it_is_fine(caller: Caller) -> None:
    after = await transfer(caller, agentidentifier=small.MIRA)
    assert (after.assignedto, after.departmentid) == (small.MIRA, small.BILLING)


async def change_status(caller: Caller, conversation: str, **values: str) -> Conversation:
    """Change a status and read the conversation again."""
    params = ChangeStatusParams.read({"conversationid": conversation, **values})
    assert (await caller.call(CHANGE_STATUS, params)).status == "OK"
    return await info(caller, conversation)


async def test_resolving_leaves_a_group_of_its_kind_with_the_note(caller: Caller, clock: Clock) -> None:
    clock.forward(seconds=1)
    after = await change_status(caller, small.OPEN, status="R", useridentifier=small.MIRA_EMAIL, note="done")
    assert (after.status.value, after.datechanged.raw) == ("R", "2026-03-02 09:30:01")
    group = await last_group(caller)
    assert (group.rtype.value, group.userid) == ("R", small.MIRA)
    assert parts(group) == [("J", "Status changed to resolved"), ("N", "done")]


async def test_reopening_is_an_internal_act(caller: Caller) -> None:
    assert (await change_status(caller, small.RESOLVED, status="C")).status.value == "C"
    group = await last_group(caller, small.RESOLVED)
    assert (group.rtype.value, parts(group)) == ("I", [("J", "Status changed to open")])


async def test_the_status_it_has_already_leaves_no_trace(caller: Caller) -> None:
    before = await info(caller)
    assert await change_status(caller, small.OPEN, status="C") == before
    assert (await last_group(caller)).messagegroupid == "gropen000004"
    await change_status(caller, small.OPEN, status="C", note="still")
    assert parts(await last_group(caller)) == [("N", "still")]


async def test_statuses_that_are_refused(caller: Caller) -> None:
    path = f"conversations/{small.OPEN}/status"
    assert await caller.error("PUT", path) == (500, "parameter status is missing")
    for letter in "NXBWTPIL?r":
        assert await caller.error("PUT", path, status=letter) == (500, "parameter status must be one of A, R and C")
    answer = await caller.error("PUT", path, status="R", useridentifier=small.ANA_EMAIL)
    assert answer == (404, f"agent with e-mail {small.ANA_EMAIL} not found")
    assert (await info(caller)).status.value == "C"


async def test_a_clock_put_back_never_makes_a_conversation_older(caller: Caller, clock: Clock) -> None:
    clock.forward(days=-30)
    await write(caller, message="from the past", useridentifier=small.MIRA)
    assert (await info(caller)).datechanged.raw == "2026-03-02 08:30:00"


async def tags(caller: Caller) -> list[str]:
    """Names of the open conversation's tags."""
    found = await caller.call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=small.OPEN))
    return [tag.name for tag in found]


async def test_tags_come_and_go_by_id_and_by_name(caller: Caller) -> None:
    async def tag(endpoint: Any, **values: str) -> None:
        assert (await caller.call(endpoint, ConversationTagParams(conversationid=small.OPEN, **values))).status == "OK"

    await tag(ADD_CONVERSATION_TAG, name="Refund")
    await tag(ADD_CONVERSATION_TAG, id=small.REFUND)
    assert await tags(caller) == ["refund", "urgent"]
    await tag(REMOVE_CONVERSATION_TAG, id=small.REFUND, name="urgent")
    assert await tags(caller) == ["urgent"]
    await tag(REMOVE_CONVERSATION_TAG, name="refund")
    assert await tags(caller) == ["urgent"]


async def test_tags_that_are_refused(caller: Caller) -> None:
    refusals = [
        ({}, "parameter id or name must be given"),
        ({"id": "", "name": ""}, "parameter id or name must be given"),
        ({"name": "unheard"}, "tag unheard does not exist"),
        ({"id": "tg000000", "name": "urgent"}, "tag tg000000 does not exist"),
    ]
    for method in ("POST", "DELETE"):
        for values, message_text in refusals:
            answer = await caller.error(method, f"conversations/{small.OPEN}/tags", **values)
            assert answer == (500, message_text)
    assert await tags(caller) == ["urgent"]


async def test_unknown_conversation_is_an_error_500_everywhere(caller: Caller) -> None:
    calls = [("GET", ""), ("GET", "/messages"), ("POST", "/messages"), ("PUT", "/status"), ("PUT", "/attendants")]
    for method, path in calls + [(method, "/tags") for method in ("GET", "POST", "DELETE")]:
        values = {"message": "m", "status": "R", "department": small.GENERAL, "name": "urgent"}
        answer = await caller.error(method, f"conversations/nothere0{path}", **values)
        assert answer == (500, "Unable to load conversation")
