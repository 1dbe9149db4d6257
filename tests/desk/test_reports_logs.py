"""The logs: who was online, SLA times, ratings."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from console.contract import reports
from console.desk.db import Database
from console.desk.tables import rating
from tests.desk.caller import Caller
from tests.desk.reporting import every_column, report
from tests.desk.small_desk import ANA, ANSWERED, BILLING, GENERAL, JON, MIRA, OLAF, OPEN, OPEN_CODE, YUKI
from tests.desk.small_events import CALL_LEVEL, CHAT_LEVEL, DAY, LEVEL, local

pytestmark = pytest.mark.parametrize("empty_desk", ["memory", "postgres"], indirect=True)
"""In a file SQLite reads as it does in memory."""


async def test_who_was_online(caller: Caller) -> None:
    (row,) = await report(caller, reports.CHATS_AGENTS_AVAILABILITY)
    assert int(str(row.pop("id"))) > 0
    assert row == {
        "userid": MIRA,
        "firstname": "Mira",
        "lastname": "Novak",
        "contactid": f"ct{MIRA}",
        "departmentid": BILLING,
        "department_name": "Billing",
        "hours_online": "4",
        "from_date": f"{DAY} 08:00:00",
        "to_date": f"{DAY} 12:00:00",
    }
    tickets = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, columns="userid,departmentid,hours_online")
    assert [tuple(row.values())[1:] for row in tickets] == [
        (MIRA, BILLING, "4"), (MIRA, GENERAL, "4"), (OLAF, BILLING, "1.5"), (MIRA, BILLING, "4"),
    ]  # fmt: skip
    (call,) = await report(caller, reports.CALLS_AGENTS_AVAILABILITY)
    assert (call["userid"], call["hours_online"]) == (YUKI, "1.51")  # 5430 / 3600


async def test_who_is_online_now(caller: Caller) -> None:
    (row,) = await report(caller, reports.CHATS_AGENTS_AVAILABILITY, date_from="2026-03-02", date_to="2026-03-02")
    assert (row["from_date"], row["to_date"], row["hours_online"]) == ("2026-03-02 08:00:00", None, "1.5")
    response = await caller.raw("GET", reports.CHATS_AGENTS_AVAILABILITY.path)  # the last thirty days
    assert len(response.json()["response"]["agentsavailability"]) == 2


async def test_a_stretch_comes_whole_when_it_reaches_into_the_range(caller: Caller) -> None:
    times = {"date_from": f"{DAY} 11:59:59", "date_to": f"{DAY} 13:00:00"}
    rows = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, columns="from_date", **times)
    assert [str(row["from_date"])[11:16] for row in rows] == ["08:00", "08:00", "11:00", "13:00"]
    times["date_from"] = f"{DAY} 12:00:00"  # when two of them have just ended
    rows = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, columns="from_date", **times)
    assert [str(row["from_date"])[11:16] for row in rows] == ["11:00", "13:00"]


async def test_online_by_department_and_agent(caller: Caller) -> None:
    general = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, departmentid=GENERAL)
    assert [row["userid"] for row in general] == [MIRA]
    olaf = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, agentid=OLAF)
    assert [row["departmentid"] for row in olaf] == [BILLING]
    assert await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, agentid=OLAF, departmentid=GENERAL) == []


async def test_sla_log_without_columns(caller: Caller) -> None:
    rows = await report(caller, reports.TICKETS_SLA_LOG)
    assert [row["date_closed"] for row in rows] == [f"{DAY} 09:30:00", f"{DAY} 11:20:00", f"{DAY} 14:00:00"]
    first = rows[0]
    assert int(str(first.pop("id"))) > 0
    assert first == {
        "conversationid": OPEN,
        "departmentid": BILLING,
        "levelid": LEVEL,
        "sla": "12600",
        "date_created": f"{DAY} 08:00:00",
        "date_closed": f"{DAY} 09:30:00",
        "server_date_closed": f"{DAY} 09:30:00",
        "date_due": f"{DAY} 13:00:00",
        "server_date_due": f"{DAY} 13:00:00",
        "sla_level_id": LEVEL,
        "agentid": MIRA,
        "req_contactid": ANA,
    }
    assert rows[2]["sla"] == "-900"


async def test_sla_log_with_columns(caller: Caller) -> None:
    rows = await report(caller, reports.TICKETS_SLA_LOG, columns=every_column(reports.TICKETS_SLA_LOG))
    assert len(rows[0]) == 20
    late = {name: rows[2][name] for name in ("department_name", "sla_level_name", "agent_firstname", "agent_lastname")}
    assert late == {
        "department_name": "Billing",
        "sla_level_name": "Standard",
        "agent_firstname": "Olaf",
        "agent_lastname": "Berg",
    }
    assert (rows[0]["code"], rows[0]["req_firstname"], rows[0]["req_lastname"]) == (OPEN_CODE, "Ana", "Holm")


async def test_sla_log_of_chats_and_calls(caller: Caller) -> None:
    (chat,) = await report(caller, reports.CHATS_SLA_LOG)
    assert (chat["levelid"], chat["sla"], chat["agentid"], chat["req_contactid"]) == (CHAT_LEVEL, "30", MIRA, None)
    (call,) = await report(caller, reports.CALLS_SLA_LOG)
    assert (call["levelid"], call["sla"], call["req_contactid"]) == (CALL_LEVEL, "35", JON)
    assert await report(caller, reports.CALLS_SLA_LOG, agentid=MIRA) == []
    assert await report(caller, reports.CHATS_SLA_LOG, departmentid=BILLING) == []


async def test_ranking(caller: Caller) -> None:
    rows = await report(caller, reports.RANKING)
    rebuke, praise = rows  # newest first
    assert int(str(praise.pop("id"))) > 0
    assert praise == {
        "rankingType": "W",
        "datecreated": f"{DAY} 12:00:30",
        "conversationid": OPEN,
        "agentcontactid": f"ct{MIRA}",
        "agentEmail": "mira@desk.example",
        "agent": "Mira Novak",
        "contactid": ANA,
        "requesterEmail": "ana@holm.example",
        "requester": "Ana Holm",
        "comment": "Quick, thank you",
    }
    assert (rebuke["rankingType"], rebuke["agent"], rebuke["comment"]) == ("P", "Olaf Berg", "")


async def test_ranking_by_agent_contact_and_type(caller: Caller) -> None:
    async def letters(**parameters: str) -> list[str | None]:
        return [row["rankingType"] for row in await report(caller, reports.RANKING, **parameters)]

    assert await letters(agentid=MIRA) == ["W"]
    assert await letters(contactid=JON) == ["P"]
    assert await letters(types="W") == ["W"]
    assert await letters(types="P, W") == ["P", "W"]
    assert await letters(types="W", agentid=OLAF) == []
    dates = {"date_from": DAY, "date_to": DAY}
    assert (await caller.error("GET", "reports/ranking", types="X", **dates))[0] == 500


async def test_a_rating_of_nobody_by_nobody(database: Database, caller: Caller) -> None:
    lonely = {"at": local("20:00"), "kind": "W", "conversation_id": ANSWERED, "agent_id": None, "customer_id": None}
    with database.write() as connection:
        connection.execute(insert(rating), lonely | {"comment": ""})
    row = (await report(caller, reports.RANKING))[0]
    assert (row["agent"], row["agentEmail"], row["requester"], row["contactid"]) == (None, None, None, None)
