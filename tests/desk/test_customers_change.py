"""Customers: custom fields, groups of one, changing and deleting."""

from __future__ import annotations

from sqlalchemy import func, select

from console.contract.base import CustomField, NoParams
from console.contract.customers import (
    ADD_CUSTOMER_FIELDS,
    ADD_CUSTOMER_TO_GROUP,
    DELETE_CUSTOMER_FIELDS,
    LIST_CUSTOMER_GROUPS,
    REMOVE_CUSTOMER_FROM_GROUP,
    AddCustomerFieldsParams,
    CustomerGroupParams,
    CustomerParams,
    DeleteCustomerFieldsParams,
)
from console.contract.customers_groups import LIST_GROUPS, READ_GROUP, GroupParams
from console.desk.db import Database
from console.desk.tables import customer
from tests.desk import small_desk as small
from tests.desk.caller import Caller
from tests.desk.customer_calls import EVERYBODY, ids, info, pairs, register
from tests.desk.soundness import faults

NOT_FIELDS = ["no json", '{"plan": "gold"}', '["a"]', '[{"value": "b"}]', '[{"code": "a"}]']


async def test_custom_fields_are_added_and_deleted_by_code(caller: Caller) -> None:
    values = [CustomField(code="plan", value="silver"), CustomField(code="größe", value="")]
    added = AddCustomerFieldsParams(customeridentifier="Ana.Private@Post.Example", customfields=values)
    assert (await caller.call(ADD_CUSTOMER_FIELDS, added)).statuscode == 0
    assert pairs((await info(caller)).customfields) == [("plan", "gold"), ("plan", "silver"), ("größe", "")]
    for code in ("plan", "plan", "never"):
        gone = DeleteCustomerFieldsParams(customeridentifier=small.ANA, code=code)
        assert (await caller.call(DELETE_CUSTOMER_FIELDS, gone)).status == "OK"
        assert pairs((await info(caller)).customfields) == [("größe", "")]
    assert (await caller.raw("DELETE", f"customers/{small.ANA}/fields")).status_code == 200
    assert (await info(caller)).customfields == []


async def test_fields_that_are_refused(caller: Caller) -> None:
    path = f"customers/{small.ANA}/fields"
    for text in NOT_FIELDS:
        answer = await caller.error("POST", path, customfields=text)
        assert answer == (500, "parameter customfields has a value that is not allowed"), text
    assert await caller.error("POST", path) == (500, "parameter customfields is missing")
    assert len((await info(caller)).customfields) == 1


async def group_names(caller: Caller, identifier: str = small.IDA) -> list[str]:
    """Names of the groups a customer is in."""
    rows = await caller.call(LIST_CUSTOMER_GROUPS, CustomerParams(customeridentifier=identifier))
    return [row.groupname for row in rows]


async def test_customers_come_into_groups_and_out_of_them(caller: Caller) -> None:
    for _ in range(2):
        params = CustomerGroupParams(customeridentifier=small.IDA_EMAIL.upper(), name="GOLD customers")
        assert (await caller.call(ADD_CUSTOMER_TO_GROUP, params)).status == "OK"
        assert await group_names(caller) == ["Gold customers", "Standard"]
    for name in ("standard", "Standard"):
        params = CustomerGroupParams(customeridentifier=small.IDA, name=name)
        assert (await caller.call(REMOVE_CUSTOMER_FROM_GROUP, params)).status == "OK"
        assert await group_names(caller) == ["Gold customers"]


async def test_a_group_that_is_not_there_is_made_by_the_first_who_comes(caller: Caller) -> None:
    for customer_id in (small.IDA, small.JON):
        params = CustomerGroupParams(customeridentifier=customer_id, name="Über ÄÖ")
        await caller.call(ADD_CUSTOMER_TO_GROUP, params)
    assert await group_names(caller, small.JON) == ["Über ÄÖ"]
    made = [row for row in await caller.call(LIST_GROUPS, NoParams()) if row.name == "Über ÄÖ"]
    assert len(made) == 1
    group = await caller.call(READ_GROUP, GroupParams(groupid=made[0].id))
    assert (group.color, group.bg_color) == ("FFFFFF", "808080")


async def test_groups_that_are_refused(caller: Caller) -> None:
    path = f"customers/{small.IDA}/groups"
    missing = (500, "parameter name is missing")
    assert await caller.error("DELETE", path, name="Unheard of") == (500, "customers group Unheard of does not exist")
    for method in ("POST", "DELETE"):
        assert await caller.error(method, path) == missing
        assert await caller.error(method, path, name="") == missing
    assert await caller.error("POST", path, name="   ") == missing
    assert await caller.error("POST", path, name="x" * 256) == (500, "parameter name is longer than 255 letters")
    assert await group_names(caller) == ["Standard"]


