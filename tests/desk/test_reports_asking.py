"""What one may ask of every report: a range, a page, columns; each test goes through all reports that take it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import event

from console.contract import reports
from console.contract.endpoint import ListEndpoint
from console.contract.reports import REPORTS
from console.desk.db import Database
from tests.desk.caller import Caller
from tests.desk.reporting import every_column, report
from tests.desk.small_events import DAY

pytestmark = pytest.mark.parametrize("empty_desk", ["memory", "postgres"], indirect=True)
"""In a file SQLite reads as it does in memory."""

WITH_COLUMNS = [endpoint for endpoint in REPORTS if "columns" in endpoint.params.model_fields]
REQUIRED = [endpoint for endpoint in REPORTS if endpoint.params.model_fields["date_from"].is_required()]
OF_REPORTS = re.compile(r"^SELECT .*\sFROM (event|rating|agent|department|tag|\w+_stretch|sla_clock)\b", re.DOTALL)
"""Queries of the tables that reports read."""
LOGS = ("agentsavailability", "slalogs", "ranks")
"""Envelopes of reports that have a row for what happened only."""


async def test_a_missing_date_is_an_error(caller: Caller) -> None:
    assert len(REQUIRED) == 9
    for endpoint in REQUIRED:
        assert await caller.error("GET", endpoint.path, date_to=DAY) == (500, "parameter date_from is missing")
        empty = await caller.error("GET", endpoint.path, date_from=DAY, date_to="")
        assert empty == (500, "parameter date_to is missing")


async def test_values_that_are_not_allowed(caller: Caller) -> None:
    wrong_ones = (
        {"date_from": "yesterday"},
        {"date_to": "2026-02-30"},
        {"limitcount": "-1"},
        {"limitcount": "many"},
        {"limitfrom": "99999999999999999999"},
    )
    for endpoint in REPORTS:
        for wrong in wrong_ones:
            code, message = await caller.error("GET", endpoint.path, **{"date_from": DAY, "date_to": DAY} | wrong)
            assert code == 500
            assert next(iter(wrong)) in message


async def test_dates_in_the_wrong_order_are_swapped(caller: Caller) -> None:
    for endpoint in REPORTS:
        right = await report(caller, endpoint, date_from="2026-02-27", date_to=f"{DAY} 16:30:00")
        wrong = await report(caller, endpoint, date_from=f"{DAY} 16:30:00", date_to="2026-02-27")
        assert right == wrong != [], endpoint.name
        days = await report(caller, endpoint, date_from="2026-02-27", date_to=DAY)
        assert await report(caller, endpoint, date_from=DAY, date_to="2026-02-27") == days, endpoint.name


async def test_pages(caller: Caller) -> None:
    for endpoint in REPORTS:
        span = {"date_from": "2026-03-01 20:00:00"} if endpoint.envelope not in LOGS else {}
        everything = await report(caller, endpoint, **span)
        assert everything
        pages = []
        for first in range(0, len(everything) + 2, 2):
            page = await report(caller, endpoint, limitfrom=str(first), limitcount="2", **span)
            assert len(page) <= 2
            pages += page
        assert pages == everything, endpoint.name
        assert await report(caller, endpoint, limitcount="0", **span) == []


async def test_a_thousand_rows_unless_asked_for_more(caller: Caller) -> None:
    half_a_year = {"date_from": "2025-09-01", "date_to": "2026-03-01"}
    rows = await report(caller, reports.CALLS_LOAD, **half_a_year)
    assert len(rows) == 1000
    following = await report(caller, reports.CALLS_LOAD, limitfrom="1000", limitcount="2500", **half_a_year)
    assert len(following) == 2500
    assert str(following[0]["date"]) > str(rows[-1]["date"])


@pytest.mark.parametrize("endpoint", [reports.CALLS_LOAD, reports.PERFORMANCE], ids=lambda endpoint: endpoint.name)
async def test_more_rows_at_once_than_anybody_reads_are_refused(
    caller: Caller, endpoint: ListEndpoint[Any, Any]
) -> None:
    ages = {"date_from": "1200-01-01", "date_to": "2026-01-01"}
    code, message = await caller.error("GET", endpoint.path, limitcount="2000000000", **ages)
    assert code == 500
    assert "pages" in message
    assert len(await report(caller, endpoint, **ages)) == 1000


async def test_columns(caller: Caller) -> None:
    assert len(WITH_COLUMNS) == 12
    for endpoint in WITH_COLUMNS:
        record = endpoint.record
        without = (await report(caller, endpoint))[0]
        assert tuple(without) == record.default_columns
        last = list(record.model_fields)[-1]
        asked = await report(caller, endpoint, columns=f" {last} , nonsense,{last}")
        assert set(asked[0]) == {last} | ({"id"} & set(record.model_fields)), endpoint.name
        assert (await report(caller, endpoint, columns=""))[0] == without
        everything = (await report(caller, endpoint, columns=every_column(endpoint)))[0]
        assert list(everything) == list(record.model_fields)


async def test_a_range_in_which_nothing_happened(caller: Caller) -> None:
    for endpoint in REPORTS:
        rows = await report(caller, endpoint, date_from="2020-05-01", date_to="2020-05-01")
        assert bool(rows) is (endpoint.envelope not in LOGS), endpoint.name
        figures = {name for name in endpoint.record.model_fields if name.startswith(("answers", "avg", "fulf", "mins"))}
        for row in rows:
            assert {row[name] for name in figures & row.keys()} <= {"0", None}, endpoint.name


async def test_as_many_queries_for_many_rows_as_for_few(database: Database, caller: Caller) -> None:
    queries: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if OF_REPORTS.search(statement):  # and not of what the desk does now and then with any call
            queries.append(statement)

    with database.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        for endpoint in REPORTS:
            columns = {"columns": every_column(endpoint)} if endpoint in WITH_COLUMNS else {}
            queries.clear()
            few = await report(caller, endpoint, date_from="2020-01-01", date_to="2020-01-01", **columns)
            least = len(queries)
            many = await report(caller, endpoint, date_from="2025-12-01", date_to="2026-03-02", **columns)
            assert len(many) >= len(few)
            assert len(queries) == 2 * least, endpoint.name
            assert 1 <= least <= 5
    finally:
        event.remove(engine, "before_cursor_execute", count)


async def test_one_end_of_a_range_alone(caller: Caller) -> None:
    path, envelope = reports.CHATS_AVAILABILITY.path, reports.CHATS_AVAILABILITY.envelope

    async def dates(**parameters: str) -> list[str]:
        rows = (await caller.raw("GET", path, **parameters)).json()["response"][envelope]
        return [row["date"] for row in rows]

    since = await dates(date_from="2026-03-02 08:15:00")
    assert since == ["2026-03-02 08:00:00", "2026-03-02 09:00:00"]  # until now
    until = await dates(date_to="2026-02-01 12:59:59")
    assert (until[0], until[-1], len(until)) == ("2026-01-02 12:00:00", "2026-02-01 12:00:00", 30 * 24 + 1)
    ahead = await dates(date_to="2027-01-01")
    assert (ahead[0], ahead[-1]) == ("2026-01-31 09:00:00", "2026-03-02 09:00:00")
    assert await dates(date_from="2027-01-01") == []


async def test_dates_at_the_ends_of_the_calendar(caller: Caller) -> None:
    ends = ("0001-01-01", "0001-01-02 00:00:00", "1969-12-31", "9999-12-30", "9999-12-31", "2026-03-08 02:30:00")
    for endpoint in (reports.AGENTS, reports.PERFORMANCE, reports.TICKETS_LOAD, reports.CALLS_SLA_LOG):
        for begin in ends:
            for end in ends:
                response = await caller.raw("GET", endpoint.path, date_from=begin, date_to=end, limitcount="2")
                tree = response.json()["response"]
                assert endpoint.envelope in tree or tree["errormessage"].endswith("is not a date"), (begin, end)
