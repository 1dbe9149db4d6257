"""The reports (section 9): what happened in a range of time, computed by the server.

Dates are wire text in the server's zone, a moment or a day; a day counts whole. When `date_from` is later than
`date_to` the two are swapped [chosen]. Rows come in pages of at most 1000 unless `limitcount` says otherwise.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from console.contract.base import Commas, Count, Moment, Number, Params, Record, WireMoment
from console.contract.endpoint import ListEndpoint
from console.contract.enums import Rating
from console.contract.report_rows import (
    AgentAvailability,
    AgentReport,
    ChannelReport,
    DepartmentReport,
    PerformanceReport,
    Rank,
    SlaLogEntry,
    TagReport,
)

P = TypeVar("P", bound=Params)
M = TypeVar("M", bound=Record)

ROWS_A_PAGE = 1000
"""How many rows come when `limitcount` is absent [chosen]."""

Columns = Annotated[list[str] | None, Commas]
"""Names of columns, in any order; unknown ones are ignored."""


class ReportParams(Params):
    """The range, the columns and the page of rows."""

    date_from: str
    date_to: str
    columns: Columns = None
    limitcount: int | None = None
    limitfrom: int | None = None


class AgentsReportParams(ReportParams):
    """The department is [chosen]: nobody was seen to send it here, and it is accepted."""

    departmentid: str | None = None


class FilteredReportParams(ReportParams):
    """A report that can be about one department, one agent or both; in the performance report both are [chosen]."""

    departmentid: str | None = None
    agentid: str | None = None
    """A userid."""


class HourlyReportParams(Params):
    """The last 30 days unless a range is given; one department, one agent (userid) or both."""

    date_from: str | None = None
    date_to: str | None = None
    limitcount: int | None = None
    limitfrom: int | None = None
    departmentid: str | None = None
    agentid: str | None = None


class AvailabilityLogParams(HourlyReportParams):
    """The same with columns to choose."""

    columns: Columns = None


class RankingParams(ReportParams):
    """Ratings of one agent (userid), by one contact, of some kinds."""

    agentid: str | None = None
    contactid: str | None = None
    types: Annotated[list[Rating] | None, Commas] = None


class LoadRow(Record):
    """One hour, sampled every minute: what waited, who could serve it, what was being served."""

    date: WireMoment = Moment()
    """The beginning of the hour."""
    avgQueue: Number = None  # noqa: N815 - the wire name
    maxQueue: Number = None  # noqa: N815 - the wire name
    minQueue: Number = None  # noqa: N815 - the wire name
    avgSlots: Number = None  # noqa: N815 - the wire name
    maxSlots: Number = None  # noqa: N815 - the wire name
    minSlots: Number = None  # noqa: N815 - the wire name
    avgService: Number = None  # noqa: N815 - the wire name
    maxService: Number = None  # noqa: N815 - the wire name
    minService: Number = None  # noqa: N815 - the wire name


class ComplianceRow(Record):
    """One hour of closed SLA times; times are seconds left or over [chosen], null when there are none."""

    date: WireMoment = Moment()
    fulfilled: Count = 0
    avgFulfilledTime: Number = None  # noqa: N815 - the wire name
    maxFulfilledTime: Number = None  # noqa: N815 - the wire name
    minFulfilledTime: Number = None  # noqa: N815 - the wire name
    unfulfilled: Count = 0
    avgUnfulfilledTime: Number = None  # noqa: N815 - the wire name
    maxUnfulfilledTime: Number = None  # noqa: N815 - the wire name
    minUnfulfilledTime: Number = None  # noqa: N815 - the wire name


class AvailabilityRow(Record):
    """One hour: for how many of its minutes at least one agent was there."""

    date: WireMoment = Moment()
    mins: Count = 0
    pct: Number = None


def _report(
    number: str, name: str, title: str, path: str, params: type[P], record: type[M], envelope: str
) -> ListEndpoint[P, M]:
    return ListEndpoint(
        f"9.{number}", f"report_{name}", title, "GET", f"reports/{path}", params, record=record, envelope=envelope
    )


def _log(number: str, service: str) -> ListEndpoint[AvailabilityLogParams, AgentAvailability]:
    title = f"{service.capitalize()} Agent availability report"
    name, path = f"{service}_agents_availability", f"{service}/agentsavailability"
    return _report(number, name, title, path, AvailabilityLogParams, AgentAvailability, "agentsavailability")


def _availability(number: str, service: str) -> ListEndpoint[HourlyReportParams, AvailabilityRow]:
    title = f"{service.capitalize()} availability report"
    name, path = f"{service}_availability", f"{service}/availability"
    return _report(number, name, title, path, HourlyReportParams, AvailabilityRow, "availability")


def _load(number: str, service: str) -> ListEndpoint[HourlyReportParams, LoadRow]:
    title = f"{service.capitalize()} Load report"
    return _report(number, f"{service}_load", title, f"{service}/load", HourlyReportParams, LoadRow, "loads")


def _compliance(number: str, service: str) -> ListEndpoint[HourlyReportParams, ComplianceRow]:
    title = f"{service.capitalize()} SLA Compliance report"
    name, path = f"{service}_sla_compliance", f"{service}/slacompliance"
    return _report(number, name, title, path, HourlyReportParams, ComplianceRow, "slacompliances")


def _sla_log(number: str, service: str, word: str = "log") -> ListEndpoint[FilteredReportParams, SlaLogEntry]:
    title = f"{service.capitalize()} SLA {word} report"
    return _report(
        number, f"{service}_sla_log", title, f"{service}/slalog", FilteredReportParams, SlaLogEntry, "slalogs"
    )


AGENTS = _report("1", "agents", "Agents report", "agents", AgentsReportParams, AgentReport, "agents")
CHANNELS = _report("2", "channels", "Channels report", "channels", ReportParams, ChannelReport, "channels")
DEPARTMENTS = _report(
    "3", "departments", "Departments report", "departments", ReportParams, DepartmentReport, "departments"
)
PERFORMANCE = _report(
    "4", "performance", "Performance report", "performance", FilteredReportParams, PerformanceReport, "performance"
)
TAGS = _report("5", "tags", "Tags report", "tags", ReportParams, TagReport, "tags")

TICKETS_AGENTS_AVAILABILITY = _log("6", "tickets")
TICKETS_LOAD = _load("7", "tickets")
TICKETS_SLA_COMPLIANCE = _compliance("8", "tickets")
TICKETS_SLA_LOG = _sla_log("9", "tickets", "Log")

CHATS_AGENTS_AVAILABILITY = _log("10", "chats")
CHATS_AVAILABILITY = _availability("11", "chats")
CHATS_LOAD = _load("12", "chats")
CHATS_SLA_COMPLIANCE = _compliance("13", "chats")
CHATS_SLA_LOG = _sla_log("14", "chats")

CALLS_AGENTS_AVAILABILITY = _log("15", "calls")
CALLS_AVAILABILITY = _availability("16", "calls")
CALLS_LOAD = _load("17", "calls")
CALLS_SLA_COMPLIANCE = _compliance("18", "calls")
CALLS_SLA_LOG = _sla_log("19", "calls")

RANKING = _report("20", "ranking", "Ranking agents report", "ranking", RankingParams, Rank, "ranks")

REPORTS: tuple[ListEndpoint[Any, Any], ...] = (
    AGENTS,
    CHANNELS,
    DEPARTMENTS,
    PERFORMANCE,
    TAGS,
    TICKETS_AGENTS_AVAILABILITY,
    TICKETS_LOAD,
    TICKETS_SLA_COMPLIANCE,
    TICKETS_SLA_LOG,
    CHATS_AGENTS_AVAILABILITY,
    CHATS_AVAILABILITY,
    CHATS_LOAD,
    CHATS_SLA_COMPLIANCE,
    CHATS_SLA_LOG,
    CALLS_AGENTS_AVAILABILITY,
    CALLS_AVAILABILITY,
    CALLS_LOAD,
    CALLS_SLA_COMPLIANCE,
    CALLS_SLA_LOG,
    RANKING,
)
"""All of them, in the specification's order."""
