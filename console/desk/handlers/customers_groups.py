"""Customers groups: all of them, one with its colours, and making, changing and deleting one."""

from __future__ import annotations

from console.contract.base import NoParams, WireRow
from console.contract.customers_groups import (
    CHANGE_GROUP,
    CREATE_GROUP,
    DELETE_GROUP,
    LIST_GROUPS,
    READ_GROUP,
    ChangeGroupParams,
    CreateGroupParams,
    GroupParams,
)
from console.desk.context import Context
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.labels import CUSTOMERS_GROUPS, label_row


@handles(DELETE_GROUP)
def delete_group(ctx: Context, params: GroupParams) -> WireRow:
    """Delete a group; its customers stay."""
    CUSTOMERS_GROUPS.delete(ctx.connection, params.groupid)
    return ACKNOWLEDGED


@handles(READ_GROUP)
def read_group(ctx: Context, params: GroupParams) -> WireRow:
    """One group, by its id."""
    return label_row(CUSTOMERS_GROUPS.read(ctx.connection, params.groupid))


@handles(LIST_GROUPS)
def list_groups(ctx: Context, _params: NoParams) -> list[WireRow]:
    """All groups, by name."""
    return CUSTOMERS_GROUPS.rows(ctx.connection)


@handles(CREATE_GROUP)
def create_group(ctx: Context, params: CreateGroupParams) -> WireRow:
    """A new group, whose name no other one has."""
    return ACKNOWLEDGED | CUSTOMERS_GROUPS.create(ctx.connection, params)


@handles(CHANGE_GROUP)
def change_group(ctx: Context, params: ChangeGroupParams) -> WireRow:
    """Another name or colour; what is not named stays."""
    CUSTOMERS_GROUPS.change(ctx.connection, params.groupid, params)
    return ACKNOWLEDGED
