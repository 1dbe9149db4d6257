"""The rows of a report: fetched page by page, and shown as a table, as JSON or as CSV."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from console.api.errors import NotFoundError
from console.cli import times
from console.cli.access import Calls, Reader
from console.cli.departments import find_department
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import complain, say, say_as_it_is
from console.cli.table import Column, screen_width, table_lines
from console.contract.endpoint import ListEndpoint
from console.services.report_ranges import read_day
from console.services.report_tables import ReportTable, Unit, columns_that_came, endpoint_of, in_words, is_number
from console.ui.drawable import typed

_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")


def print_table(table: ReportTable, reader: Reader) -> None:
    """The rows for people."""
    if not table.rows:
        complain("There is nothing to report.")
        return
    columns = [_column(table, name, place) for place, name in enumerate(table.columns)]
    cells = [[in_words(getattr(row, column), reader.full) for column in table.columns] for row in table.rows]
    say(*table_lines(columns, cells, screen_width()))


def _column(table: ReportTable, name: str, place: int) -> Column:
    """Names shrink. Half of a number, a time or an id says nothing: these go whole, ids first, then the last."""
    unit = table.unit(name)
    number = all(map(is_number, table.values(name)))
    rank = place + len(table.columns) if unit is Unit.IDENTIFIER else place
    return Column(name, right=number, least=6 if unit is Unit.TEXT else 0, rank=rank)


def write_csv(table: ReportTable) -> None:
    """The rows for a spreadsheet, which runs none of them."""
    say_as_it_is(table.csv_text(typed).encode())


async def fetch(options: argparse.Namespace, calls: Calls) -> ReportTable:
    """The rows of the report that the options name."""
    endpoint, zone = endpoint_of(options.name), calls.client.zone
    first, last = _date(options.start, zone), _date(options.end, zone)
    if _day(first) > _day(last) or (isinstance(first, datetime) and isinstance(last, datetime) and first > last):
        raise CommandError(ExitCode.USAGE, f"The report would end before it begins: from {first} to {last}.")
    asked = _asked_columns(options, endpoint)
    department, agent = await _whose(options, calls)
    try:
        rows = await calls.client.reports.run(
            options.name.replace("-", "_"),
            first,
            last,
            columns=asked,
            department=department,
            agent=agent,
            limit=options.limit or None,
        )
    except ValueError as error:  # the report does not know what it was asked for; its words say which
        raise CommandError(ExitCode.USAGE, str(error)) from None
    columns = columns_that_came(asked, rows)
    return ReportTable(options.name, first.isoformat(), last.isoformat(), columns, rows)


async def _whose(options: argparse.Namespace, calls: Calls) -> tuple[str | None, str | None]:
    """The ids of the department and of the agent that a report is to be about."""
    department = agent = None
    if options.department:
        department = (await find_department(calls.client, options.department, deleted=True)).departmentid
    if options.of:
        try:
            agent = (await calls.client.agents.info(options.of)).userid
        except NotFoundError:
            raise CommandError(ExitCode.NOT_FOUND, f"The server has no agent {options.of}.") from None
    return department, agent


def _asked_columns(options: argparse.Namespace, endpoint: ListEndpoint[Any, Any]) -> list[str] | None:
    """The columns that were asked for; raises `CommandError` for one that the report does not have."""
    if not options.columns:
        return None
    asked = [name.strip() for name in options.columns.split(",") if name.strip()]
    for column in asked:
        if column not in endpoint.record.model_fields:
            known = ", ".join(endpoint.record.model_fields)
            raise CommandError(ExitCode.USAGE, f"The report {options.name} has no column {column!r}; it has {known}.")
    return asked


def _date(text: str, zone: ZoneInfo) -> date | datetime:
    """A day of the server's zone, or a moment in it."""
    try:
        day = read_day(text, times.now().astimezone(zone).date())
        if day is None and _TIME.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        raise CommandError(ExitCode.USAGE, f"There is no date {text}.") from None
    if day is None:
        message = f"{text!r} is no date; dates are 2026-11-01, '2026-11-01 10:00', today, yesterday or 7d."
        raise CommandError(ExitCode.USAGE, message)
    return day


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
