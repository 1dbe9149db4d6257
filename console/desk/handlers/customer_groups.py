"""Customers: the groups one is in, by their names."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from console.contract.base import WireRow
from console.contract.customers import (
    ADD_CUSTOMER_TO_GROUP,
    LIST_CUSTOMER_GROUPS,
    REMOVE_CUSTOMER_FROM_GROUP,
    CustomerGroupParams,
    CustomerParams,
)
from console.contract.customers_groups import CreateGroupParams
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.labels import CUSTOMERS_GROUPS
from console.desk.tables import customer_membership, customers_group


@handles(REMOVE_CUSTOMER_FROM_GROUP)
def remove_customer_from_group(ctx: Context, params: CustomerGroupParams) -> WireRow:
    """Take a customer out of a group that exists, whether in it or not."""
    found = ctx.find_customer(params.customeridentifier)
    pair = {"customer_id": found.id, "group_id": _group_id(ctx, params.name)}
    ctx.connection.execute(delete(customer_membership).filter_by(**pair))
    return ACKNOWLEDGED


@handles(LIST_CUSTOMER_GROUPS)
def list_customer_groups(ctx: Context, params: CustomerParams) -> list[WireRow]:
    """The groups of a customer, by name."""
    found = ctx.find_customer(params.customeridentifier)
    query = select(customers_group.c.id, customers_group.c.name)
    query = query.join(customer_membership, customer_membership.c.group_id == customers_group.c.id)
    query = query.where(customer_membership.c.customer_id == found.id)
    query = query.order_by(customers_group.c.name, customers_group.c.id)
    return [{"groupid": key, "groupname": name} for key, name in ctx.connection.execute(query).all()]


@handles(ADD_CUSTOMER_TO_GROUP)
def add_customer_to_group(ctx: Context, params: CustomerGroupParams) -> WireRow:
    """Put a customer into a group, which is made when there is none of the name; once more is as good as once."""
    found = ctx.find_customer(params.customeridentifier)
    if CUSTOMERS_GROUPS.find(ctx.connection, params.name) is None:
        CUSTOMERS_GROUPS.create(ctx.connection, CreateGroupParams(name=params.name))
    pair = {"customer_id": found.id, "group_id": _group_id(ctx, params.name)}
    known = select(customer_membership.c.group_id).filter_by(**pair)
    if ctx.connection.scalar(known) is None:
        ctx.connection.execute(insert(customer_membership), pair)
    return ACKNOWLEDGED


def _group_id(ctx: Context, name: str) -> str:
    group = CUSTOMERS_GROUPS.find(ctx.connection, name)
    if group is None:
        message = f"customers group {name} does not exist"
        raise refused(message)
    found: str = group.id
    return found
