"""`client.conversations` against the desk: what each method does there, by what is read afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.api.client import LiveAgentClient
from console.api.dates import After, AtOrAfter, AtOrBefore, Before, Between, DateFilter, Exactly, Like
from console.api.errors import ConversationNotFoundError, IdentifierError, NotFoundError, ServerRefusedError
from console.contract.base import CustomField
from console.contract.enums import ConversationStatus as Status
from console.contract.enums import GroupType, MessageType, SendType
from tests.api.conftest import Desk
from tests.desk import small_desk as small

HOUR = timedelta(hours=1)
CHANGED = small.NOW - 20 * HOUR
"""When the answered conversation was changed; the new one, the open one and spam were changed later."""


async def ids(client: LiveAgentClient, **filters: object) -> set[str]:
    rows = await client.conversations.list(department=small.BILLING, **filters)  # type: ignore[arg-type] # a test's
    return {row.conversationid for row in rows}


async def test_list_by_department_and_status(client: LiveAgentClient) -> None:
    assert await ids(client) == {small.NEW, small.OPEN, small.ANSWERED, small.RESOLVED}
    assert await ids(client, status=[Status.NEW]) == {small.NEW}
    assert await ids(client, status=iter([Status.SPAM, Status.DELETED])) == {small.SPAM, small.DELETED}
    with pytest.raises(ServerRefusedError, match="department"):
        await client.conversations.list()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (After(CHANGED), {small.NEW, small.OPEN}),
        (AtOrAfter(CHANGED), {small.NEW, small.OPEN, small.ANSWERED}),
        (Before(CHANGED), {small.RESOLVED}),
        (AtOrBefore(CHANGED), {small.RESOLVED, small.ANSWERED}),
        (Exactly(CHANGED), {small.ANSWERED}),
        (Between(CHANGED + HOUR, CHANGED - HOUR), {small.ANSWERED}),
        (Like("2026-03-01 13:30:%"), {small.ANSWERED}),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, DateFilter) else "",
)
async def test_list_by_the_time_of_the_last_change(
    client: LiveAgentClient, changed: DateFilter, found: set[str]
) -> None:
    assert await ids(client, changed=changed) == found


async def test_list_by_owner_subject_creation_and_channel(client: LiveAgentClient) -> None:
    rows = await client.conversations.list(owner=small.ANA_EMAIL)
    assert {row.conversationid for row in rows} == {small.OPEN, small.ANSWERED}
    assert {row.owneremail for row in rows} == {small.ANA_EMAIL}
    assert await ids(client, subject="invoice 1044") == {small.NEW}
    assert await ids(client, created_from=small.NOW - 31 * HOUR, created_to=small.NOW - 29 * HOUR) == {small.ANSWERED}
    assert await ids(client, channel_type=["E"]) == {small.NEW, small.OPEN, small.ANSWERED, small.RESOLVED}
    assert await ids(client, channel_type=["C", "B"]) == set()


async def test_all_in_pages(client: LiveAgentClient) -> None:
    everything = await client.conversations.list(department=small.BILLING)
    for page_size in (1, 2, 4, 100):
        rows = client.conversations.all(department=small.BILLING, status=iter([*Status][:5]), page_size=page_size)
        assert [row.conversationid async for row in rows] == [row.conversationid for row in everything]


@pytest.mark.parametrize("name", [small.OPEN, small.OPEN_CODE, small.OPEN_PUBLIC_CODE])
async def test_info_by_each_of_its_names(client: LiveAgentClient, name: str) -> None:
    info = await client.conversations.info(name)
    assert (info.conversationid, info.status, info.assignedto) == (small.OPEN, Status.OPEN, small.MIRA)
    assert [(field.code, field.value) for field in info.customfields] == [("orderno", "7781"), ("orderno", "7790")]
    assert info.datechanged.raw == "2026-03-02 08:30:00"
    assert info.datechanged.at == small.NOW - HOUR


async def test_what_is_not_there(client: LiveAgentClient) -> None:
    with pytest.raises(ConversationNotFoundError):
        await client.conversations.info("nothere0")
    with pytest.raises(ConversationNotFoundError):
        await client.conversations.note("nothere0", "Seen")


async def test_messages_and_their_bounds(client: LiveAgentClient) -> None:
    groups = await client.conversations.messages(small.OPEN)
    assert [group.rtype for group in groups] == [
        GroupType.OFFLINE,
        GroupType.INTERNAL,
        GroupType.TRANSFER,
        GroupType.OFFLINE,
    ]
    late = await client.conversations.messages(
        small.OPEN, created_from=small.NOW - 20 * HOUR, created_to=small.NOW - 2 * HOUR
    )
    assert [message.message for group in late for message in group.messages] == ["Asked accounting."]


async def test_reply_note_and_message(client: LiveAgentClient) -> None:
    await client.conversations.reply(small.NEW, "Hello Ida", agent=small.MIRA_EMAIL, send_mail=False)
    await client.conversations.note(small.NEW, "Call her", agent=small.MIRA)
    await client.conversations.note(small.NEW, "From a program")
    await client.conversations.create_message(small.NEW, "Thank you", type=SendType.MESSAGE, user=small.IDA_EMAIL)
    groups = await client.conversations.messages(small.NEW)
    written = [(group.userid, one.rtype, one.message) for group in groups for one in group.messages][1:]
    assert written == [
        (small.MIRA, MessageType.MESSAGE, "Hello Ida"),
        (small.MIRA, MessageType.NOTE, "Call her"),
        ("system00", MessageType.NOTE, "From a program"),
        ("usida000", MessageType.MESSAGE, "Thank you"),
    ]
    with pytest.raises(IdentifierError, match="store the reply as a note"):
        await client.conversations.reply(small.NEW, "Hello", agent=" ")


async def test_transfer_and_status(client: LiveAgentClient) -> None:
    await client.conversations.transfer(
        small.NEW, agent=small.OLAF_EMAIL, department=small.GENERAL, note="Yours", by=small.MIRA
    )
    info = await client.conversations.info(small.NEW)
    assert (info.assignedto, info.departmentid) == (small.OLAF, small.GENERAL)
    await client.conversations.set_status(small.NEW, Status.RESOLVED, by=small.OLAF, note="Done")
    assert (await client.conversations.info(small.NEW)).status is Status.RESOLVED
    with pytest.raises(ServerRefusedError):
        await client.conversations.set_status(small.NEW, Status.POSTPONED)
    with pytest.raises(NotFoundError):
        await client.conversations.transfer(small.NEW, agent="nobody@desk.example")


async def test_create_by_an_agent_and_by_a_customer(client: LiveAgentClient, desk: Desk) -> None:
    desk.clock.forward(minutes=5)
    made = await client.conversations.create(
        "<p>Your lamp is on its way.</p>",
        user=small.MIRA_EMAIL,
        department=small.BILLING,
        subject="Your order",
        recipient="new@post.example",
        recipient_name="Nora New",
        cc=["boss@post.example", "friend@post.example"],
        status=Status.ANSWERED,
        fields=[CustomField(code="sku", value="L-1"), CustomField(code="sku", value="L-2")],
        html=True,
        send_mail=False,
        mail_message_id="<1@desk.example>",
    )
    info = await client.conversations.info(made.code)
    assert (info.conversationid, info.publicurlcode) == (made.conversationid, made.publicurlcode)
    assert (info.owneremail, info.ownername, info.status) == ("new@post.example", "Nora New", Status.ANSWERED)
    assert [field.value for field in info.customfields] == ["L-1", "L-2"]
    assert info.datecreated.at == small.NOW + timedelta(minutes=5)

    made = await client.conversations.create(
        "Where is it?", user=small.IDA_EMAIL, department=small.BILLING, subject="Lamp", recipient=small.IDA_EMAIL
    )
    info = await client.conversations.info(made.conversationid)
    assert (info.owneremail, info.status) == (small.IDA_EMAIL, Status.NEW)
    with pytest.raises(NotFoundError):
        await client.conversations.create(
            "x", user="nobody@x.example", department=small.BILLING, subject="x", recipient="x@x.example"
        )


async def test_delete(client: LiveAgentClient) -> None:
    await client.conversations.delete(small.NEW, by=small.MIRA, note="Twice")
    assert (await client.conversations.info(small.NEW)).status is Status.DELETED
    assert small.NEW not in await ids(client)


async def test_fields(client: LiveAgentClient) -> None:
    async def fields() -> list[tuple[str, str]]:
        return [(one.code, one.value) for one in (await client.conversations.info(small.OPEN)).customfields]

    await client.conversations.add_fields(small.OPEN, {"sku": "L-1", "größe": '"5", \\ é'})
    assert await fields() == [("orderno", "7781"), ("orderno", "7790"), ("sku", "L-1"), ("größe", '"5", \\ é')]
    await client.conversations.delete_fields(small.OPEN, code="orderno")
    assert [code for code, _ in await fields()] == ["sku", "größe"]
    with pytest.raises(IdentifierError, match="the values of every field"):
        await client.conversations.delete_fields(small.OPEN, code=" ")
    assert len(await fields()) == 2
    await client.conversations.delete_fields(small.OPEN, code=None)
    assert await fields() == []


async def test_tags(client: LiveAgentClient) -> None:
    await client.conversations.add_tag(small.OPEN, name="refund")
    await client.conversations.remove_tag(small.OPEN, tag_id=small.URGENT)
    assert [tag.name for tag in await client.conversations.tags(small.OPEN)] == ["refund"]
    with pytest.raises(ServerRefusedError):
        await client.conversations.add_tag(small.OPEN, name="no such tag")


async def test_a_repeated_idempotency_key_acts_once_on_a_server_that_knows_it(client: LiveAgentClient) -> None:
    for _ in range(2):
        await client.conversations.note(small.NEW, "Once", idempotency_key="k-1")
    groups = await client.conversations.messages(small.NEW)
    assert [one.message for group in groups for one in group.messages].count("Once") == 1
