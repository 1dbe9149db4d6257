"""`client.customers` and `client.groups` against the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.api.client import LiveAgentClient
from console.api.errors import IdentifierError, NotFoundError, ServerRefusedError
from console.contract.enums import CustomerRole, Gender
from tests.api.conftest import Desk
from tests.desk import small_desk as small


async def test_list_by_each_condition(client: LiveAgentClient) -> None:
    async def found(**conditions: object) -> list[str]:
        rows = await client.customers.list(**conditions)  # type: ignore[arg-type] # a test's
        return [row.contactid for row in rows]

    everybody = [small.ANA, small.IDA, small.JON, small.KIM, small.LEO]
    assert await found() == everybody
    assert await found(last_name="HOLM") == [small.ANA, small.IDA]
    assert await found(first_name="id", last_name="holm") == [small.IDA]
    assert await found(email="post.example") == [small.JON, small.KIM]
    assert await found(phone="555-0101") == [small.ANA]
    assert await found(limit=2, offset=1) == everybody[1:3]
    long_ago, second = small.NOW - timedelta(hours=5000), timedelta(seconds=1)
    assert await found(created_after=long_ago - second, created_before=long_ago + second) == everybody
    assert await found(created_after=long_ago) == await found(created_before=long_ago) == []


@pytest.mark.parametrize("page_size", [1, 2, 5, 100])
async def test_all_in_pages(client: LiveAgentClient, page_size: int) -> None:
    rows = client.customers.all(page_size=page_size)
    assert [row.contactid async for row in rows] == [small.ANA, small.IDA, small.JON, small.KIM, small.LEO]
    assert len(await client.customers.all(last_name="holm", page_size=page_size)) == 2


async def test_customers_who_come_and_go_between_two_pages(client: LiveAgentClient, desk: Desk) -> None:
    """New ones come at the end; nobody comes twice."""
    found = []
    async for row in client.customers.all(page_size=2):
        found.append(row.contactid)
        if len(found) == 1:
            desk.clock.forward(seconds=1)
            await client.customers.register(email="new@post.example")
    assert found[:5] == [small.ANA, small.IDA, small.JON, small.KIM, small.LEO]
    assert len(found) == len(set(found)) == 6


async def test_register_and_info(client: LiveAgentClient) -> None:
    made = await client.customers.register(
        email="nora@post.example",
        name="Nora van New",
        gender=Gender.FEMALE,
        role=CustomerRole.REGISTERED,
        password="not to be seen",
        fields={"plan": "gold"},
        phone="+47 555-0199",
        note="Prefers mail",
        unique_fields={"customer_no": "K-2"},
        send_mail=False,
    )
    customer = await client.customers.info("NORA@post.example")
    assert customer.contactid == made.contactid
    assert (customer.firstname, customer.lastname) == ("Nora", "van New")
    assert (customer.role, customer.gender) == (CustomerRole.REGISTERED, Gender.FEMALE)
    assert [(field.code, field.value) for field in customer.customfields] == [("plan", "gold")]
    assert [(field.code, field.value) for field in customer.uniquefields] == [("customer_no", "K-2")]
    assert customer.note == "Prefers mail"
    assert customer.authtoken not in repr(customer)
    with pytest.raises(ServerRefusedError):
        await client.customers.register(email="nora@post.example")
    with pytest.raises(ServerRefusedError):
        await client.customers.register()
    with pytest.raises(NotFoundError):
        await client.customers.info("nobody@post.example")


async def test_fields(client: LiveAgentClient) -> None:
    await client.customers.add_fields(small.ANA_EMAIL, {"plan": "silver", "vat_id": "NO1"})
    fields = (await client.customers.info(small.ANA)).customfields
    assert [(field.code, field.value) for field in fields] == [("plan", "gold"), ("plan", "silver"), ("vat_id", "NO1")]
    with pytest.raises(IdentifierError):
        await client.customers.delete_fields(small.ANA, code="")
    await client.customers.delete_fields(small.ANA, code="plan")
    assert [field.code for field in (await client.customers.info(small.ANA)).customfields] == ["vat_id"]


async def test_groups_of_a_customer(client: LiveAgentClient) -> None:
    await client.customers.remove_from_group(small.ANA_EMAIL, "Gold customers")
    await client.customers.add_to_group(small.ANA, "Brand new")
    groups = await client.customers.groups(small.ANA)
    assert {group.groupname for group in groups} == {"Standard", "Brand new"}


async def test_groups_are_made_changed_and_deleted(client: LiveAgentClient) -> None:
    made = await client.groups.create("Press", color="000000", background="FFCC00")
    await client.groups.change(made.id, name="Journalists")
    group = await client.groups.info(made.id)
    assert (group.name, group.color, group.bg_color) == ("Journalists", "000000", "FFCC00")
    with pytest.raises(ServerRefusedError):
        await client.groups.create("journalists")
    await client.groups.delete(made.id)
    assert {row.id for row in await client.groups.list()} == {small.GOLD, small.STANDARD}
    with pytest.raises(NotFoundError):
        await client.groups.delete(made.id)
