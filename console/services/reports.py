"""The reports of the API: which there are, and their answers, which are kept for the session."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

from console.services.errors import ErrorKind, ServiceError
from console.services.faults import translated

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.report_ranges import DayRange
    from console.services.report_tables import ReportTable

MOST_ROWS: Final = 5_000
"""Rows of one answer; longer logs are for `lac report`."""
KEPT: Final = 40
"""Answers that are kept."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report there is, and what it can be about."""

    name: str
    title: str
    by_department: bool
    by_agent: bool
    by_columns: bool
    """Whether there are more columns than those that come by themselves."""


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What is asked for."""

    name: str
    days: DayRange
    department: str = ""
    agent: str = ""
    """A userid."""
    every_column: bool = False


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """What the server said, and when."""

    query: ReportQuery
    table: ReportTable
    asked_at: datetime
    is_cut: bool
    """Whether there may be more rows than those."""


class ReportService:
    """Runs reports in the engine. What it imports is large, and not for the first screen."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime], zone: tzinfo | None = None) -> None:
        """`zone` is the agent's, whose days are meant; the server's when absent."""
        self._engine = engine
        self._clock = clock
        self._zone = zone
        self._answers: OrderedDict[ReportQuery, ReportAnswer] = OrderedDict()

    def kinds(self) -> tuple[ReportKind, ...]:
        """All reports, in the API's order."""
        from console.contract.report_rows import ReportRow
        from console.contract.reports import REPORTS

        kinds = []
        for one in REPORTS:
            fields, record = one.params.model_fields, one.record
            default = set(record.default_columns) if issubclass(record, ReportRow) else set(record.model_fields)
            kinds.append(
                ReportKind(
                    name=one.name.removeprefix("report_"),
                    title=_sentence(one.title.removesuffix(" report")),
                    by_department="departmentid" in fields,
                    by_agent="agentid" in fields,
                    by_columns="columns" in fields and default < set(record.model_fields),
                )
            )
        return tuple(kinds)

    def known(self, query: ReportQuery) -> ReportAnswer | None:
        """The answer of this session, if there is one."""
        return self._answers.get(query)

    async def run(self, query: ReportQuery) -> ReportAnswer:
        """Ask the server. Raises `ServiceError`."""
        answer = await self._engine.run(self._run(query))
        self._answers[query] = answer
        self._answers.move_to_end(query)
        if len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        return answer

    async def _run(self, query: ReportQuery) -> ReportAnswer:
        from console.services.report_tables import ReportTable, columns_of, columns_that_came

        asked = columns_of(query.name) if query.every_column else None
        with translated():
            client = await self._engine.client()
            first, last = query.days.bounds(self._zone, client.zone)
            try:
                rows = await client.reports.run(
                    query.name,
                    first,
                    last,
                    columns=asked,
                    department=query.department or None,
                    agent=query.agent or None,
                    limit=MOST_ROWS,
                )
            except ValueError as error:  # the report does not know what it was asked for; its words say which
                raise ServiceError(ErrorKind.REFUSED, "Not possible", str(error)) from None
        name, columns = query.name.replace("_", "-"), columns_that_came(asked, rows)
        table = ReportTable(name, first.isoformat(), last.isoformat(), columns, rows)
        return ReportAnswer(query, table, self._clock(), len(rows) >= MOST_ROWS)


def _sentence(title: str) -> str:
    """A title with capitals at its beginning and in abbreviations alone."""
    first, *others = title.split()
    return " ".join([first, *(word if word.isupper() else word.lower() for word in others)])
