"""Customers: changing one, and deleting one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from console.contract.base import WireRow
from console.contract.customers import CustomerParams
from console.contract.customers_beyond import CHANGE_CUSTOMER, DELETE_CUSTOMER, ChangeCustomerParams
from console.contract.enums import CustomerRole
from console.desk import unique_fields
from console.desk.contacts import refuse_taken, split_name
from console.desk.context import Context
from console.desk.fields import CUSTOMER_FIELDS
from console.desk.handlers.customers import GENDERS, customer_row
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.tables import (
    conversation,
    customer,
    customer_email,
    customer_field,
    customer_membership,
    customer_unique_field,
    registration_mail,
)
from console.desk.values import address, letter_of

_NOTHING = {
    **dict.fromkeys(("email", "phone", "note", "company_id")),
    **dict.fromkeys(("first_name", "last_name", "system_name", "auth_token", "gender"), ""),
    "deleted": "Y",
}
"""What is kept of a customer who is deleted, besides the ids."""


@handles(CHANGE_CUSTOMER)
def change_customer(ctx: Context, params: ChangeCustomerParams) -> WireRow:
    """Change what a call says of a customer."""
    found = ctx.find_customer(params.customeridentifier)
    values = _values(params)
    if params.email is not None:
        values["email"] = address("email", params.email)
        _change_address(ctx, found, values["email"])
    if values:
        ctx.connection.execute(update(customer).where(customer.c.id == found.id).values(values))
    CUSTOMER_FIELDS.replace(ctx.connection, found.id, params.customfields or ())
    unique_fields.replace(ctx.connection, found.id, params.uniquefields or ())
    return customer_row(ctx, ctx.find_customer(found.id))


@handles(DELETE_CUSTOMER)
def delete_customer(ctx: Context, params: CustomerParams) -> WireRow:
    """Forget a customer. The conversations stay, with nobody as their owner, and so do the messages in them."""
    connection, found = ctx.connection, ctx.find_customer(params.customeridentifier)
    connection.execute(update(conversation).where(conversation.c.owner_id == found.id).values(owner_id=None))
    for table in (customer_email, customer_field, customer_membership, customer_unique_field, registration_mail):
        connection.execute(delete(table).where(table.c.customer_id == found.id))
    connection.execute(update(customer).where(customer.c.id == found.id).values(_NOTHING))
    return ACKNOWLEDGED


def _values(params: ChangeCustomerParams) -> dict[str, str]:
    values: dict[str, str] = {}
    if params.name is not None:
        values["first_name"], values["last_name"] = split_name(params.name)
    if params.gender is not None:
        values["gender"] = letter_of("gender", params.gender, GENDERS)
    if params.role is not None:
        values["role"] = letter_of("role", params.role, tuple(CustomerRole))
    if params.phone is not None:
        values["phone"] = params.phone
    if params.note is not None:
        values["note"] = params.note
    return values


def _change_address(ctx: Context, found: Row[Any], email: str) -> None:
    """Another main address in the place of the one that was it; further addresses stay."""
    connection = ctx.connection
    refuse_taken(connection, email, found.id)
    if email == found.email:
        return
    connection.execute(delete(customer_email).where(customer_email.c.email == found.email))
    if connection.scalar(select(customer_email.c.email).where(customer_email.c.email == email)) is None:
        connection.execute(insert(customer_email), {"email": email, "customer_id": found.id})
