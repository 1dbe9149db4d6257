"""`client.reports` against the desk; what the numbers must be is in the desk's own tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from console.api.client import LiveAgentClient
from console.contract.enums import Rating
from console.contract.report_rows import AgentReport
from console.contract.reports import REPORTS
from tests.desk import small_desk as small

SUNDAY = date(2026, 3, 1)
RANGE = (SUNDAY, SUNDAY)


async def test_the_five_of_entities_and_days(client: LiveAgentClient) -> None:
    agents = {row.id: row async for row in client.reports.agents(*RANGE)}
    assert (agents[small.MIRA].answers, agents[small.MIRA].rewards) == (3, 1)
    assert {row.id for row in await client.reports.departments(*RANGE)} >= {small.BILLING, small.GENERAL}
    assert {row.channelName for row in await client.reports.channels(*RANGE)} >= {"E-mail"}
    assert {row.id for row in await client.reports.tags(*RANGE)} == {small.REFUND, small.URGENT}
    days = await client.reports.performance(date(2026, 2, 27), SUNDAY, department=small.BILLING, agent=small.OLAF)
    assert [row.date for row in days] == ["2026-02-27", "2026-02-28", "2026-03-01"]


async def test_columns_are_chosen(client: LiveAgentClient) -> None:
    rows = await client.reports.agents(*RANGE, columns=["answers", "worktime"], department=small.BILLING)
    assert all(row.model_fields_set == {"id", "answers", "worktime"} for row in rows)


async def test_moments_are_wall_times_of_the_server(client: LiveAgentClient) -> None:
    """11:20 in its zone, when Olaf answered, is 19:20 in UTC."""

    async def answers(first: datetime, last: datetime) -> int:
        return {row.id: row.answers for row in await client.reports.agents(first, last)}[small.OLAF]

    assert await answers(datetime(2026, 3, 1, 19, 0, tzinfo=UTC), datetime(2026, 3, 1, 20, 0, tzinfo=UTC)) == 1
    assert await answers(datetime(2026, 3, 1, 11, 0, tzinfo=UTC), datetime(2026, 3, 1, 12, 0, tzinfo=UTC)) == 0
    with pytest.raises(ValueError, match="needs a zone"):
        client.reports.agents(datetime(2026, 3, 1), SUNDAY)  # noqa: DTZ001 - what is refused


async def test_those_of_tickets(client: LiveAgentClient) -> None:
    hours = await client.reports.tickets.load(*RANGE, department=small.BILLING)
    assert [row.date.raw[11:13] for row in hours] == [f"{hour:02}" for hour in range(24)]
    assert len(await client.reports.tickets.sla_compliance(*RANGE, agent=small.MIRA)) == 24
    log = await client.reports.tickets.sla_log(*RANGE, columns=["code", "sla"])
    assert log
    assert all(row.model_fields_set == {"id", "code", "sla"} for row in log)
    stretches = await client.reports.tickets.agents_availability(*RANGE, agent=small.MIRA)
    assert {row.userid for row in stretches} <= {small.MIRA}


async def test_those_of_chats_and_calls(client: LiveAgentClient) -> None:
    for hours in (
        client.reports.chats.load(*RANGE),
        client.reports.chats.availability(*RANGE),
        client.reports.chats.sla_compliance(*RANGE),
        client.reports.calls.load(*RANGE),
        client.reports.calls.availability(*RANGE),
        client.reports.calls.sla_compliance(*RANGE),
    ):
        assert len(await hours) == 24
    for logs in (
        client.reports.chats.agents_availability(*RANGE),
        client.reports.chats.sla_log(*RANGE, department=small.GENERAL),
        client.reports.calls.agents_availability(*RANGE),
        client.reports.calls.sla_log(*RANGE),
    ):
        rows = await logs
        assert len({row.id for row in rows}) == len(rows)


async def test_ratings(client: LiveAgentClient) -> None:
    ranks = await client.reports.ranking(*RANGE)
    assert {rank.rankingType for rank in ranks} == {Rating.REWARD, Rating.PUNISHMENT}
    praise = await client.reports.ranking(*RANGE, types=[Rating.REWARD], agent=small.MIRA)
    assert [rank.rankingType for rank in praise] == [Rating.REWARD]
    assert await client.reports.ranking(*RANGE, contact="nobody00") == []


async def test_hours_come_in_pages_and_all_of_them(client: LiveAgentClient) -> None:
    """50 days have more than a page of hours, one of which comes twice."""
    rows = client.reports.chats.load(date(2025, 10, 1), date(2025, 11, 19))
    sizes = [len(page) async for page in rows.pages()]
    assert sizes == [1000, 201]
    hours = [row.date.raw for row in await rows]
    assert hours.count("2025-11-02 01:00:00") == 2
    some = await client.reports.chats.load(date(2025, 10, 1), date(2025, 11, 19), limit=3, offset=998)
    assert [row.date.raw for row in some] == hours[998:1001]


@pytest.mark.parametrize("name", [report.name.removeprefix("report_") for report in REPORTS])
async def test_each_by_its_name(client: LiveAgentClient, name: str) -> None:
    assert name in client.reports.names
    rows = client.reports.run(name, *RANGE)
    assert len(await rows) == len([row async for row in rows])


async def test_run_takes_what_the_report_takes(client: LiveAgentClient) -> None:
    rows = await client.reports.run("agents", *RANGE, columns=["answers"], department=small.BILLING, limit=1)
    assert isinstance(rows[0], AgentReport)
    assert len(rows) == 1
    assert await client.reports.run("ranking", *RANGE, types=[Rating.REWARD], agent=small.OLAF) == []
    with pytest.raises(ValueError, match="There is no report 'agent'; there are agents, channels"):
        client.reports.run("agent", *RANGE)
    with pytest.raises(ValueError, match="channels cannot be chosen by department or agent"):
        client.reports.run("channels", *RANGE, department="x", agent="y")
    with pytest.raises(ValueError, match="agents needs date_to"):
        client.reports.run("agents", SUNDAY)
