"""Golden answers: what the small desk says, field by field."""

from __future__ import annotations

from console.contract.agents import READ_AGENT, AgentParams
from console.contract.application import READ_APPLICATION_STATUS
from console.contract.base import NoParams
from console.contract.conversations import LIST_CONVERSATION_TAGS, READ_CONVERSATION, ConversationParams
from console.contract.customers import LIST_CUSTOMER_GROUPS, READ_CUSTOMER, CustomerParams
from console.contract.customers_groups import LIST_GROUPS, READ_GROUP, GroupParams
from console.contract.departments import (
    LIST_DEPARTMENT_AGENTS,
    LIST_DEPARTMENTS,
    READ_DEPARTMENT,
    DepartmentParams,
)
from console.contract.messages import LIST_MESSAGES, ListMessagesParams
from console.contract.online_status import LIST_AGENTS_ONLINE, LIST_DEPARTMENTS_ONLINE
from console.desk.db import Database
from tests.desk import small_desk as small
from tests.desk.caller import Caller


async def test_conversation_in_full(caller: Caller) -> None:
    response = await caller.raw("GET", f"conversations/{small.OPEN}")
    assert response.json() == {
        "response": {
            "conversationid": small.OPEN,
            "code": small.OPEN_CODE,
            "datecreated": "2026-02-28 07:30:00",
            "datechanged": "2026-03-02 08:30:00",
            "departmentname": "Billing",
            "departmentid": small.BILLING,
            "status": "C",
            "ownername": "Ana Holm",
            "owneremail": small.ANA_EMAIL,
            "subject": "Wrong address",
            "preview": "Beginning of Wrong address",
            "publicurlcode": small.OPEN_PUBLIC_CODE,
            "ownernote": "Called twice",
            "assignedto": small.MIRA,
            "customfields": [{"code": "orderno", "value": "7781"}, {"code": "orderno", "value": "7790"}],
        }
    }


async def test_conversation_is_found_by_id_code_and_public_code(caller: Caller) -> None:
    for identifier in (small.OPEN, small.OPEN_CODE, small.OPEN_PUBLIC_CODE):
        found = await caller.call(READ_CONVERSATION, ConversationParams(conversationid=identifier))
        assert found.conversationid == small.OPEN


async def test_conversation_without_department_and_assignee_has_nulls(caller: Caller) -> None:
    tree = (await caller.raw("GET", f"conversations/{small.OWNERLESS}")).json()["response"]
    unset = ("departmentname", "departmentid", "assignedto", "ownernote", "owneremail")
    assert [tree[name] for name in unset] == [None] * len(unset)
    assert tree["customfields"] == []


async def test_deleted_conversation_can_still_be_read(caller: Caller) -> None:
    found = await caller.call(READ_CONVERSATION, ConversationParams(conversationid=small.DELETED))
    assert found.status == "X"


async def test_messages_come_in_groups_oldest_first(caller: Caller) -> None:
    groups = await caller.call(LIST_MESSAGES, ListMessagesParams(conversationid=small.OPEN))
    assert [(group.rtype.value, group.userid) for group in groups] == [
        ("M", "usana000"),
        ("I", small.MIRA),
        ("T", "system00"),
        ("M", "usana000"),
    ]
    assert [(part.rtype.value, part.message) for part in groups[0].messages] == [
        ("M", "The invoice has the wrong address."),
        ("Q", "> Your invoice"),
    ]
    assert groups[2].messages == []


async def test_messages_outside_the_bounds_take_their_groups_along(caller: Caller) -> None:
    async def ids(**bounds: str) -> list[str]:
        groups = await caller.call(LIST_MESSAGES, ListMessagesParams(conversationid=small.OPEN, **bounds))
        return [part.messageid for group in groups for part in group.messages]

    first, note, last = small.OPEN_MESSAGES
    assert await ids(datefrom="2026-03-01 13:30:00") == [note, last]
    assert await ids(datefrom="2026-03-01 13:30:01") == [last]
    assert await ids(dateto="2026-02-28 07:30:00") == [first, "msopen000004"]
    assert await ids(datefrom="2026-03-01", dateto="2026-03-02") == [note]
    assert await ids(datefrom="2027-01-01") == []


async def test_tags_of_a_conversation(caller: Caller) -> None:
    tags = await caller.call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=small.OPEN))
    assert [(tag.id, tag.name) for tag in tags] == [(small.URGENT, "urgent")]


async def test_agent_by_id_and_by_email_in_any_case(caller: Caller) -> None:
    for identifier in (small.MIRA, small.MIRA_EMAIL, small.MIRA_EMAIL.upper()):
        agent = await caller.call(READ_AGENT, AgentParams(agentidentifier=identifier))
        assert (agent.userid, agent.browsercookiename, agent.role.value) == (small.MIRA, "A_auth", "A")


async def test_agent_in_full(caller: Caller) -> None:
    assert (await caller.raw("GET", "agents/mira%40desk.example")).json() == {
        "response": {
            "contactid": f"ct{small.MIRA}",
            "userid": small.MIRA,
            "email": small.MIRA_EMAIL,
            "firstname": "Mira",
            "lastname": "Novak",
            "systemname": "mira",
            "authtoken": "SECRET-AGENT-TOKEN-MIRA",
            "browsercookiename": "A_auth",
            "gender": "F",
            "role": "A",
        }
    }


