"""What waited and who was there, hour by hour: the load and availability reports of all services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from console.contract.base import WireRow
from console.contract.enums import OnlineService
from console.contract.reports import HourlyReportParams
from console.desk.context import Context
from console.desk.events import Load
from console.desk.events.stretches import overlapping
from console.desk.reports import figures
from console.desk.reports.hourly import MINUTES, Hours, Lasting, read_hours
from console.desk.reports.ranges import Range, read_page, read_range
from console.desk.tables import agent, load_stretch, online_stretch


@dataclass(frozen=True, slots=True)
class Service:
    """What makes up the load of one service."""

    letter: OnlineService
    queue: Load
    running: Load


TICKETS = Service(OnlineService.TICKETS, Load.TICKET, Load.TICKET)
CHATS = Service(OnlineService.CHAT, Load.CHAT_QUEUE, Load.CHAT)
CALLS = Service(OnlineService.PHONE, Load.CALL_QUEUE, Load.CALL)


def load(ctx: Context, params: HourlyReportParams, service: Service) -> list[WireRow]:
    """The queue, the slots and what is being served, for each hour, oldest first."""
    hours = _hours(ctx, params)
    slots = _slots(ctx, params, service, hours.span)
    samples = zip(
        hours.starts,
        hours.sample(_loads(ctx, params, service.queue, hours.span)),
        hours.sample(slots),
        hours.sample(_loads(ctx, params, service.running, hours.span, served=True)),
        strict=True,
    )
    return [
        {
            "date": ctx.wire_time(start),
            **_three("Queue", queue),
            **_three("Slots", there),
            **_three("Service", served),
        }
        for start, queue, there, served in samples
    ]


def availability(ctx: Context, params: HourlyReportParams, service: Service) -> list[WireRow]:
    """For how many minutes of each hour at least one agent was there, oldest first."""
    hours = _hours(ctx, params)
    samples = hours.sample((from_at, to_at, 1) for _, from_at, to_at, _ in _online(ctx, params, service, hours.span))
    rows: list[WireRow] = []
    for start, there in zip(hours.starts, samples, strict=True):
        minutes = sum(1 for agents in there if agents)
        rows.append({"date": ctx.wire_time(start), "mins": str(minutes), "pct": figures.text(100 * minutes / MINUTES)})
    return rows


def _hours(ctx: Context, params: HourlyReportParams) -> Hours:
    span = read_range(ctx, params.date_from, params.date_to)
    return read_hours(ctx, span, read_page(params.limitfrom, params.limitcount))


def _three(name: str, values: Sequence[int]) -> dict[str, str | None]:
    """Average, maximum and minimum; nulls when no minute was sampled."""
    average = figures.share(sum(values), len(values))
    three = {"avg": average, "max": max(values, default=None), "min": min(values, default=None)}
    return {f"{which}{name}": figures.text(value) for which, value in three.items()}


def _loads(
    ctx: Context, params: HourlyReportParams, kind: Load, span: Range, *, served: bool = False
) -> Iterator[Lasting]:
    """What lasted; for tickets, what is served is what an agent has."""
    row = load_stretch.c
    query = select(row.from_at, row.to_at).where(row.load == kind.value, *_conditions(params, load_stretch, span))
    if served:
        query = query.where(row.agent_id.is_not(None))
    return ((from_at, to_at, 1) for from_at, to_at in ctx.connection.execute(query))


def _slots(ctx: Context, params: HourlyReportParams, service: Service, span: Range) -> Iterator[Lasting]:
    """Each agent who is there counts once, however many departments that is in; for chats with all slots."""
    for _, stretches in groupby(_online(ctx, params, service, span), key=lambda stretch: stretch[0]):
        until: int | None = 0
        for _, from_at, to_at, slots in stretches:
            if until is None or (to_at is not None and to_at <= until):
                continue
            yield max(from_at, until), to_at, slots if service is CHATS else 1
            until = to_at


def _online(ctx: Context, params: HourlyReportParams, service: Service, span: Range) -> Sequence[Any]:
    """Who was online when: agent, beginning, end, chat slots; by agent, oldest first."""
    row = online_stretch.c
    query = select(row.agent_id, row.from_at, row.to_at, agent.c.chat_slots).join(agent, agent.c.id == row.agent_id)
    query = query.where(row.service == service.letter.value, *_conditions(params, online_stretch, span))
    return ctx.connection.execute(query.order_by(row.agent_id, row.from_at)).all()


def _conditions(params: HourlyReportParams, stretches: Table, span: Range) -> list[ColumnElement[bool]]:
    conditions = [overlapping(stretches, span.first, span.last)]
    if params.departmentid is not None:
        conditions.append(stretches.c.department_id == params.departmentid)
    if params.agentid is not None:
        conditions.append(stretches.c.agent_id == params.agentid)
    return conditions
