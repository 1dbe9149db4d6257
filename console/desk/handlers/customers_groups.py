"""Customers groups: all of them, and one with its colours."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import NoParams, WireRow
from console.contract.customers_groups import LIST_GROUPS, READ_GROUP, GroupParams
from console.desk.context import Context
from console.desk.errors import not_found
from console.desk.handling import handles
from console.desk.tables import customers_group


@handles(READ_GROUP)
def read_group(ctx: Context, params: GroupParams) -> WireRow:
    """One group, by its id."""
    row = ctx.connection.execute(select(customers_group).where(customers_group.c.id == params.groupid)).first()
    if row is None:
        kind = "customers group"
        raise not_found(kind, params.groupid)
    return {"id": row.id, "name": row.name, "color": row.color, "bg_color": row.bg_color}


@handles(LIST_GROUPS)
def list_groups(ctx: Context, _params: NoParams) -> list[WireRow]:
    """All groups, by name."""
    query = select(customers_group.c.id, customers_group.c.name)
    query = query.order_by(customers_group.c.name, customers_group.c.id)
    return [{"id": row.id, "name": row.name} for row in ctx.connection.execute(query)]
