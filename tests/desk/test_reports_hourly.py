"""Load, availability and compliance hour by hour: worked out by hand from small_events, also when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from console.contract import reports
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.tables import load_stretch, online_stretch, sla_clock
from tests.desk.caller import Caller, Clock
from tests.desk.reporting import Rows, report
from tests.desk.small_desk import BILLING, GENERAL, MIRA, NOW, OLAF, OPEN, YUKI
from tests.desk.small_events import DAY, lasting, local, online

pytestmark = pytest.mark.parametrize("empty_desk", ["memory", "postgres"], indirect=True)
"""In a file SQLite reads as it does in memory."""

SUNDAY = [f"{DAY} {hour:02}:00:00" for hour in range(24)]


def at(rows: Rows, hour: int) -> dict[str, str | None]:
    """The row of an hour of the Sunday, without its date."""
    (row,) = [row for row in rows if row["date"] == SUNDAY[hour]]
    return {name: value for name, value in row.items() if name != "date"}


def three(name: str, average: str, most: str, least: str) -> dict[str, str]:
    """Average, maximum and minimum of an hour."""
    return {f"avg{name}": average, f"max{name}": most, f"min{name}": least}


async def test_load_of_tickets(caller: Caller) -> None:
    rows = await report(caller, reports.TICKETS_LOAD)
    assert [row["date"] for row in rows] == SUNDAY
    # One ticket has waited for weeks, with nobody.
    assert at(rows, 7) == {**three("Queue", "1", "1", "1"), **three("Slots", "0", "0", "0")} | three(
        "Service", "0", "0", "0"
    )
    # From 08:00 A waits too, from 08:10 on with Mira: 50 minutes of 60. She is there once, though in two departments.
    assert at(rows, 8) == {**three("Queue", "2", "2", "2"), **three("Slots", "1", "1", "1")} | three(
        "Service", "0.83", "1", "0"
    )
    # Until 09:30, half the hour.
    assert at(rows, 9) == {**three("Queue", "1.5", "2", "1"), **three("Slots", "1", "1", "1")} | three(
        "Service", "0.5", "1", "0"
    )
    # From 11:00 to 11:20, a third of the hour; Olaf is there as well.
    assert at(rows, 11) == {**three("Queue", "1.33", "2", "1"), **three("Slots", "2", "2", "2")} | three(
        "Service", "0.33", "1", "0"
    )
    # Mira is gone, Olaf until 12:30.
    assert at(rows, 12) | three("Queue", "1", "1", "1") == at(rows, 12)
    assert at(rows, 12) | three("Slots", "0.5", "1", "0") == at(rows, 12)


async def test_load_of_a_department_and_of_an_agent(caller: Caller) -> None:
    billing = at(await report(caller, reports.TICKETS_LOAD, departmentid=BILLING), 13)
    # B: with nobody until 13:30, then with Olaf. Mira is there.
    assert billing == {**three("Queue", "1", "1", "1"), **three("Slots", "1", "1", "1")} | three(
        "Service", "0.5", "1", "0"
    )
    olaf = at(await report(caller, reports.TICKETS_LOAD, agentid=OLAF), 13)
    assert olaf == {**three("Queue", "0.5", "1", "0"), **three("Slots", "0", "0", "0")} | three(
        "Service", "0.5", "1", "0"
    )
    assert at(await report(caller, reports.TICKETS_LOAD, departmentid=GENERAL), 13) == {
        **three("Queue", "0", "0", "0"),
        **three("Slots", "0", "0", "0"),
        **three("Service", "0", "0", "0"),
    }


async def test_load_of_chats_and_calls(caller: Caller) -> None:
    chats = at(await report(caller, reports.CHATS_LOAD), 10)
    # Queue: only 10:00 falls into 10:00:00 to 10:00:30, one minute of 60. Running: 10:01 to 10:10, ten. Mira has three
    # slots.
    assert chats == {**three("Queue", "0.02", "1", "0"), **three("Slots", "3", "3", "3")} | three(
        "Service", "0.17", "1", "0"
    )
    calls = at(await report(caller, reports.CALLS_LOAD), 9)
    # Queue: 09:00 and 09:20. Running: 09:01 to 09:05. Yuki is one who can take a call.
    assert calls == {**three("Queue", "0.03", "1", "0"), **three("Slots", "1", "1", "1")} | three(
        "Service", "0.08", "1", "0"
    )


async def test_availability(caller: Caller) -> None:
    chats = await report(caller, reports.CHATS_AVAILABILITY)
    assert [row["date"] for row in chats] == SUNDAY
    assert at(chats, 11) == {"mins": "60", "pct": "100"}
    assert at(chats, 12) == {"mins": "0", "pct": "0"}
    # Yuki until 10:30:30: 31 of the hour's minutes begin before.
    calls = await report(caller, reports.CALLS_AVAILABILITY)
    assert at(calls, 10) == {"mins": "31", "pct": "51.67"}
    assert at(await report(caller, reports.CALLS_AVAILABILITY, agentid=MIRA), 10) == {"mins": "0", "pct": "0"}
    assert at(await report(caller, reports.CALLS_AVAILABILITY, departmentid=GENERAL, agentid=YUKI), 9) == {
        "mins": "60",
        "pct": "100",
    }


async def test_two_agents_cover_an_hour_together(database: Database, caller: Caller) -> None:
    stretches = [
        online(OLAF, GENERAL, "P", local("14:00"), local("14:25")),
        online(YUKI, GENERAL, "P", local("14:20"), local("14:50")),
    ]
    with database.write() as connection:
        connection.execute(insert(online_stretch), stretches)
    assert at(await report(caller, reports.CALLS_AVAILABILITY), 14) == {"mins": "50", "pct": "83.33"}


async def test_compliance(caller: Caller) -> None:
    rows = await report(caller, reports.TICKETS_SLA_COMPLIANCE)
    assert [row["date"] for row in rows] == SUNDAY
    nothing = {
        "fulfilled": "0", "avgFulfilledTime": None, "maxFulfilledTime": None, "minFulfilledTime": None,
        "unfulfilled": "0", "avgUnfulfilledTime": None, "maxUnfulfilledTime": None, "minUnfulfilledTime": None,
    }  # fmt: skip
    assert at(rows, 8) == nothing
    # A, due at 13:00, answered at 09:30: three and a half hours were left.
    left = {"avgFulfilledTime": "12600", "maxFulfilledTime": "12600", "minFulfilledTime": "12600"}
    assert at(rows, 9) == nothing | {"fulfilled": "1"} | left
    # B, due at 13:45, answered at 14:00: 900 s over.
    over = {"avgUnfulfilledTime": "900", "maxUnfulfilledTime": "900", "minUnfulfilledTime": "900"}
    assert at(rows, 14) == nothing | {"unfulfilled": "1"} | over
    assert at(rows, 18) == nothing  # what runs is not counted
    assert at(await report(caller, reports.CHATS_SLA_COMPLIANCE), 10)["avgFulfilledTime"] == "30"
    assert at(await report(caller, reports.CALLS_SLA_COMPLIANCE), 9)["avgFulfilledTime"] == "35"
    assert at(await report(caller, reports.TICKETS_SLA_COMPLIANCE, agentid=OLAF), 9) == nothing
    assert at(await report(caller, reports.TICKETS_SLA_COMPLIANCE, departmentid=GENERAL), 9) == nothing


async def test_compliance_of_several_in_an_hour(database: Database, caller: Caller) -> None:
    # Beside A's 12600 s: one with 100 s left, one closed in the very second it was due, one 50 s late.
    clocks = [("09:10:00", "09:11:40"), ("09:20:00", "09:20:00"), ("09:40:00", "09:39:10")]
    same = {"service": "M", "conversation_id": OPEN, "department_id": BILLING, "level_id": "x", "opened": 0}
    with database.write() as connection:
        connection.execute(
            insert(sla_clock), [same | {"closed": local(closed), "due": local(due)} for closed, due in clocks]
        )
    row = at(await report(caller, reports.TICKETS_SLA_COMPLIANCE), 9)
    # (12600 + 100 + 0) / 3
    assert (row["fulfilled"], row["avgFulfilledTime"]) == ("3", "4233.33")
    assert (row["maxFulfilledTime"], row["minFulfilledTime"]) == ("12600", "0")
    assert (row["unfulfilled"], row["maxUnfulfilledTime"]) == ("1", "50")


async def test_a_range_within_hours_samples_its_own_minutes_alone(caller: Caller) -> None:
    span = {"date_from": f"{DAY} 09:20:00", "date_to": f"{DAY} 10:00:00"}
    rows = await report(caller, reports.TICKETS_LOAD, **span)
    assert [row["date"] for row in rows] == SUNDAY[9:11]
    # Of 09:20 to 09:59 the first ten minutes have two tickets: (10 * 2 + 30) / 40.
    assert at(rows, 9)["avgQueue"] == "1.25"
    # One minute of 10:00.
    assert at(rows, 10)["avgQueue"] == "1"
    (none,) = await report(caller, reports.TICKETS_LOAD, date_from=f"{DAY} 09:20:10", date_to=f"{DAY} 09:20:50")
    assert (none["avgQueue"], none["maxQueue"], none["minQueue"]) == (None, None, None)


async def test_hours_go_no_further_than_now(caller: Caller, clock: Clock) -> None:
    rows = await report(caller, reports.TICKETS_LOAD, date_from="2026-03-02", date_to="2026-03-09")
    # It is 09:30: Mira has been there since 08:00, and of this hour 31 minutes are known.
    assert [row["date"] for row in rows][-2:] == ["2026-03-02 08:00:00", "2026-03-02 09:00:00"]
    assert len(rows) == 10
    assert rows[-1]["avgSlots"] == "1"
    availability = await report(caller, reports.CHATS_AVAILABILITY, date_from="2026-03-02", date_to="2026-03-02")
    assert availability[-1] == {"date": "2026-03-02 09:00:00", "mins": "31", "pct": "51.67"}
    assert await report(caller, reports.TICKETS_LOAD, date_from="2026-03-03", date_to="2026-03-09") == []


async def test_thirty_days_without_a_range(caller: Caller) -> None:
    for endpoint in (reports.TICKETS_LOAD, reports.CHATS_SLA_COMPLIANCE, reports.CALLS_AVAILABILITY):
        response = await caller.raw("GET", endpoint.path)
        rows = response.json()["response"][endpoint.envelope]
        assert len(rows) == 30 * 24 + 1
        assert rows[0]["date"] == "2026-01-31 09:00:00"
        assert rows[-1]["date"] == "2026-03-02 09:00:00"


async def test_an_hour_that_comes_twice(database: Database, caller: Caller, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 3, tzinfo=UTC)
    # 1 November: at 02:00 in summer time it is 01:00 again. From 00:30 to 02:30 three hours pass.
    begin, end = local("00:30:00", "2026-11-01"), local("02:30:00", "2026-11-01")
    assert end - begin == 3 * 3600
    with database.write() as connection:
        connection.execute(insert(online_stretch), [online(OLAF, GENERAL, "P", begin, end)])
        closed = {"service": "M", "conversation_id": OPEN, "level_id": "x", "opened": 0}
        times = (begin + 3600, begin + 2 * 3600)  # 01:30, twice
        connection.execute(insert(sla_clock), [closed | {"closed": time, "due": time + 60} for time in times])
    day = {"date_from": "2026-11-01", "date_to": "2026-11-01"}
    rows = await report(caller, reports.CALLS_AVAILABILITY, agentid=OLAF, **day)
    assert len(rows) == 25
    assert [(str(row["date"])[11:16], row["mins"]) for row in rows[:5]] == [
        ("00:00", "30"), ("01:00", "60"), ("01:00", "60"), ("02:00", "30"), ("03:00", "0"),
    ]  # fmt: skip
    compliance = await report(caller, reports.TICKETS_SLA_COMPLIANCE, **day)
    assert [row["fulfilled"] for row in compliance[:4]] == ["0", "1", "1", "0"]
    # The end of a range that comes twice is its second pass.
    to_half_past = await report(
        caller, reports.CALLS_AVAILABILITY, date_from="2026-11-01", date_to="2026-11-01 01:30:00"
    )
    assert [str(row["date"])[11:16] for row in to_half_past] == ["00:00", "01:00", "01:00"]


async def test_an_hour_that_does_not_come(database: Database, caller: Caller, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 10, tzinfo=UTC)
    # 8 March: at 02:00 it is 03:00. From 01:30 to 03:30 one hour passes.
    begin, end = local("01:30:00", "2026-03-08"), local("03:30:00", "2026-03-08")
    assert end - begin == 3600
    with database.write() as connection:
        connection.execute(insert(load_stretch), [lasting("call", OPEN, BILLING, OLAF, begin, end)])
    rows = await report(caller, reports.CALLS_LOAD, date_from="2026-03-08", date_to="2026-03-08", agentid=OLAF)
    assert len(rows) == 23
    assert [(str(row["date"])[11:16], row["avgService"]) for row in rows[:4]] == [
        ("00:00", "0"), ("01:00", "0.5"), ("03:00", "0.5"), ("04:00", "0"),
    ]  # fmt: skip


async def test_hours_of_a_zone_that_is_half_an_hour_off(database: Database, clock: Clock) -> None:
    zone = ZoneInfo("Asia/Kolkata")
    app = create_desk(database, clock=clock, zone=zone)
    async with Caller(app) as caller:
        response = await caller.raw(
            "GET", reports.CHATS_AVAILABILITY.path, date_from="2026-03-01", date_to="2026-03-01"
        )
    rows = response.json()["response"]["availability"]
    assert len(rows) == 24
    # Mira's chats begin at 08:00 in Los Angeles, which is 21:30 there.
    assert [row["mins"] for row in rows[20:]] == ["0", "30", "60", "60"]


@pytest.mark.parametrize("years", [1, 2])
async def test_what_lasts_long_reaches_into_a_short_range(database: Database, caller: Caller, years: int) -> None:
    long_ago = int((NOW - timedelta(days=365 * years)).timestamp())
    with database.write() as connection:
        connection.execute(insert(load_stretch), [lasting("call", OPEN, BILLING, OLAF, long_ago, local("09:30:00"))])
    row = at(await report(caller, reports.CALLS_LOAD, date_from=f"{DAY} 09:00:00", agentid=OLAF), 9)
    assert (row["avgService"], row["maxService"]) == ("0.5", "1")
