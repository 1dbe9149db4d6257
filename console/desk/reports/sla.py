"""SLA times that were closed: the compliance by the hour and the log (9.8, 9.9 and those of chats and calls)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from console.contract.base import WireRow
from console.contract.enums import OnlineService
from console.contract.report_rows import SlaLogEntry
from console.contract.reports import FilteredReportParams, HourlyReportParams
from console.desk.context import Context
from console.desk.reports import figures
from console.desk.reports.hourly import HOUR, read_hours
from console.desk.reports.ranges import Range, choose_columns, read_page, read_range
from console.desk.tables import agent, conversation, customer, department, sla_clock, sla_level


def compliance(ctx: Context, params: HourlyReportParams, service: OnlineService) -> list[WireRow]:
    """How many times were kept and missed in each hour, and by how much, oldest first."""
    span = read_range(ctx, params.date_from, params.date_to)
    hours = read_hours(ctx, span, read_page(params.limitfrom, params.limitcount))
    kept: list[list[int]] = [[] for _ in hours.starts]
    missed: list[list[int]] = [[] for _ in hours.starts]
    query = select(sla_clock.c.closed, sla_clock.c.due).where(*_conditions(params, service, hours.span))
    for closed, due in ctx.connection.execute(query) if hours.starts else ():
        number = (closed - hours.starts[0]) // HOUR
        (kept if closed <= due else missed)[number].append(abs(due - closed))
    return [
        {"date": ctx.wire_time(start), **_four("fulfilled", left), **_four("unfulfilled", over)}
        for start, left, over in zip(hours.starts, kept, missed, strict=True)
    ]


def log(ctx: Context, params: FilteredReportParams, service: OnlineService) -> list[WireRow]:
    """The times that were closed in the range, oldest first."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    clock = sla_clock.c
    query = select(
        sla_clock,
        conversation.c.code,
        department.c.name.label("place"),
        sla_level.c.name.label("level"),
        agent.c.first_name.label("agent_first"),
        agent.c.last_name.label("agent_last"),
        customer.c.first_name.label("requester_first"),
        customer.c.last_name.label("requester_last"),
    )
    query = query.join(conversation, conversation.c.id == clock.conversation_id)
    query = query.outerjoin(department, department.c.id == clock.department_id)
    query = query.outerjoin(sla_level, sla_level.c.id == clock.level_id)
    query = query.outerjoin(agent, agent.c.id == clock.agent_id)
    query = query.outerjoin(customer, customer.c.id == clock.customer_id)
    query = query.where(*_conditions(params, service, span)).order_by(clock.closed, clock.id)
    columns = choose_columns(SlaLogEntry, params.columns)
    found = ctx.connection.execute(query.limit(page.count).offset(page.first))
    entries = (_entry(ctx, one) for one in found)
    return [{name: full[name] for name in columns} for full in entries]


def _entry(ctx: Context, one: Row[Any]) -> WireRow:
    """All columns of a time that was closed."""
    closed, due = ctx.wire_time(one.closed), ctx.wire_time(one.due)
    return {
        "id": str(one.id),
        "conversationid": one.conversation_id,
        "code": one.code,
        "departmentid": one.department_id,
        "department_name": one.place,
        "levelid": one.level_id,
        "sla_level_name": one.level,
        "sla": str(one.due - one.closed),
        "date_created": ctx.wire_time(one.opened),
        "date_closed": closed,
        "server_date_closed": closed,
        "date_due": due,
        "server_date_due": due,
        "sla_level_id": one.level_id,
        "agentid": one.agent_id,
        "agent_firstname": one.agent_first,
        "agent_lastname": one.agent_last,
        "req_contactid": one.customer_id,
        "req_firstname": one.requester_first,
        "req_lastname": one.requester_last,
    }


def _four(word: str, seconds: Sequence[int]) -> dict[str, str | None]:
    """How many, and average, maximum and minimum; nulls when there are none."""
    average = figures.share(sum(seconds), len(seconds))
    three = {"avg": average, "max": max(seconds, default=None), "min": min(seconds, default=None)}
    times = {f"{which}{word.capitalize()}Time": figures.text(value) for which, value in three.items()}
    return {word: str(len(seconds)), **times}


def _conditions(
    params: FilteredReportParams | HourlyReportParams, service: OnlineService, span: Range
) -> list[ColumnElement[bool]]:
    clock = sla_clock.c
    conditions = [clock.service == service.value, clock.closed.between(span.first, span.last)]
    if params.departmentid is not None:
        conditions.append(clock.department_id == params.departmentid)
    if params.agentid is not None:
        conditions.append(clock.agent_id == params.agentid)
    return conditions