async def test_who_and_what_is_not_there_is_404(caller: Caller) -> None:
    refusals = {
        "agents/nobody%40desk.example": "agent with e-mail nobody@desk.example not found",
        f"agents/{small.ANA_EMAIL}": f"agent with e-mail {small.ANA_EMAIL} not found",
        "agents/nobody00": "agent nobody00 not found",
        "customers/nobody00": "customer nobody00 not found",
        f"customers/{small.MIRA_EMAIL}": f"customer {small.MIRA_EMAIL} not found",
        "departments/Billing": "department Billing not found",
        "departments/nowhere0/agents": "department nowhere0 not found",
        "agents": "there is no such call",
        "agents/": "there is no such call",
    }
    for path, message in refusals.items():
        assert await caller.error("GET", path) == (404, message)


async def test_customer_in_full(caller: Caller) -> None:
    assert (await caller.raw("GET", "customers/ANA%40holm.example")).json() == {
        "response": {
            "contactid": small.ANA,
            "email": small.ANA_EMAIL,
            "firstname": "Ana",
            "lastname": "Holm",
            "systemname": "ana.holm",
            "userid": "usana000",
            "datecreated": "2025-08-06 02:30:00",
            "role": "R",
            "gender": "",
            "authtoken": "SECRET-VISITOR-TOKEN-ANA",
            "browsercookiename": "V_auth",
            "customfields": [{"code": "plan", "value": "gold"}],
            "companyid": small.COMPANY,
            "note": "Prefers mail",
            "uniquefields": [{"code": "customer_no", "value": "K-1"}],
        }
    }


async def test_customer_by_contact_id_and_any_address(caller: Caller) -> None:
    for identifier in (small.ANA, small.ANA_EMAIL, "ANA@Holm.Example", small.ANA_OTHER_EMAIL):
        customer = await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier=identifier))
        assert (customer.contactid, customer.email) == (small.ANA, small.ANA_EMAIL)
    assert customer.browsercookiename == "V_auth"
    assert [(field.code, field.value) for field in customer.customfields] == [("plan", "gold")]
    visitor = await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier=small.IDA))
    assert visitor.browsercookiename == "LaVisitorId"
    assert visitor.datecreated.raw == "2025-08-06 02:30:00"


async def test_groups_of_a_customer_and_all_groups(caller: Caller) -> None:
    groups = await caller.call(LIST_CUSTOMER_GROUPS, CustomerParams(customeridentifier=small.ANA_EMAIL))
    assert [(group.groupid, group.groupname) for group in groups] == [
        (small.GOLD, "Gold customers"),
        (small.STANDARD, "Standard"),
    ]
    assert [group.id for group in await caller.call(LIST_GROUPS, NoParams())] == [small.GOLD, small.STANDARD]
    gold = await caller.call(READ_GROUP, GroupParams(groupid=small.GOLD))
    assert (gold.color, gold.bg_color) == ("FFFFFF", "B8860B")


async def test_departments_are_in_order_with_the_deleted_one_marked(caller: Caller) -> None:
    departments = await caller.call(LIST_DEPARTMENTS, NoParams())
    assert [(one.departmentid, one.onlinestatus, one.presetstatus, one.deleted) for one in departments] == [
        (small.GENERAL, "PM", "TPM", "N"),
        (small.BILLING, "TM", "TM", "N"),
        (small.CLOSED, "", "M", "Y"),
    ]
    assert await caller.call(READ_DEPARTMENT, DepartmentParams(departmentid=small.BILLING)) == departments[1]


async def test_agents_of_a_department(caller: Caller) -> None:
    agents = await caller.call(LIST_DEPARTMENT_AGENTS, DepartmentParams(departmentid=small.BILLING))
    assert [(one.userid, one.onlinestatus, one.presetstatus) for one in agents] == [
        (small.MIRA, "MT", "TPM"),
        (small.OLAF, "", "M"),
    ]


async def test_agents_online_is_the_union_over_departments(caller: Caller) -> None:
    agents = await caller.call(LIST_AGENTS_ONLINE, NoParams())
    assert {one.username: one.onlineStatus for one in agents} == {
        small.MIRA_EMAIL: "TM",
        small.OLAF_EMAIL: "",
        "yuki@desk.example": "P",
        "noor@desk.example": "",
    }


async def test_departments_online_count_what_waits(caller: Caller) -> None:
    tree = (await caller.raw("GET", "onlinestatus/departments")).json()["response"]
    assert tree["departmentsOnlineStates"][1] == {
        "id": small.BILLING,
        "name": "Billing",
        "onlineStatus": "TM",
        "presetStatus": "TM",
        "chat_count": "0",
        "new_count": "1",
        "customer_reply_count": "1",
        "total_count": "2",
        "max_count": "3",
    }
    general, _ = await caller.call(LIST_DEPARTMENTS_ONLINE, NoParams())
    assert (general.chat_count, general.total_count, general.max_count) == (1, 1, 0)


async def test_application_status_tells_the_desks_time(caller: Caller, database: Database) -> None:
    database.set_setting("updated", str(small.at(1)))
    status = await caller.call(READ_APPLICATION_STATUS, NoParams())
    assert status.datelatestupdate.raw == "2026-03-02 08:30:00"
    assert status.current_server_time.raw == "2026-03-02 09:30:00"
    assert status.current_server_time.at == small.NOW
    assert status.dateinstalled.at is not None
