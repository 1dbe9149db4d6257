"""Conversations: deleting, custom fields, and new ones, with what they leave behind."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import CustomField
from console.contract.conversations import (
    ADD_CONVERSATION_FIELDS,
    CREATE_CONVERSATION,
    DELETE_CONVERSATION,
    DELETE_CONVERSATION_FIELDS,
    LIST_CONVERSATIONS,
    READ_CONVERSATION,
    AddConversationFieldsParams,
    Conversation,
    ConversationParams,
    CreateConversationParams,
    CreatedConversation,
    DeleteConversationFieldsParams,
    DeleteConversationParams,
    ListConversationsParams,
)
from console.contract.customers import READ_CUSTOMER, Customer, CustomerParams
from console.contract.messages import LIST_MESSAGES, ListMessagesParams, MessageGroup
from console.desk.db import Database
from console.desk.tables import event, outgoing_mail
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock
from tests.desk.soundness import faults

NEW = {
    "message": "Hello, the invoice shows the wrong address.",
    "useridentifier": small.IDA_EMAIL,
    "department": small.BILLING,
    "subject": "Invoice 1044",
    "recipient": "billing@desk.example",
}
"""What has to be said of a new conversation."""


async def info(caller: Caller, conversation: str = small.OPEN) -> Conversation:
    """The conversation as it is now."""
    return await caller.call(READ_CONVERSATION, ConversationParams(conversationid=conversation))


async def groups(caller: Caller, conversation: str = small.OPEN) -> list[MessageGroup]:
    """Its message groups."""
    return await caller.call(LIST_MESSAGES, ListMessagesParams(conversationid=conversation))


def parts(group: MessageGroup) -> list[tuple[str, str]]:
    """Letters and bodies of a group's messages."""
    return [(part.rtype.value, part.message) for part in group.messages]


def mailed(database: Database) -> list[tuple[str, str | None]]:
    """To whom mails would have gone, and under which id."""
    query = select(outgoing_mail.c.recipient, outgoing_mail.c.mail_id).order_by(outgoing_mail.c.id)
    with database.read() as connection:
        return [(row.recipient, row.mail_id) for row in connection.execute(query)]


async def delete(caller: Caller, conversation: str = small.OPEN, **values: str) -> Conversation:
    """Delete a conversation and read it again."""
    params = DeleteConversationParams.read({"conversationid": conversation, **values})
    assert (await caller.call(DELETE_CONVERSATION, params)).status == "OK"
    return await info(caller, conversation)


async def test_a_deleted_one_can_be_read_and_is_in_no_list(caller: Caller, clock: Clock) -> None:
    clock.forward(seconds=1)
    after = await delete(caller, useridentifier=small.MIRA_EMAIL, note="duplicate", messages="not this")
    assert (after.status.value, after.datechanged.raw) == ("X", "2026-03-02 09:30:01")
    group = (await groups(caller))[-1]
    assert (group.rtype.value, group.userid) == ("X", small.MIRA)
    assert parts(group) == [("J", "Status changed to deleted"), ("N", "duplicate")]
    for letter, expected in (("", False), ("C", False), ("X", True)):
        params = ListConversationsParams.read({"owneridentifier": small.ANA, "status": letter})
        listed = await caller.call(LIST_CONVERSATIONS, params)
        assert (small.OPEN in [row.conversationid for row in listed]) is expected


async def test_messages_are_kept_with_the_deletion_by_the_system(caller: Caller) -> None:
    for identifier in (small.OPEN, small.OPEN_CODE, small.OPEN_PUBLIC_CODE):
        await delete(caller, identifier, messages=f"reason {identifier}")
        group = (await groups(caller))[-1]
        assert (group.userid, parts(group)[-1]) == ("system00", ("N", f"reason {identifier}"))


