"""Agents, channels, departments, days and tags: every figure is worked out by hand from the events of small_events."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from console.contract import reports
from console.desk.db import Database
from console.desk.tables import event
from tests.desk.caller import Caller
from tests.desk.reporting import every_column, one, report
from tests.desk.small_desk import BILLING, CLOSED, GENERAL, MIRA, NOOR, OLAF, REFUND, URGENT, YUKI
from tests.desk.small_events import DAY, moment

pytestmark = pytest.mark.parametrize("empty_desk", ["memory", "postgres"], indirect=True)
"""In a file SQLite reads as it does in memory."""

ZEROS = {"answers": "0", "chat_answers": "0", "chats": "0", "calls": "0", "rewards": "0", "punishments": "0"}


async def test_agents_without_columns(caller: Caller) -> None:
    rows = {row["id"]: row for row in await report(caller, reports.AGENTS)}
    assert list(rows) == [MIRA, NOOR, OLAF, YUKI]  # by name
    mira = {"id": MIRA, "contactid": f"ct{MIRA}", "firstname": "Mira", "lastname": "Novak"}
    # Mira: A at 09:30, B at 14:00 and 14:00:10; two lines in one chat; the praise of 12:00:30.
    assert rows[MIRA] == mira | ZEROS | {"answers": "3", "chat_answers": "2", "chats": "1", "rewards": "1"}
    # Olaf: A at 11:20; the rebuke.
    olaf = {"id": OLAF, "contactid": f"ct{OLAF}", "firstname": "Olaf", "lastname": "Berg"}
    assert rows[OLAF] == olaf | ZEROS | {"answers": "1", "punishments": "1"}
    assert rows[NOOR] == {"id": NOOR, "contactid": f"ct{NOOR}", "firstname": "Noor", "lastname": "Haddad"} | ZEROS


async def test_agents_times(caller: Caller) -> None:
    mira = await one(caller, reports.AGENTS, MIRA, columns=every_column(reports.AGENTS))
    # New to Answered: A took 5400 s (1800 of them business), B 3600 s (3600): averages 4500 and 2700.
    assert mira["newAnswerAvgTime"] == "4500"
    assert mira["newAnswerAvgTimeSla"] == "2700"
    # She answered nothing that was Open.
    assert mira["nextAnswerAvgTime"] is None
    assert mira["nextAnswerAvgTimeSla"] is None
    # A was assigned to her after 600 s, none of them business.
    assert (mira["firstAssignAvgTime"], mira["firstAssignAvgTimeSla"]) == ("600", "0")
    # She resolved B, two hours after it was created.
    assert (mira["firstResolveAvgTime"], mira["firstResolveAvgTimeSla"]) == ("7200", "7200")
    assert (mira["resolved_tickets"], mira["created_tickets"], mira["notes"]) == ("1", "0", "0")
    olaf = await one(caller, reports.AGENTS, OLAF, columns="nextAnswerAvgTime,firstResolveAvgTime,notes,missed_chats")
    # Olaf answered A 1200 s after it was opened again, and resolved it after 4 hours.
    assert olaf == {
        "nextAnswerAvgTime": "1200",
        "firstResolveAvgTime": "14400",
        "notes": "1",
        "missed_chats": "0",
    }


async def test_agents_chats_and_calls(caller: Caller) -> None:
    mira = await one(caller, reports.AGENTS, MIRA, columns=every_column(reports.AGENTS))
    assert (mira["chat_pickup"], mira["chatPickupAvgTime"], mira["chatAvgTime"], mira["u_chats"]) == (
        "1", "30", "600", "0",
    )  # fmt: skip
    # Of one praise and one chat without a rating, each is a half.
    assert (mira["not_ranked"], mira["not_ranked_p"], mira["rewards_p"], mira["punishments_p"]) == (
        "1", "50", "50", "0",
    )  # fmt: skip
    yuki = await one(caller, reports.AGENTS, YUKI, columns=every_column(reports.AGENTS))
    assert (yuki["missed_chats"], yuki["missed_calls"], yuki["u_calls"]) == ("1", "1", "0")
    assert (yuki["calls"], yuki["call_seconds"], yuki["call_pickup_avg_time"], yuki["call_avg_time"]) == (
        "1", "300", "10", "300",
    )  # fmt: skip
    # Two calls placed, one of them answered for 120 s; one to a colleague for 60 s.
    assert (yuki["o_calls"], yuki["calls_outgoing"]) == ("2", "1")
    assert (yuki["call_outgoing_seconds"], yuki["call_outgoing_avg_time"]) == ("120", "120")
    assert (yuki["calls_internal"], yuki["call_internal_seconds"], yuki["call_internal_avg_time"]) == ("1", "60", "60")
    # Nobody rated her, and she ended no chat.
    assert yuki["not_ranked_p"] is None


async def test_agents_per_hour_of_worktime(caller: Caller) -> None:
    mira = await one(caller, reports.AGENTS, MIRA, columns=every_column(reports.AGENTS))
    # 08:00 to 12:00, though for two services in two departments, and 13:00 to 17:00: 8 hours.
    assert mira["worktime"] == "28800"
    # 3, 2, 1, 1 and 1 in 8 hours.
    assert (mira["answers_ph"], mira["chat_answers_ph"], mira["chats_ph"]) == ("0.38", "0.25", "0.12")
    assert (mira["rewards_ph"], mira["not_ranked_ph"], mira["calls_ph"]) == ("0.12", "0.12", "0")
    yuki = await one(caller, reports.AGENTS, YUKI, columns=every_column(reports.AGENTS))
    # 09:00 to 10:30:30 are 5430 s; in an hour of them 300 * 3600 / 5430 = 198.895 seconds of calls.
    assert (yuki["worktime"], yuki["call_seconds_ph"], yuki["missed_calls_ph"]) == ("5430", "198.9", "0.66")
    noor = await one(caller, reports.AGENTS, NOOR, columns="worktime,answers_ph")
    assert noor == {"worktime": "0", "answers_ph": None}
    # From 11:30 on there are half an hour of the morning and four hours of the afternoon.
    late = await one(caller, reports.AGENTS, MIRA, columns="worktime", date_from=f"{DAY} 11:30:00")
    assert late == {"worktime": "16200"}


async def test_worktime_goes_no_further_than_now(caller: Caller) -> None:
    # Today Mira is online since 08:00, and it is 09:30.
    assert await one(
        caller, reports.AGENTS, MIRA, columns="worktime", date_from="2026-03-02", date_to="2026-03-02"
    ) == {"worktime": "5400"}


async def test_agents_of_a_department(caller: Caller) -> None:
    asked = {"columns": "answers,chat_answers,worktime"}
    assert await one(caller, reports.AGENTS, MIRA, departmentid=GENERAL, **asked) == {
        "answers": "0",
        "chat_answers": "2",
        "worktime": "14400",
    }
    assert await one(caller, reports.AGENTS, MIRA, departmentid="nowhere", **asked) == {
        "answers": "0",
        "chat_answers": "0",
        "worktime": "0",
    }


async def test_channels(caller: Caller) -> None:
    rows = await report(caller, reports.CHANNELS)
    assert [row["id"] for row in rows] == list("EBMICWFATQS")
    assert rows[0] == {"id": "E", "channelName": "E-mail"} | ZEROS | {
        "answers": "4",
        "rewards": "1",
        "punishments": "1",
    }
    assert rows[1] == {"id": "B", "channelName": "Contact button"} | ZEROS | {"chat_answers": "2", "chats": "1"}
    assert rows[-1] == {"id": "S", "channelName": "Suggestion"} | ZEROS
    mail = await one(caller, reports.CHANNELS, "E", columns=every_column(reports.CHANNELS))
    # Answered from New: 5400 and 3600 s; assigned after 600 and 1800; resolved after 14400 and 7200.
    assert (mail["newAnswerAvgTime"], mail["firstAssignAvgTime"], mail["firstResolveAvgTime"]) == (
        "4500", "1200", "10800",
    )  # fmt: skip
    assert (mail["i_messages"], mail["created_tickets"], mail["i_chats"], mail["i_calls"]) == ("3", "2", "0", "0")
    chats = await one(caller, reports.CHANNELS, "B", columns=every_column(reports.CHANNELS))
    # Two rang, one of them was taken and finished, one found nobody.
    assert (chats["i_chats"], chats["f_chats"], chats["u_chats"], chats["i_messages"]) == ("2", "1", "1", "0")
    calls = await one(caller, reports.CHANNELS, "C", columns="i_calls,f_calls,u_calls,calls")
    assert calls == {"calls": "1", "u_calls": "1", "i_calls": "2", "f_calls": "1"}


async def test_departments(caller: Caller) -> None:
    rows = await report(caller, reports.DEPARTMENTS)
    assert [row["id"] for row in rows] == [GENERAL, BILLING, CLOSED]
    assert rows[0] == {"id": GENERAL, "departmentName": "General"} | ZEROS | {"chat_answers": "2", "chats": "1"}
    assert rows[1] == {"id": BILLING, "departmentName": "Billing"} | ZEROS | {
        "answers": "4",
        "calls": "1",
        "rewards": "1",
        "punishments": "1",
    }
    billing = await one(caller, reports.DEPARTMENTS, BILLING, columns="rewards_p,punishments_p,not_ranked_p,notes")
    assert billing == {"notes": "1", "not_ranked_p": "0", "rewards_p": "50", "punishments_p": "50"}


async def test_performance_by_day(caller: Caller) -> None:
    week = {"date_from": "2026-02-28", "date_to": "2026-03-02"}
    rows = await report(caller, reports.PERFORMANCE, **week)
    nothing, sunday, today = rows
    assert nothing == {"date": "2026-02-28"} | ZEROS
    assert sunday == {"date": "2026-03-01", "answers": "4", "chat_answers": "2", "chats": "1", "calls": "1"} | {
        "rewards": "1",
        "punishments": "1",
    }
    assert today == {"date": "2026-03-02"} | ZEROS
    asked = "answers,newAnswerAvgTime,nextAnswerAvgTime,i_messages,created_tickets,resolved_tickets"
    (row,) = await report(caller, reports.PERFORMANCE, columns=asked)
    assert row == {
        "answers": "4",
        "newAnswerAvgTime": "4500",
        "nextAnswerAvgTime": "1200",
        "created_tickets": "3",  # the chat, too
        "resolved_tickets": "2",
        "i_messages": "3",
    }


async def test_performance_of_an_agent_and_a_department(caller: Caller) -> None:
    (mira,) = await report(caller, reports.PERFORMANCE, agentid=MIRA)
    assert (mira["answers"], mira["chat_answers"]) == ("3", "2")
    (billing,) = await report(caller, reports.PERFORMANCE, departmentid=BILLING)
    assert (billing["answers"], billing["chat_answers"]) == ("4", "0")
    (both,) = await report(caller, reports.PERFORMANCE, departmentid=BILLING, agentid=OLAF)
    assert (both["answers"], both["punishments"]) == ("1", "1")


async def test_tags_count_while_they_are_on(caller: Caller) -> None:
    rows = await report(caller, reports.TAGS)
    # "urgent" was on A from 09:00 to 11:10: the answer of 09:30 is in it, that of 11:20 and the praise are not.
    assert rows == [
        {"id": REFUND, "tagName": "refund"} | ZEROS | {"answers": "2", "punishments": "1"},
        {"id": URGENT, "tagName": "urgent"} | ZEROS | {"answers": "1"},
    ]
    urgent = await one(caller, reports.TAGS, URGENT, columns="created_tickets,notes,i_messages,newAnswerAvgTime")
    # Created at 08:00, before the tag; the note of 10:00 and the message of 11:00 fall into it.
    assert urgent == {"newAnswerAvgTime": "5400", "created_tickets": "0", "notes": "1", "i_messages": "1"}


async def test_a_tag_counts_from_its_first_second_and_not_at_its_last(database: Database, caller: Caller) -> None:
    with database.write() as connection:
        times = ("08:59:59", "09:00:00", "11:09:59", "11:10:00")
        connection.execute(insert(event), [moment(time, "note", OLAF) for time in times])
    assert await one(caller, reports.TAGS, URGENT, columns="notes") == {"notes": "3"}  # 09:00:00, 10:00, 11:09:59


@pytest.mark.parametrize(
    ("begin", "end", "answers"),
    [
        ("09:30:00", "14:00:09", "3"),
        ("09:30:01", "14:00:10", "3"),
        ("09:30:01", "14:00:09", "2"),
        ("11:20:00", "11:20:00", "1"),
    ],
)
async def test_both_ends_of_a_range_belong_to_it(caller: Caller, begin: str, end: str, answers: str) -> None:
    (row,) = await report(caller, reports.PERFORMANCE, date_from=f"{DAY} {begin}", date_to=f"{DAY} {end}")
    assert row["answers"] == answers
