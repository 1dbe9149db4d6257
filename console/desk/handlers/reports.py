"""The reports (section 9): which function computes which."""

from __future__ import annotations

from console.contract import reports
from console.contract.base import WireRow
from console.contract.reports import (
    AgentsReportParams,
    AvailabilityLogParams,
    FilteredReportParams,
    HourlyReportParams,
    RankingParams,
    ReportParams,
)
from console.desk.context import Context
from console.desk.handling import handles
from console.desk.reports import days, entities, load, online, ranking, sla


@handles(reports.AGENTS)
def report_agents(ctx: Context, params: AgentsReportParams) -> list[WireRow]:
    """What each agent did."""
    return entities.agents(ctx, params)


@handles(reports.CHANNELS)
def report_channels(ctx: Context, params: ReportParams) -> list[WireRow]:
    """What happened in each channel."""
    return entities.channels(ctx, params)


@handles(reports.DEPARTMENTS)
def report_departments(ctx: Context, params: ReportParams) -> list[WireRow]:
    """What happened in each department."""
    return entities.departments(ctx, params)


@handles(reports.PERFORMANCE)
def report_performance(ctx: Context, params: FilteredReportParams) -> list[WireRow]:
    """What happened on each day."""
    return days.performance(ctx, params)


@handles(reports.TAGS)
def report_tags(ctx: Context, params: ReportParams) -> list[WireRow]:
    """What happened while each tag was on."""
    return entities.tags(ctx, params)


@handles(reports.TICKETS_AGENTS_AVAILABILITY)
def report_tickets_agents_availability(ctx: Context, params: AvailabilityLogParams) -> list[WireRow]:
    """Who was online for tickets when."""
    return online.agents_availability(ctx, params, load.TICKETS.letter)


@handles(reports.TICKETS_LOAD)
def report_tickets_load(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """What tickets waited and were served in each hour."""
    return load.load(ctx, params, load.TICKETS)


@handles(reports.TICKETS_SLA_COMPLIANCE)
def report_tickets_sla_compliance(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """How promises about tickets were kept in each hour."""
    return sla.compliance(ctx, params, load.TICKETS.letter)


@handles(reports.TICKETS_SLA_LOG)
def report_tickets_sla_log(ctx: Context, params: FilteredReportParams) -> list[WireRow]:
    """Every promise about tickets that was kept or missed."""
    return sla.log(ctx, params, load.TICKETS.letter)


@handles(reports.CHATS_AGENTS_AVAILABILITY)
def report_chats_agents_availability(ctx: Context, params: AvailabilityLogParams) -> list[WireRow]:
    """Who was online for chats when."""
    return online.agents_availability(ctx, params, load.CHATS.letter)


@handles(reports.CHATS_AVAILABILITY)
def report_chats_availability(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """How much of each hour somebody was there for chats."""
    return load.availability(ctx, params, load.CHATS)


@handles(reports.CHATS_LOAD)
def report_chats_load(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """What chats waited and were served in each hour."""
    return load.load(ctx, params, load.CHATS)


@handles(reports.CHATS_SLA_COMPLIANCE)
def report_chats_sla_compliance(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """How promises about chats were kept in each hour."""
    return sla.compliance(ctx, params, load.CHATS.letter)


@handles(reports.CHATS_SLA_LOG)
def report_chats_sla_log(ctx: Context, params: FilteredReportParams) -> list[WireRow]:
    """Every promise about chats that was kept or missed."""
    return sla.log(ctx, params, load.CHATS.letter)


@handles(reports.CALLS_AGENTS_AVAILABILITY)
def report_calls_agents_availability(ctx: Context, params: AvailabilityLogParams) -> list[WireRow]:
    """Who was online for calls when."""
    return online.agents_availability(ctx, params, load.CALLS.letter)


@handles(reports.CALLS_AVAILABILITY)
def report_calls_availability(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """How much of each hour somebody was there for calls."""
    return load.availability(ctx, params, load.CALLS)


@handles(reports.CALLS_LOAD)
def report_calls_load(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """What calls waited and were served in each hour."""
    return load.load(ctx, params, load.CALLS)


@handles(reports.CALLS_SLA_COMPLIANCE)
def report_calls_sla_compliance(ctx: Context, params: HourlyReportParams) -> list[WireRow]:
    """How promises about calls were kept in each hour."""
    return sla.compliance(ctx, params, load.CALLS.letter)


@handles(reports.CALLS_SLA_LOG)
def report_calls_sla_log(ctx: Context, params: FilteredReportParams) -> list[WireRow]:
    """Every promise about calls that was kept or missed."""
    return sla.log(ctx, params, load.CALLS.letter)


@handles(reports.RANKING)
def report_ranking(ctx: Context, params: RankingParams) -> list[WireRow]:
    """What customers thought of agents."""
    return ranking.ranking(ctx, params)