async def test_deleting_twice_answers_ok_and_leaves_no_second_trace(caller: Caller, clock: Clock) -> None:
    before = await delete(caller, useridentifier=small.MIRA)
    count = len(await groups(caller))
    clock.forward(hours=1)
    assert await delete(caller, useridentifier=small.OLAF) == before
    assert len(await groups(caller)) == count
    await delete(caller, useridentifier=small.OLAF, note="really")
    last = (await groups(caller))[-1]
    assert (last.rtype.value, parts(last)) == ("X", [("N", "really")])


async def test_deletions_that_are_refused(caller: Caller) -> None:
    before = await info(caller)
    path = f"conversations/{small.OPEN}"
    refusals = [
        ("conversations/nothere0", {}, (500, "Unable to load conversation")),
        (path, {"useridentifier": "nobody00"}, (404, "agent nobody00 not found")),
        (path, {"useridentifier": small.IDA_EMAIL}, (404, f"agent with e-mail {small.IDA_EMAIL} not found")),
    ]
    for where, values, expected in refusals:
        assert await caller.error("DELETE", where, **values) == expected
    assert await info(caller) == before


async def fields(caller: Caller, conversation: str = small.OPEN) -> list[tuple[str, str]]:
    """Codes and values of a conversation's custom fields."""
    return [(one.code, one.value) for one in (await info(caller, conversation)).customfields]


async def test_values_are_added_and_never_replaced(caller: Caller) -> None:
    values = [CustomField(code="orderno", value="7791"), CustomField(code="größe", value="")]
    params = AddConversationFieldsParams(conversationid=small.OPEN_CODE, customfields=values)
    assert (await caller.call(ADD_CONVERSATION_FIELDS, params)).status == "OK"
    added = [("orderno", "7791"), ("größe", "")]
    assert await fields(caller) == [("orderno", "7781"), ("orderno", "7790"), *added]
    await caller.call(ADD_CONVERSATION_FIELDS, params)
    assert (await fields(caller))[-4:] == added * 2


async def test_all_values_of_a_code_go_at_once(caller: Caller) -> None:
    params = AddConversationFieldsParams(
        conversationid=small.OPEN, customfields=[CustomField(code="sku", value="KF-1")]
    )
    await caller.call(ADD_CONVERSATION_FIELDS, params)
    for code in ("orderno", "orderno", "never"):
        gone = DeleteConversationFieldsParams(conversationid=small.OPEN, code=code)
        assert (await caller.call(DELETE_CONVERSATION_FIELDS, gone)).statuscode == 0
        assert await fields(caller) == [("sku", "KF-1")]


async def test_without_a_code_every_value_goes(caller: Caller) -> None:
    answer = await caller.raw("DELETE", f"conversations/{small.OPEN}/fields", code="")
    assert answer.json() == {"response": {"status": "OK", "statuscode": 0}}
    assert await fields(caller) == []


NOT_FIELDS = ["no json", "{}", '{"code": "a", "value": "b"}', '["a", "b"]', '[{"value": "b"}]', '[{"code": "a"}]', "7"]
"""What stands for no array of objects with code and value."""


async def test_fields_that_are_none_are_refused(caller: Caller) -> None:
    path = f"conversations/{small.OPEN}/fields"
    for text in NOT_FIELDS:
        answer = await caller.error("POST", path, customfields=text)
        assert answer == (500, "parameter customfields has a value that is not allowed"), text
    assert await caller.error("POST", path) == (500, "parameter customfields is missing")
    assert await caller.error("POST", path, customfields="") == (500, "parameter customfields is missing")
    assert len(await fields(caller)) == 2
    for method in ("POST", "DELETE"):
        answer = await caller.error(method, "conversations/nothere0/fields", customfields="[]", code="a")
        assert answer == (500, "Unable to load conversation")


async def create(caller: Caller, **values: str) -> CreatedConversation:
    """Create a conversation; what is not named is as usual."""
    params = CreateConversationParams.read(NEW | values)
    return await caller.call(CREATE_CONVERSATION, params)


async def customer(caller: Caller, identifier: str) -> Customer:
    """A customer as the desk knows it."""
    return await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier=identifier))


