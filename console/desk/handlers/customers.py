"""Customers: one in full, and the groups one is in."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import WireRow
from console.contract.customers import LIST_CUSTOMER_GROUPS, READ_CUSTOMER, CustomerParams
from console.contract.enums import CustomerRole
from console.desk.context import Context
from console.desk.handling import handles
from console.desk.tables import customer_field, customer_membership, customers_group


@handles(READ_CUSTOMER)
def read_customer(ctx: Context, params: CustomerParams) -> WireRow:
    """One customer, by any of the customer's e-mails or the contact id."""
    found = ctx.find_customer(params.customeridentifier)
    registered = found.role == CustomerRole.REGISTERED.value
    fields = select(customer_field.c.code, customer_field.c.value)
    fields = fields.where(customer_field.c.customer_id == found.id).order_by(customer_field.c.id)
    return {
        "contactid": found.id,
        "email": found.email,
        "firstname": found.first_name,
        "lastname": found.last_name,
        "systemname": found.system_name,
        "authtoken": found.auth_token,
        "browsercookiename": "V_auth" if registered else "LaVisitorId",
        "role": found.role,
        "gender": found.gender,
        "userid": found.user_id,
        "datecreated": ctx.wire_time(found.created),
        "customfields": [{"code": field.code, "value": field.value} for field in ctx.connection.execute(fields)],
        "companyid": found.company_id,
        "note": found.note,
        "uniquefields": [],
    }


@handles(LIST_CUSTOMER_GROUPS)
def list_customer_groups(ctx: Context, params: CustomerParams) -> list[WireRow]:
    """The groups of a customer, by name."""
    found = ctx.find_customer(params.customeridentifier)
    query = select(customers_group.c.id, customers_group.c.name)
    query = query.join(customer_membership, customer_membership.c.group_id == customers_group.c.id)
    query = query.where(customer_membership.c.customer_id == found.id)
    query = query.order_by(customers_group.c.name, customers_group.c.id)
    return [{"groupid": row.id, "groupname": row.name} for row in ctx.connection.execute(query)]
