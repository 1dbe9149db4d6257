"""The agents, channels, departments and tags that reports have rows for, and those reports (9.1, 9.2, 9.3, 9.5)."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import WireRow
from console.contract.enums import Channel
from console.contract.report_rows import AgentReport, ChannelReport, DepartmentReport, TagReport
from console.contract.reports import AgentsReportParams, ReportParams
from console.desk.context import Context
from console.desk.reports.activity import Entity, rows, tally_by, while_tagged, worktimes
from console.desk.reports.ranges import choose_columns, read_page, read_range
from console.desk.reports.tally import NEEDS_WORKTIME, Tally
from console.desk.tables import agent, department, event, tag, tag_stretch


def agents(ctx: Context, params: AgentsReportParams) -> list[WireRow]:
    """A row for each agent, by name."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    query = select(agent).order_by(agent.c.first_name, agent.c.last_name, agent.c.id)
    entities = [
        Entity(
            row.id,
            {"id": row.id, "contactid": row.contact_id, "firstname": row.first_name, "lastname": row.last_name},
        )
        for row in ctx.connection.execute(query.limit(page.count).offset(page.first))
    ]
    place = [] if params.departmentid is None else [event.c.department_id == params.departmentid]
    tallies = tally_by(ctx, span, event.c.agent_id, *place)
    if not NEEDS_WORKTIME.isdisjoint(choose_columns(AgentReport, params.columns)):
        worked = worktimes(ctx, span, [one.key for one in entities], params.departmentid)
        for key, seconds in worked.items():
            tallies.setdefault(key, Tally()).worktime = seconds
    return rows(AgentReport, params, entities, tallies)


def channels(ctx: Context, params: ReportParams) -> list[WireRow]:
    """A row for each channel there can be."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    entities = [Entity(one.value, {"id": one.value, "channelName": _channel_name(one)}) for one in Channel]
    return rows(ChannelReport, params, entities[page.rows], tally_by(ctx, span, event.c.channel))


def departments(ctx: Context, params: ReportParams) -> list[WireRow]:
    """A row for each department in the order of departments, the deleted ones too: they have had work to do."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    query = select(department.c.id, department.c.name)
    query = query.order_by(department.c.position, department.c.name, department.c.id)
    entities = [
        Entity(row.id, {"id": row.id, "departmentName": row.name})
        for row in ctx.connection.execute(query.limit(page.count).offset(page.first))
    ]
    return rows(DepartmentReport, params, entities, tally_by(ctx, span, event.c.department_id))


def tags(ctx: Context, params: ReportParams) -> list[WireRow]:
    """A row for each tag, by name; what happens while a tag is on a ticket counts."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    query = select(tag.c.id, tag.c.name).order_by(tag.c.name, tag.c.id).limit(page.count).offset(page.first)
    entities = [
        Entity(row.id, {"id": row.id, "tagName": row.name}) for row in ctx.connection.execute(query)
    ]  # fmt: skip
    return rows(TagReport, params, entities, tally_by(ctx, span, tag_stretch.c.tag_id, *while_tagged()))


def _channel_name(channel: Channel) -> str:
    return "E-mail" if channel is Channel.EMAIL else channel.word.capitalize()