async def test_a_customer_writes(caller: Caller, database: Database) -> None:
    created = await create(caller, message="Hello,\n the  invoice", customfields='[{"code":"orderno","value":"1"}]')
    assert (created.status, created.statuscode) == ("OK", 0)
    found = await info(caller, created.conversationid)
    assert (found.code, found.publicurlcode) == (created.code, created.publicurlcode)
    assert (found.status.value, found.departmentid, found.subject) == ("N", small.BILLING, "Invoice 1044")
    assert (found.ownername, found.owneremail, found.assignedto) == ("Ida Holm", small.IDA_EMAIL, "")
    assert found.preview == "Hello, the invoice"
    assert found.datecreated.raw == found.datechanged.raw == "2026-03-02 09:30:00"
    assert [(one.code, one.value) for one in found.customfields] == [("orderno", "1")]
    (group,) = await groups(caller, created.conversationid)
    assert (group.rtype.value, group.rstatus.value, group.userid) == ("M", "V", "usida000")
    assert parts(group) == [("M", "Hello,\n the  invoice"), ("H", "To: billing@desk.example")]
    assert mailed(database) == []


async def test_the_customer_is_the_owner_by_any_identifier(caller: Caller) -> None:
    for creator in (small.ANA, small.ANA_EMAIL, small.ANA_OTHER_EMAIL.upper(), "usana000"):
        created = await create(caller, useridentifier=creator)
        assert (await info(caller, created.code)).owneremail == small.ANA_EMAIL


async def test_an_agent_writes_to_somebody_new(caller: Caller, database: Database) -> None:
    created = await create(
        caller,
        useridentifier=small.MIRA_EMAIL.upper(),
        recipient="Bo.Lind@Lind.example",
        recipient_name="Bo van der Lind",
        cc="a@lind.example, B@lind.example,",
        mail_messsage_id="<7@desk.example>",
    )
    found = await info(caller, created.publicurlcode)
    assert (found.status.value, found.ownername, found.owneremail) == ("N", "Bo van der Lind", "bo.lind@lind.example")
    visitor = await customer(caller, "BO.LIND@lind.example")
    assert (visitor.role.value, visitor.firstname, visitor.lastname) == ("V", "Bo", "van der Lind")
    (group,) = await groups(caller, created.conversationid)
    assert (group.rtype.value, group.userid) == ("M", small.MIRA)
    assert parts(group) == [("M", NEW["message"]), ("H", "Cc: a@lind.example, b@lind.example")]
    expected = ["bo.lind@lind.example", "a@lind.example", "b@lind.example"]
    assert mailed(database) == [(one, "<7@desk.example>") for one in expected]


async def test_an_agent_writes_to_a_known_customer(caller: Caller, database: Database) -> None:
    created = await create(
        caller, useridentifier=small.OLAF, recipient=small.ANA_OTHER_EMAIL, recipient_name="Somebody Else"
    )
    assert (await info(caller, created.conversationid)).ownername == "Ana Holm"
    assert mailed(database) == [(small.ANA_OTHER_EMAIL, None)]


async def test_the_mail_can_be_suppressed(caller: Caller, database: Database) -> None:
    await create(caller, useridentifier=small.MIRA, do_not_send_mail="Y", recipient=small.IDA_EMAIL)
    assert mailed(database) == []


async def test_any_status_of_the_list_can_be_the_first(caller: Caller, database: Database) -> None:
    for letter in "IPTXBCARWN":
        created = await create(caller, status=letter)
        assert (await info(caller, created.conversationid)).status.value == letter
    assert faults(database) == []


async def test_the_preview_of_html_is_its_text(caller: Caller) -> None:
    html = "<style>p {color: red}</style><p>Hello <b>wor</b>ld &amp; all</p>" + "<p>more</p>" * 100
    shown = await create(caller, message=html, is_html_message="Y")
    preview = (await info(caller, shown.conversationid)).preview
    assert preview.startswith("Hello world & all more more")
    assert len(preview) == 140
    plain = await create(caller, message="1 < 2 <p>", is_html_message="N")
    assert (await info(caller, plain.conversationid)).preview == "1 < 2 <p>"


