"""Reports on one service: tickets, chats or calls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.api.budget import Priority
from console.api.dates import DayOrTime
from console.api.paging import Rows
from console.api.resources.base import Caller
from console.api.resources.report_calls import Report
from console.contract.endpoint import ListEndpoint
from console.contract.report_rows import AgentAvailability, SlaLogEntry
from console.contract.reports import (
    AvailabilityLogParams,
    AvailabilityRow,
    ComplianceRow,
    FilteredReportParams,
    HourlyReportParams,
    LoadRow,
)


@dataclass(frozen=True, slots=True)
class ServiceEndpoints:
    """The calls of one service."""

    agents_availability: ListEndpoint[AvailabilityLogParams, AgentAvailability]
    load: ListEndpoint[HourlyReportParams, LoadRow]
    sla_compliance: ListEndpoint[HourlyReportParams, ComplianceRow]
    sla_log: ListEndpoint[FilteredReportParams, SlaLogEntry]


class ServiceReports(Report):
    """Reports on a service. Those without dates are about the last 30 days; departments and agents are named by id."""

    def __init__(self, caller: Caller, endpoints: ServiceEndpoints) -> None:
        super().__init__(caller)
        self._endpoints = endpoints

    def agents_availability(
        self,
        date_from: DayOrTime | None = None,
        date_to: DayOrTime | None = None,
        *,
        columns: Iterable[str] | None = None,
        department: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[AgentAvailability]:
        """Each stretch in which an agent was online for the service in a department."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        values |= {"departmentid": department, "agentid": agent}
        return self._rows(self._endpoints.agents_availability, values, limit, offset, priority)

    def load(
        self,
        date_from: DayOrTime | None = None,
        date_to: DayOrTime | None = None,
        *,
        department: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[LoadRow]:
        """Hour by hour what waited, who could serve it and what was being served."""
        values = {"date_from": date_from, "date_to": date_to, "departmentid": department, "agentid": agent}
        return self._rows(self._endpoints.load, values, limit, offset, priority)

    def sla_compliance(
        self,
        date_from: DayOrTime | None = None,
        date_to: DayOrTime | None = None,
        *,
        department: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[ComplianceRow]:
        """Hour by hour how many SLA times were kept and missed, and by how much."""
        values = {"date_from": date_from, "date_to": date_to, "departmentid": department, "agentid": agent}
        return self._rows(self._endpoints.sla_compliance, values, limit, offset, priority)

    def sla_log(
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
    ) -> Rows[SlaLogEntry]:
        """Each SLA time that was kept or missed."""
        values = {"date_from": date_from, "date_to": date_to, "columns": columns}
        values |= {"departmentid": department, "agentid": agent}
        return self._rows(self._endpoints.sla_log, values, limit, offset, priority)


class LiveReports(ServiceReports):
    """Reports on a service that somebody has to be there for."""

    def __init__(
        self,
        caller: Caller,
        endpoints: ServiceEndpoints,
        availability: ListEndpoint[HourlyReportParams, AvailabilityRow],
    ) -> None:
        super().__init__(caller, endpoints)
        self._availability = availability

    def availability(
        self,
        date_from: DayOrTime | None = None,
        date_to: DayOrTime | None = None,
        *,
        department: str | None = None,
        agent: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        priority: Priority = Priority.OPEN,
    ) -> Rows[AvailabilityRow]:
        """Hour by hour for how many minutes at least one agent was there."""
        values = {"date_from": date_from, "date_to": date_to, "departmentid": department, "agentid": agent}
        return self._rows(self._availability, values, limit, offset, priority)
