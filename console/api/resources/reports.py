"""Calls on reports: `client.reports`, with those on one service below it, such as `client.reports.tickets`."""

from __future__ import annotations

from collections.abc import Iterable

from console.api.budget import Priority
from console.api.dates import DayOrTime
from console.api.paging import Rows
from console.api.resources.base import Caller
from console.api.resources.report_calls import Report
from console.api.resources.service_reports import LiveReports, ServiceEndpoints, ServiceReports
from console.contract import reports as contract
from console.contract.base import Record
from console.contract.enums import Rating
from console.contract.report_rows import (
    AgentReport,
    ChannelReport,
    DepartmentReport,
    PerformanceReport,
    Rank,
    TagReport,
)

_PREFIX = "report_"
_REPORTS = {one.name.removeprefix(_PREFIX): one for one in contract.REPORTS}


class ReportCalls(Report):
    """What happened in a range of time, computed by the server.

    Rows come page by page with `async for`, or all at once with `await`; `limit` and `offset` choose some of them.
    `columns` names what to compute; the fields of other columns keep their defaults.
    """

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller)
        self.tickets = ServiceReports(
            caller,
            ServiceEndpoints(
                contract.TICKETS_AGENTS_AVAILABILITY,
                contract.TICKETS_LOAD,
                contract.TICKETS_SLA_COMPLIANCE,
                contract.TICKETS_SLA_LOG,
            ),
        )
        self.chats = LiveReports(
            caller,
            ServiceEndpoints(
                contract.CHATS_AGENTS_AVAILABILITY,
                contract.CHATS_LOAD,
                contract.CHATS_SLA_COMPLIANCE,
                contract.CHATS_SLA_LOG,
            ),
            contract.CHATS_AVAILABILITY,
        )
        self.calls = LiveReports(
            caller,
            ServiceEndpoints(
                contract.CALLS_AGENTS_AVAILABILITY,
                contract.CALLS_LOAD,
                contract.CALLS_SLA_COMPLIANCE,
                contract.CALLS_SLA_LOG,
            ),
            contract.CALLS_AVAILABILITY,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names that `run` takes, such as `agents` and `tickets_load`."""
        return tuple(_REPORTS)

    def agents(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        department: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[AgentReport]:
        """What each agent did. Servers may not know the department."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns, "departmentid": department}
        return self._rows(contract.AGENTS, values, limit, offset, priority)

    def channels(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[ChannelReport]:
        """What happened in each channel."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        return self._rows(contract.CHANNELS, values, limit, offset, priority)

    def departments(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[DepartmentReport]:
        """What happened in each department."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        return self._rows(contract.DEPARTMENTS, values, limit, offset, priority)

    def performance(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        department: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[PerformanceReport]:
        """What happened day by day."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        values |= {"departmentid": department, "agentid": agent}
        return self._rows(contract.PERFORMANCE, values, limit, offset, priority)

    def tags(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[TagReport]:
        """What happened to the tickets of each tag."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        return self._rows(contract.TAGS, values, limit, offset, priority)

    def ranking(
        self,
        date_from: DayOrTime,
        date_to: DayOrTime,
        *,
        columns: Iterable[str] | None = None,
        agent: str | None = None,
        contact: str | None = None,
        types: Iterable[Rating] | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[Rank]:
        """Each rating: of one agent (userid), by one contact, of some kinds."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        values |= {"agentid": agent, "contactid": contact, "types": types}
        return self._rows(contract.RANKING, values, limit, offset, priority)

    def run(
        self,
        name: str,
        date_from: DayOrTime | None = None,
        date_to: DayOrTime | None = None,
        *,
        columns: Iterable[str] | None = None,
        department: str | None = None,
        agent: str | None = None,
        contact: str | None = None,
        types: Iterable[Rating] | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[Record]:
        """A report by its name; raises ValueError, with a sentence, for what the report does not know or needs."""
        if name not in _REPORTS:
            message = f"There is no report {name!r}; there are {', '.join(_REPORTS)}."
            raise ValueError(message)
        endpoint = _REPORTS[name]
        options = {
            "date_from": date_from, "date_to": date_to, "columns": columns, "departmentid": department,
            "agentid": agent, "contactid": contact, "types": types,
        }  # fmt: skip
        given = {option: value for option, value in options.items() if value is not None}
        fields = endpoint.params.model_fields
        if unknown := [_WORDS.get(option, option) for option in given if option not in fields]:
            message = f"The report {name} cannot be chosen by {' or '.join(unknown)}."
            raise ValueError(message)
        if missing := [option for option, field in fields.items() if field.is_required() and option not in given]:
            message = f"The report {name} needs {' and '.join(missing)}."
            raise ValueError(message)
        return self._rows(endpoint, given, limit, offset, priority)


_WORDS = {"departmentid": "department", "agentid": "agent", "contactid": "contact"}
"""What `run` calls parameters of the API."""