async def test_the_beginning_and_the_end_are_recorded(caller: Caller, database: Database) -> None:
    created = await create(caller, useridentifier=small.MIRA, recipient=small.IDA_EMAIL)
    await delete(caller, created.conversationid, useridentifier=small.OLAF)
    query = select(event.c.kind, event.c.agent_id).where(event.c.conversation_id == created.conversationid)
    with database.read() as connection:
        kinds = {row.kind: row.agent_id for row in connection.execute(query.order_by(event.c.id)).all()}
    assert (kinds["created"], kinds["deleted"]) == (small.MIRA, small.OLAF)
    assert faults(database) == []


async def test_what_is_created_comes_last_in_the_list_and_is_found_by_its_codes(caller: Caller, clock: Clock) -> None:
    clock.forward(seconds=5)
    created = await create(caller, subject="Straße ärgert", status="")
    params = ListConversationsParams(department=small.BILLING, subject="STRASSE ÄRGERT".replace("SS", "ß"))
    assert [row.code for row in await caller.call(LIST_CONVERSATIONS, params)] == [created.code]
    everything = await caller.call(LIST_CONVERSATIONS, ListConversationsParams(department=small.BILLING))
    assert everything[-1].conversationid == created.conversationid


REFUSED = [
    ({"useridentifier": "who@desk.example"}, (404, "user who@desk.example not found")),
    ({"department": "Billing"}, (500, "department Billing does not exist")),
    ({"department": small.CLOSED}, (500, f"department {small.CLOSED} does not exist")),
    ({"status": "L"}, (500, "parameter status must be one of I, N, C, A, R, W, T, P, X, B")),
    ({"status": "new"}, (500, "parameter status must be one of I, N, C, A, R, W, T, P, X, B")),
    ({"customfields": "[1]"}, (500, "parameter customfields has a value that is not allowed")),
    ({"customfields": '[{"code":"a"}]'}, (500, "parameter customfields has a value that is not allowed")),
    ({"do_not_send_mail": "no"}, (500, "parameter do_not_send_mail has a value that is not allowed")),
    ({"is_html_message": "1"}, (500, "parameter is_html_message has a value that is not allowed")),
    ({"cc": "a@b.example,nobody"}, (500, "parameter cc is not an e-mail address")),
    ({"useridentifier": small.MIRA, "recipient": "nobody"}, (500, "parameter recipient is not an e-mail address")),
    *[({name: ""}, (500, f"parameter {name} is missing")) for name in NEW if name != "message"],
]
"""What is said otherwise than as usual, and the answer to it."""


async def test_new_ones_that_are_refused(caller: Caller) -> None:
    async def everything() -> list[str]:
        params = ListConversationsParams.read({"department": small.BILLING, "status": "N,C,A,R,W,X,B,I,T,P"})
        return [row.conversationid for row in await caller.call(LIST_CONVERSATIONS, params)]

    before = await everything()
    for values, expected in REFUSED:
        assert await caller.error("POST", "conversations", **NEW | values) == expected
    without = {name: value for name, value in NEW.items() if name != "message"}
    assert await caller.error("POST", "conversations", **without) == (500, "parameter message is missing")
    assert await everything() == before


async def test_a_refused_one_leaves_no_visitor_behind(caller: Caller) -> None:
    values = NEW | {"useridentifier": small.MIRA, "recipient": "new@lind.example", "customfields": '[{"code":"a"}]'}
    assert (await caller.error("POST", "conversations", **values))[0] == 500
    assert (await caller.error("GET", "customers/new@lind.example"))[0] == 404


async def test_fields_in_a_json_body_need_not_be_a_string(caller: Caller) -> None:
    body = NEW | {"customfields": [{"code": "n", "value": 7}, {"code": "ü", "value": None}]}
    answer = await caller.http.post("/api/conversations", params={"apikey": small.KEY}, json=body)
    assert answer.status_code == 200, answer.text
    created = answer.json()["response"]["conversationid"]
    assert await fields(caller, created) == [("n", "7"), ("ü", "")]
