"""Customers: reading, adding and deleting values of custom fields."""

from __future__ import annotations

from console.contract.base import WireRow
from console.contract.customers import (
    ADD_CUSTOMER_FIELDS,
    DELETE_CUSTOMER_FIELDS,
    AddCustomerFieldsParams,
    CustomerParams,
    DeleteCustomerFieldsParams,
)
from console.contract.customers_beyond import LIST_CUSTOMER_FIELDS
from console.desk.context import Context
from console.desk.fields import CUSTOMER_FIELDS
from console.desk.handling import ACKNOWLEDGED, handles


@handles(DELETE_CUSTOMER_FIELDS)
def delete_customer_fields(ctx: Context, params: DeleteCustomerFieldsParams) -> WireRow:
    """Delete all values under a code, or under every code."""
    found = ctx.find_customer(params.customeridentifier)
    CUSTOMER_FIELDS.remove(ctx.connection, found.id, params.code)
    return ACKNOWLEDGED


@handles(ADD_CUSTOMER_FIELDS)
def add_customer_fields(ctx: Context, params: AddCustomerFieldsParams) -> WireRow:
    """Add values to those that are there."""
    found = ctx.find_customer(params.customeridentifier)
    CUSTOMER_FIELDS.add(ctx.connection, found.id, params.customfields)
    return ACKNOWLEDGED


@handles(LIST_CUSTOMER_FIELDS)
def list_customer_fields(ctx: Context, params: CustomerParams) -> list[WireRow]:
    """The values of a customer, oldest first."""
    return CUSTOMER_FIELDS.read(ctx.connection, ctx.find_customer(params.customeridentifier).id)