async def test_an_unknown_customer_is_404_everywhere(caller: Caller) -> None:
    calls = [("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/groups"), ("POST", "/groups"), ("DELETE", "/groups")]
    for method, path in [*calls, ("GET", "/fields"), ("POST", "/fields"), ("DELETE", "/fields")]:
        for identifier in ("nobody00", "usana000", "no%2Fbody%40holm.example"):
            values = {"name": "Standard", "customfields": "[]"}
            code, message = await caller.error(method, f"customers/{identifier}{path}", **values)
            assert (code, message.endswith(" not found")) == (404, True), (method, path)


async def test_a_change_leaves_what_it_does_not_name(caller: Caller) -> None:
    before = await info(caller)
    answer = await caller.raw("PUT", f"customers/{small.ANA_EMAIL}", name="Anna Maria Holm-Berg", gender="F")
    after = await info(caller)
    assert answer.json()["response"]["lastname"] == "Maria Holm-Berg"
    assert (after.firstname, after.lastname, after.gender.value) == ("Anna", "Maria Holm-Berg", "F")
    assert (after.email, after.note, after.role, after.customfields) == (
        before.email, before.note, before.role, before.customfields,
    )  # fmt: skip
    await caller.raw("PUT", f"customers/{small.ANA}", role="V", note="moved", phone="1", email="")
    after = await info(caller)
    assert (after.role.value, after.note, after.email) == ("V", "moved", small.ANA_EMAIL)


async def test_another_address_takes_the_place_of_the_first(caller: Caller) -> None:
    await caller.raw("PUT", f"customers/{small.ANA}", email="New@Holm.example")
    for identifier in ("new@holm.example", small.ANA_OTHER_EMAIL):
        assert (await info(caller, identifier)).email == "new@holm.example"
    assert (await caller.error("GET", f"customers/{small.ANA_EMAIL}"))[0] == 404
    await caller.raw("PUT", f"customers/{small.ANA}", email=small.ANA_OTHER_EMAIL)
    assert (await info(caller)).email == small.ANA_OTHER_EMAIL
    answer = await caller.error("PUT", f"customers/{small.ANA}", email=small.IDA_EMAIL)
    assert answer == (500, f"a customer with e-mail {small.IDA_EMAIL} exists already")


async def test_fields_of_a_change_take_the_place_of_those_under_their_codes(caller: Caller) -> None:
    values = {
        "customfields": '[{"code":"plan","value":"a"},{"code":"plan","value":"b"},{"code":"n","value":"1"}]',
        "uniquefields": '[{"code":"customer_no","value":"K-9"}]',
    }
    for _ in range(2):
        assert (await caller.raw("PUT", f"customers/{small.ANA}", **values)).status_code == 200
        after = await info(caller)
        assert pairs(after.customfields) == [("plan", "a"), ("plan", "b"), ("n", "1")]
        assert pairs(after.uniquefields) == [("customer_no", "K-9")]
    taken = {"uniquefields": values["uniquefields"]}
    answer = await caller.error("PUT", f"customers/{small.IDA}", **taken)
    assert answer == (500, "another customer has the value K-9 of customer_no")


async def test_a_deleted_customer_is_gone_and_the_conversations_are_not(caller: Caller, database: Database) -> None:
    assert (await caller.raw("DELETE", f"customers/{small.ANA_EMAIL}")).json()["response"]["status"] == "OK"
    for identifier in (small.ANA, small.ANA_EMAIL, small.ANA_OTHER_EMAIL):
        assert (await caller.error("GET", f"customers/{identifier}"))[0] == 404
    assert (await caller.error("DELETE", f"customers/{small.ANA}"))[0] == 404
    assert await ids(caller) == EVERYBODY[1:]
    tree = (await caller.raw("GET", f"conversations/{small.OPEN}")).json()["response"]
    assert (tree["ownername"], tree["owneremail"], tree["subject"]) == (None, None, "Wrong address")
    groups = (await caller.raw("GET", f"conversations/{small.OPEN}/messages")).json()["response"]["groups"]
    assert groups[0]["userid"] == "usana000"
    message = {"message": "m", "useridentifier": "usana000"}
    assert (await caller.error("POST", f"conversations/{small.OPEN}/messages", **message))[0] == 404
    with database.read() as connection:
        forgotten = (customer.c.first_name == "") & customer.c.note.is_(None) & customer.c.phone.is_(None)
        assert connection.scalar(select(func.count()).where(customer.c.id == small.ANA, forgotten)) == 1
    assert faults(database) == []


async def test_an_address_is_free_again_after_its_customer_was_deleted(caller: Caller) -> None:
    await caller.raw("DELETE", f"customers/{small.ANA}")
    again = await register(caller, email=small.ANA_EMAIL, uniquefields='[{"code":"customer_no","value":"K-1"}]')
    assert again.contactid != small.ANA
    assert (await info(caller, small.ANA_EMAIL)).contactid == again.contactid
