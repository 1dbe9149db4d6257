"""What agents, channels, departments, days and tags had to do with (9.1 to 9.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, or_, select

from console.contract.base import WireRow
from console.contract.report_rows import ReportRow
from console.contract.reports import ReportParams
from console.desk.context import Context
from console.desk.events.stretches import overlapping
from console.desk.reports import figures
from console.desk.reports.ranges import Range, choose_columns
from console.desk.reports.tally import MEASURES, NO_TALLY, Sums, Tally
from console.desk.tables import event, online_stretch, tag_stretch


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom or what a row is about: the key of its events, and the columns that name it."""

    key: str
    names: Mapping[str, str | None] = field(default_factory=dict)


def rows(
    record: type[ReportRow], params: ReportParams, entities: Iterable[Entity], tallies: Mapping[str, Tally]
) -> list[WireRow]:
    """A row for each entity, with the columns that were asked for; zeros for one to which nothing happened."""
    columns = choose_columns(record, params.columns)
    found: list[WireRow] = []
    for one in entities:
        tally = tallies.get(one.key, NO_TALLY)
        found.append(
            {name: one.names[name] if name in one.names else figures.text(MEASURES[name](tally)) for name in columns}
        )
    return found


def tally_by(
    ctx: Context, span: Range, group: ColumnElement[str], *conditions: ColumnElement[bool]
) -> dict[str, Tally]:
    """The events of a range by a column of theirs, in one query."""
    sums = (func.count(), func.count(event.c.seconds), func.sum(event.c.seconds), func.sum(event.c.business))
    query = select(group, event.c.kind, *sums).where(event.c.at.between(span.first, span.last), *conditions)
    found: dict[str, Tally] = {}
    for key, kind, count, timed, seconds, business in ctx.connection.execute(query.group_by(group, event.c.kind)):
        found.setdefault(key, Tally()).add(kind, Sums(count, timed, int(seconds or 0), int(business or 0)))
    return found


def while_tagged() -> tuple[ColumnElement[bool], ...]:
    """Conditions that join an event with the tags that were on its conversation just then."""
    marks = tag_stretch.c
    return (
        marks.conversation_id == event.c.conversation_id,
        marks.from_at <= event.c.at,
        or_(marks.to_at.is_(None), marks.to_at > event.c.at),
    )


def worktimes(ctx: Context, span: Range, agents: Sequence[str], department_id: str | None) -> dict[str, int]:
    """Seconds of a range that each of these agents was online, for whatever and wherever, each second once."""
    row = online_stretch.c
    query = select(row.agent_id, row.from_at, row.to_at).where(overlapping(online_stretch, span.first, span.last))
    if department_id is not None:
        query = query.where(row.department_id == department_id)
    end = min(span.last + 1, max(ctx.now(), span.first))
    worked = dict.fromkeys(agents, 0)
    until = dict.fromkeys(agents, span.first)
    for agent_id, from_at, to_at in ctx.connection.execute(query.order_by(row.from_at)):
        if agent_id in worked:
            begin, finish = max(from_at, until[agent_id]), end if to_at is None else min(to_at, end)
            worked[agent_id] += max(0, finish - begin)
            until[agent_id] = max(until[agent_id], finish)
    return worked
