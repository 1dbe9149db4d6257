"""What tests of customers ask the desk."""

from __future__ import annotations

from console.contract.base import CustomField
from console.contract.customers import (
    LIST_CUSTOMERS,
    READ_CUSTOMER,
    REGISTER_CUSTOMER,
    Customer,
    CustomerParams,
    ListCustomersParams,
    RegisterCustomerParams,
)
from tests.desk import small_desk as small
from tests.desk.caller import Caller

EVERYBODY = [small.ANA, small.IDA, small.JON, small.KIM, small.LEO]
"""All of the same age, so that their ids say the order."""


async def ids(caller: Caller, **params: str) -> list[str]:
    """The ids of a list, in its order."""
    rows = await caller.call(LIST_CUSTOMERS, ListCustomersParams.read(params))
    return [row.contactid for row in rows]


async def info(caller: Caller, identifier: str = small.ANA) -> Customer:
    """A customer as it is now."""
    return await caller.call(READ_CUSTOMER, CustomerParams(customeridentifier=identifier))


async def register(caller: Caller, **values: str) -> Customer:
    """Register a customer."""
    return await caller.call(REGISTER_CUSTOMER, RegisterCustomerParams.read(values))


def pairs(fields: list[CustomField]) -> list[tuple[str, str]]:
    """Codes and values."""
    return [(field.code, field.value) for field in fields]
