"""Departments: all of them, one, and the agents of one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from console.contract.base import NoParams, WireRow
from console.contract.departments import (
    LIST_DEPARTMENT_AGENTS,
    LIST_DEPARTMENTS,
    READ_DEPARTMENT,
    DepartmentParams,
)
from console.desk import presence
from console.desk.context import Context
from console.desk.errors import not_found
from console.desk.handling import handles
from console.desk.tables import agent, agent_department, department


@handles(LIST_DEPARTMENTS)
def list_departments(ctx: Context, _params: NoParams) -> list[WireRow]:
    """All departments in their order, the deleted ones marked."""
    online = presence.online_in_departments(ctx.connection)
    query = select(department).order_by(department.c.position, department.c.name, department.c.id)
    return [_department_row(row, online) for row in ctx.connection.execute(query)]


@handles(READ_DEPARTMENT)
def read_department(ctx: Context, params: DepartmentParams) -> WireRow:
    """One department, by its id."""
    row = _find_department(ctx, params.departmentid)
    return _department_row(row, presence.online_in_departments(ctx.connection, row.id))


@handles(LIST_DEPARTMENT_AGENTS)
def list_department_agents(ctx: Context, params: DepartmentParams) -> list[WireRow]:
    """The agents of a department and what each is set to do, and online for, in it."""
    row = _find_department(ctx, params.departmentid)
    query = select(agent, agent_department.c.online, agent_department.c.preset)
    query = query.join(agent_department, agent_department.c.agent_id == agent.c.id)
    query = query.where(agent_department.c.department_id == row.id)
    return [
        {
            "userid": one.id,
            "firstname": one.first_name,
            "lastname": one.last_name,
            "email": one.email,
            "onlinestatus": one.online,
            "presetstatus": one.preset,
        }
        for one in ctx.connection.execute(query.order_by(agent.c.first_name, agent.c.last_name, agent.c.id))
    ]


def _find_department(ctx: Context, identifier: str) -> Row[Any]:
    row = ctx.find_department(identifier)
    if row is None:
        kind = "department"
        raise not_found(kind, identifier)
    return row


def _department_row(row: Row[Any], online: dict[str, str]) -> WireRow:
    return {
        "departmentid": row.id,
        "name": row.name,
        "description": row.description,
        "onlinestatus": online.get(row.id, ""),
        "presetstatus": row.preset,
        "deleted": row.deleted,
    }
