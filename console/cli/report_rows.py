"""The rows of a report: fetched page by page, and shown as a table, as JSON or as CSV."""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from console.contract.base import Moment, Record
from console.contract.endpoint import ListEndpoint
from console.contract.enums import Letters
from console.contract.reports import REPORTS
from console.ui.drawable import typed

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")
_DAYS_AGO = re.compile(r"(\d{1,4})d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMULA = re.compile("[\\s\"']*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was fetched."""

    name: str
    first: str
    """A day of the server's zone, or a moment."""
    last: str
    columns: Sequence[str]
    rows: Sequence[Record]

    def as_json(self) -> dict[str, object]:
        """The documented shape: numbers as numbers, times in UTC."""
        rows = [{column: _for_programs(getattr(row, column, None)) for column in self.columns} for row in self.rows]
        return {"report": self.name, "from": self.first, "to": self.last, "columns": list(self.columns), "rows": rows}

    def print_table(self, reader: Reader) -> None:
        """The rows for people."""
        if not self.rows:
            complain("There is nothing to report.")
            return
        columns = [self._column(name, place) for place, name in enumerate(self.columns)]
        cells = [[_for_people(getattr(row, column), reader) for column in self.columns] for row in self.rows]
        say(*table_lines(columns, cells, screen_width()))

    def _column(self, name: str, place: int) -> Column:
        """Names shrink. Half of a number, a time or an id says nothing: these go whole, ids first, then the last."""
        values = [getattr(row, name) for row in self.rows]
        number, identifier = all(map(_is_number, values)), name.endswith("id")
        whole = number or identifier or all(isinstance(value, Moment) or _DAY.match(str(value)) for value in values)
        rank = place + len(self.columns) if identifier else place
        return Column(name, right=number, least=0 if whole else 6, rank=rank)

    def write_csv(self) -> None:
        """The rows for a spreadsheet, which runs none of them."""
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([harmless(column) for column in self.columns])
        for row in self.rows:
            writer.writerow([harmless(_plain(getattr(row, column))) for column in self.columns])
        say_as_it_is(text.getvalue().encode())


async def fetch(options: argparse.Namespace, calls: Calls) -> Report:
    """The rows of the report that the options name."""
    endpoint, zone = _endpoint(options.name), calls.client.zone
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
    return Report(options.name, first.isoformat(), last.isoformat(), _columns(asked, rows), rows)


def columns_of(name: str) -> list[str]:
    """The columns a report can have."""
    return list(_endpoint(name).record.model_fields)


def harmless(text: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula. Numbers stay numbers, also negative ones."""
    text = typed(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _endpoint(name: str) -> ListEndpoint[Any, Any]:
    return next(one for one in REPORTS if one.name == f"report_{name.replace('-', '_')}")


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


def _columns(asked: Sequence[str] | None, rows: Sequence[Record]) -> list[str]:
    """The columns that came, in the order that was asked for, or else in the report's own."""
    came = {column: None for row in rows[:1] for column in type(row).model_fields if column in row.model_fields_set}
    return [column for column in asked if column in came] if asked else list(came)


def _date(text: str, zone: ZoneInfo) -> date | datetime:
    """A day of the server's zone, or a moment in it."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        raise CommandError(ExitCode.USAGE, f"There is no date {text}.") from None
    ago = {"today": 0, "yesterday": 1}.get(text)
    if ago is None and (days := _DAYS_AGO.fullmatch(text)):
        ago = int(days.group(1))
    if ago is None:
        message = f"{text!r} is no date; dates are 2026-11-01, '2026-11-01 10:00', today, yesterday or 7d."
        raise CommandError(ExitCode.USAGE, message)
    return (times.now().astimezone(zone) - timedelta(days=ago)).date()


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _for_programs(value: object) -> object:
    if isinstance(value, Moment):
        return times.iso(value.at) or value.raw or None
    return value


def _for_people(value: object, reader: Reader) -> str:
    match value:
        case None:
            return "-"
        case Moment():
            return reader.full(value.at)
        case float():
            return f"{value:.1f}".removesuffix(".0")
        case Letters():
            return value.word
        case _:
            return " ".join(str(value).split())


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case Moment():
            return times.iso(value.at) or value.raw
        case _:
            return str(value)
