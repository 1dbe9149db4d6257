"""Customers groups: making, changing and deleting one."""

from __future__ import annotations

from console.contract.base import NoParams
from console.contract.customers import LIST_CUSTOMER_GROUPS, READ_CUSTOMER, CustomerParams
from console.contract.customers_groups import (
    CHANGE_GROUP,
    CREATE_GROUP,
    DELETE_GROUP,
    LIST_GROUPS,
    READ_GROUP,
    ChangeGroupParams,
    CreatedGroup,
    CreateGroupParams,
    GroupParams,
)
from tests.desk import small_desk as small
from tests.desk.caller import Caller

TAKEN = (500, "there is a customers group of this name already")


async def info(caller: Caller, group: str = small.GOLD) -> tuple[str, str, str]:
    """Name and colours of a group."""
    found = await caller.call(READ_GROUP, GroupParams(groupid=group))
    return found.name, found.color, found.bg_color


async def create(caller: Caller, **values: str) -> CreatedGroup:
    """Make a group."""
    return await caller.call(CREATE_GROUP, CreateGroupParams.read(values))


async def test_a_new_group_answers_with_itself_and_is_in_the_list(caller: Caller) -> None:
    made = await create(caller, name=" Press ", color="#2f4F4f", bg_color="abc")
    assert (made.status, made.statuscode) == ("OK", 0)
    assert (made.name, made.color, made.bg_color) == ("Press", "2f4F4f", "abc")
    assert await info(caller, made.id) == ("Press", "2f4F4f", "abc")
    rows = await caller.call(LIST_GROUPS, NoParams())
    assert [(row.id, row.name) for row in rows] == [
        (small.GOLD, "Gold customers"),
        (made.id, "Press"),
        (small.STANDARD, "Standard"),
    ]


async def test_colours_need_not_be_said_and_may_be_empty(caller: Caller) -> None:
    assert (await create(caller, name="A")).model_dump(include={"color", "bg_color"}) == {
        "color": "FFFFFF",
        "bg_color": "808080",
    }
    made = await create(caller, name="B", color="", bg_color="")
    assert (made.color, made.bg_color) == ("FFFFFF", "808080")


async def test_new_ones_that_are_refused(caller: Caller) -> None:
    refusals = [
        ({}, (500, "parameter name is missing")),
        ({"name": ""}, (500, "parameter name is missing")),
        ({"name": " \t"}, (500, "parameter name is missing")),
        ({"name": "gold CUSTOMERS"}, TAKEN),
        ({"name": "x" * 256}, (500, "parameter name is longer than 255 letters")),
        ({"name": "N", "color": "red"}, (500, "parameter color is not a colour of six or three hexadecimal digits")),
        (
            {"name": "N", "bg_color": "12345"},
            (500, "parameter bg_color is not a colour of six or three hexadecimal digits"),
        ),
    ]
    for values, expected in refusals:
        assert await caller.error("POST", "customersgroups", **values) == expected
    rows = await caller.call(LIST_GROUPS, NoParams())
    assert len(rows) == 2
    await create(caller, name="Größe")
    assert await caller.error("POST", "customersgroups/", name="GRÖßE") == TAKEN


async def test_what_is_not_named_stays_as_it_was(caller: Caller) -> None:
    async def change(**values: str) -> tuple[str, str, str]:
        params = ChangeGroupParams.read({"groupid": small.GOLD, **values})
        answer = await caller.call(CHANGE_GROUP, params)
        assert (answer.status, answer.statuscode) == ("OK", 0)
        return await info(caller)

    assert await change(name="Gold") == ("Gold", "FFFFFF", "B8860B")
    assert await change(color="000") == ("Gold", "000", "B8860B")
    assert await change(bg_color="111111", name="", color="") == ("Gold", "000", "111111")
    assert await change(name="GOLD") == ("GOLD", "000", "111111")
    assert await change() == ("GOLD", "000", "111111")


async def test_a_name_cannot_be_that_of_another(caller: Caller) -> None:
    assert await caller.error("PUT", f"customersgroups/{small.GOLD}", name="STANDARD") == TAKEN
    assert (await info(caller))[0] == "Gold customers"


async def test_customers_stay_when_their_group_is_deleted(caller: Caller) -> None:
    assert (await caller.call(DELETE_GROUP, GroupParams(groupid=small.GOLD))).status == "OK"
    groups = await caller.call(LIST_CUSTOMER_GROUPS, CustomerParams(customeridentifier=small.ANA))
    assert [row.groupid for row in groups] == [small.STANDARD]
    ana = await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier=small.ANA))
    assert ana.firstname == "Ana"
    assert await caller.error("DELETE", f"customersgroups/{small.GOLD}") == (404, "customers group cggold00 not found")


async def test_unknown_groups_are_404(caller: Caller) -> None:
    for method in ("GET", "PUT", "DELETE"):
        for identifier in ("nothere0", "Standard", "a%2Fb"):
            answer = await caller.error(method, f"customersgroups/{identifier}", name="N")
            assert answer[0] == 404, (method, identifier)
