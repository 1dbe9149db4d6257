"""What a report is asked for: a range of time, a page of rows, some columns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from console.contract.report_rows import ReportRow
from console.contract.reports import ROWS_A_PAGE
from console.desk import dates
from console.desk.context import Context
from console.desk.values import row_count

DEFAULT_RANGE = timedelta(days=30)
"""How far back a report goes that needs no range."""

_DAY_LENGTH = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Range:
    """From a second to a later one, both in it (UTC epoch); nothing is in one that ends before it begins."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the rows are wanted: so many from this one on."""

    first: int
    count: int

    @property
    def rows(self) -> slice:
        """The same as a slice."""
        return slice(self.first, self.first + self.count)


def read_range(ctx: Context, date_from: str | None, date_to: str | None) -> Range:
    """The range of two parameters: a day counts whole, and two in the wrong order are swapped.

    Without an end it ends now. Without a beginning it begins 30 days ago, or 30 days before an end that is further
    away.
    """
    last = ctx.now() if date_to is None else _last(ctx, "date_to", date_to)
    if date_from is None:
        return Range(min(ctx.now(), last) - int(DEFAULT_RANGE.total_seconds()), last)
    first = dates.read_span("date_from", date_from, ctx.zone).first
    if date_to is not None and first > last:
        return Range(dates.read_span("date_to", date_to, ctx.zone).first, _last(ctx, "date_from", date_from))
    return Range(first, last)


def read_page(limitfrom: int | None, limitcount: int | None) -> Page:
    """The page of two parameters."""
    first = row_count("limitfrom", 0 if limitfrom is None else limitfrom)
    return Page(first, row_count("limitcount", ROWS_A_PAGE if limitcount is None else limitcount))


def choose_columns(record: type[ReportRow], asked: Collection[str] | None) -> list[str]:
    """The columns of a report's rows, in their usual order: those that were asked for, and `id` always."""
    wanted = {"id", *(asked or record.default_columns)}
    return [name for name in record.model_fields if name in wanted]


def _last(ctx: Context, name: str, raw: str) -> int:
    text = raw.strip()
    return dates.read_span(name, f"{text} 23:59:59" if len(text) == _DAY_LENGTH else text, ctx.zone).last
