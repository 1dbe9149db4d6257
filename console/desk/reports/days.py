"""The performance report (9.4): one row for each day of the server's zone."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, select

from console.contract.base import WireRow
from console.contract.report_rows import PerformanceReport
from console.contract.reports import FilteredReportParams
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.reports.activity import Entity, rows
from console.desk.reports.ranges import Page, Range, read_page, read_range
from console.desk.reports.tally import Sums, Tally
from console.desk.tables import event

MOST_DAYS = 20_000
"""More days than that in one answer are refused: they are asked for in pages."""


def performance(ctx: Context, params: FilteredReportParams) -> list[WireRow]:
    """A row for each day of the range, oldest first."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    days, following = _days(ctx, span, page)
    conditions = []
    if params.departmentid is not None:
        conditions.append(event.c.department_id == params.departmentid)
    if params.agentid is not None:
        conditions.append(event.c.agent_id == params.agentid)
    entities = [Entity(day.isoformat(), {"date": day.isoformat()}) for day in days]
    return rows(PerformanceReport, params, entities, _tally(ctx, span, days, following, conditions))


def _days(ctx: Context, span: Range, page: Page) -> tuple[list[date], date | None]:
    """The days of a page, and the one after them if the range has it."""
    first, last = (
        datetime.fromtimestamp(moment, UTC).astimezone(ctx.zone).date() for moment in (span.first, span.last)
    )
    numbers = range(max(0, (last - first).days + 1))[page.rows]
    if len(numbers) > MOST_DAYS:
        message = f"more than {MOST_DAYS} days at once; ask for them in pages"
        raise refused(message)
    days = [first + timedelta(days=number) for number in numbers]
    return days, days[-1] + timedelta(days=1) if days and days[-1] < last else None


def _tally(
    ctx: Context, span: Range, days: list[date], following: date | None, conditions: list[ColumnElement[bool]]
) -> dict[str, Tally]:
    """The events by day. Days are of the zone and differ in length, so they are told apart here and not in SQL."""
    if not days:
        return {}
    starts = [_begin(ctx, day) for day in days]
    tallies = [Tally() for _ in days]
    last = span.last if following is None else _begin(ctx, following) - 1
    query = select(event.c.at, event.c.kind, event.c.seconds, event.c.business)
    query = query.where(event.c.at.between(max(span.first, starts[0]), last), *conditions)
    for at, kind, seconds, business in ctx.connection.execute(query):
        timed = seconds is not None
        tallies[bisect_right(starts, at) - 1].add(kind, Sums(1, int(timed), seconds or 0, business or 0))
    return {day.isoformat(): tally for day, tally in zip(days, tallies, strict=True)}


def _begin(ctx: Context, day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ctx.zone).timestamp())
