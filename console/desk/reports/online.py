"""The log of being online (9.6, 9.10, 9.15): one row for each stretch of an agent in a department."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import WireRow
from console.contract.enums import OnlineService
from console.contract.report_rows import AgentAvailability
from console.contract.reports import AvailabilityLogParams
from console.desk.context import Context
from console.desk.events.stretches import overlapping
from console.desk.reports import figures
from console.desk.reports.ranges import choose_columns, read_page, read_range
from console.desk.tables import agent, department, online_stretch


def agents_availability(ctx: Context, params: AvailabilityLogParams, service: OnlineService) -> list[WireRow]:
    """The stretches that reach into the range, whole, oldest first."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    row = online_stretch.c
    names = (agent.c.first_name, agent.c.last_name, agent.c.contact_id, department.c.name)
    query = select(online_stretch, *names).join(agent, agent.c.id == row.agent_id)
    query = query.join(department, department.c.id == row.department_id)
    query = query.where(row.service == service.value, overlapping(online_stretch, span.first, span.last))
    if params.departmentid is not None:
        query = query.where(row.department_id == params.departmentid)
    if params.agentid is not None:
        query = query.where(row.agent_id == params.agentid)
    query = query.order_by(row.from_at, row.id).limit(page.count).offset(page.first)
    columns = choose_columns(AgentAvailability, params.columns)
    rows: list[WireRow] = []
    for one in ctx.connection.execute(query):
        seconds = (ctx.now() if one.to_at is None else one.to_at) - one.from_at
        full: WireRow = {
            "id": str(one.id),
            "userid": one.agent_id,
            "firstname": one.first_name,
            "lastname": one.last_name,
            "contactid": one.contact_id,
            "departmentid": one.department_id,
            "department_name": one.name,
            "hours_online": figures.text(max(0, seconds) / 3600),
            "from_date": ctx.wire_time(one.from_at),
            "to_date": ctx.wire_time(one.to_at),
        }
        rows.append({name: full[name] for name in columns})
    return rows
