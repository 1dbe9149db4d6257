"""Events of what happens while the desk runs: in the database when the act is, and in the reports at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from console.contract import reports
from console.contract.enums import GroupType, Rating
from console.desk.context import SYSTEM, Actor, Context
from console.desk.db import Database
from console.desk.events import change_online, record_chat_line, record_rating
from console.desk.tables import conversation, event, load_stretch, online_stretch, sla_clock
from console.desk.thread import append_act
from tests.desk.caller import Caller, Clock
from tests.desk.reporting import every_column, one, report
from tests.desk.small_desk import (
    ANSWERED,
    BILLING,
    CHATTING,
    GENERAL,
    IDA_EMAIL,
    MIRA,
    MIRA_EMAIL,
    NEW,
    NOW,
    OLAF,
    OLAF_EMAIL,
    OPEN,
    RESOLVED,
    URGENT,
    YUKI,
    ZONE,
)
from tests.desk.small_events import CHAT_LEVEL, LEVEL

TODAY = {"date_from": "2026-03-02", "date_to": "2026-03-02"}
ANA_EMAIL = "ana@holm.example"


async def figures(caller: Caller, **parameters: str) -> dict[str, str | None]:
    """The figures of today that are not nothing."""
    asked = TODAY | {"columns": every_column(reports.PERFORMANCE)} | parameters
    (row,) = await report(caller, reports.PERFORMANCE, **asked)
    row.pop("date", None)
    return {name: value for name, value in row.items() if value not in ("0", None)}


async def write(caller: Caller, target: str, user: str, **parameters: str) -> None:
    """Write a message into a conversation."""
    path = f"conversations/{target}/messages"
    response = await caller.raw("POST", path, useridentifier=user, message="Hello", **parameters)
    assert response.status_code == 200, response.text


def rows_of(database: Database, table: Any, **columns: object) -> list[Row[Any]]:
    """Rows of a table with these values, in order."""
    with database.read() as connection:
        return list(connection.execute(select(table).filter_by(**columns).order_by(table.c.id)))


async def test_the_answer_to_a_new_ticket(caller: Caller) -> None:
    # It has been New since 07:30, and business hours begin at 09:00; it is 09:30.
    await write(caller, NEW, MIRA_EMAIL)
    assert await figures(caller) == {
        "answers": "1",
        "newAnswerAvgTime": "7200",
        "newAnswerAvgTimeSla": "1800",
    }
    assert (await one(caller, reports.AGENTS, MIRA, **TODAY))["answers"] == "1"
    await write(caller, NEW, MIRA_EMAIL)  # a second one answers nothing that waits
    assert await figures(caller, agentid=MIRA, columns="answers,newAnswerAvgTime") == {
        "answers": "2",
        "newAnswerAvgTime": "7200",
    }


async def test_a_customer_writes_and_is_answered(caller: Caller, clock: Clock, database: Database) -> None:
    await write(caller, ANSWERED, ANA_EMAIL)
    clock.forward(minutes=4)
    await write(caller, ANSWERED, ANA_EMAIL)  # it is Open already
    clock.forward(minutes=6)
    await write(caller, ANSWERED, OLAF_EMAIL)
    assert await figures(caller) == {
        "i_messages": "2",
        "answers": "1",
        "nextAnswerAvgTime": "600",
        "nextAnswerAvgTimeSla": "600",
    }
    # The clock for a next answer runs for 8 business hours: seven and a half today, half an hour tomorrow.
    (entry,) = await report(caller, reports.TICKETS_SLA_LOG, **TODAY)
    assert (entry["conversationid"], entry["levelid"], entry["agentid"]) == (ANSWERED, LEVEL, MIRA)
    assert (entry["date_created"], entry["date_closed"]) == ("2026-03-02 09:30:00", "2026-03-02 09:40:00")
    assert entry["date_due"] == "2026-03-03 09:30:00"
    # It waited with Mira, who has it.
    (waited,) = [row for row in rows_of(database, load_stretch, conversation_id=ANSWERED) if row.agent_id == MIRA]
    assert waited.to_at - waited.from_at == 600


async def test_a_note_is_counted_and_changes_nothing(caller: Caller, database: Database) -> None:
    await write(caller, OPEN, MIRA_EMAIL, type="N")
    await write(caller, OPEN, ANA_EMAIL, type="N")  # no agent's
    assert await figures(caller) == {"notes": "1"}
    assert rows_of(database, sla_clock, conversation_id=OPEN, closed=None) == []


async def test_transfers_are_timed_once(caller: Caller, clock: Clock, database: Database) -> None:
    path = f"conversations/{NEW}/attendants"
    note = {"note": "Yours", "useridentifier": OLAF_EMAIL}
    await caller.raw("PUT", path, agentidentifier=MIRA_EMAIL, **note)
    clock.forward(minutes=20)
    await caller.raw("PUT", path, agentidentifier=OLAF_EMAIL)
    await caller.raw("PUT", path, department=GENERAL)  # which takes it from Olaf
    assert await figures(caller) == {"notes": "1", "firstAssignAvgTime": "7200", "firstAssignAvgTimeSla": "1800"}
    assigned = rows_of(database, event, conversation_id=NEW, kind="assigned")
    assert [(row.agent_id, row.seconds) for row in assigned] == [(MIRA, 7200), (OLAF, None)]
    stretches = rows_of(database, load_stretch, conversation_id=NEW)
    assert [(row.agent_id, row.department_id, row.to_at is None) for row in stretches] == [
        (MIRA, BILLING, False), (OLAF, BILLING, False), (None, GENERAL, True),
    ]  # fmt: skip
    # Only the last of them is still waiting, and the load report sees it in its new department.
    clock.forward(minutes=1)
    (hour,) = await report(
        caller, reports.TICKETS_LOAD, departmentid=GENERAL, **TODAY | {"date_from": "2026-03-02 09:00"}
    )
    assert (hour["maxQueue"], hour["maxService"]) == ("1", "0")


async def test_resolved_and_opened_again(caller: Caller, clock: Clock) -> None:
    path = f"conversations/{NEW}/status"
    await caller.raw("PUT", path, status="R", useridentifier=OLAF_EMAIL)
    clock.forward(minutes=5)
    await caller.raw("PUT", path, status="C")
    clock.forward(minutes=5)
    await caller.raw("PUT", path, status="R", useridentifier=OLAF_EMAIL)
    # The first time counts from 07:30, the second one has no time.
    assert await figures(caller, agentid=OLAF) == {
        "resolved_tickets": "2",
        "firstResolveAvgTime": "7200",
        "firstResolveAvgTimeSla": "1800",
    }


async def test_answered_by_a_change_of_status(caller: Caller) -> None:
    await caller.raw("PUT", f"conversations/{NEW}/status", status="A", useridentifier=OLAF_EMAIL)
    assert await figures(caller) == {"newAnswerAvgTime": "7200", "newAnswerAvgTimeSla": "1800"}


async def test_what_happens_while_a_tag_is_on(caller: Caller, clock: Clock) -> None:
    path = f"conversations/{RESOLVED}/tags"
    await write(caller, RESOLVED, MIRA_EMAIL, type="N")
    clock.forward(seconds=10)
    await caller.raw("POST", path, name="urgent")
    await caller.raw("POST", path, name="urgent")  # it is on already
    clock.forward(seconds=10)
    await write(caller, RESOLVED, MIRA_EMAIL, type="N")
    await write(caller, RESOLVED, MIRA_EMAIL, type="N")
    clock.forward(seconds=10)
    await caller.raw("DELETE", path, name="urgent")
    clock.forward(seconds=10)
    await write(caller, RESOLVED, MIRA_EMAIL, type="N")
    assert await one(caller, reports.TAGS, URGENT, columns="notes", **TODAY) == {"notes": "2"}


async def test_a_new_conversation(caller: Caller, clock: Clock, database: Database) -> None:
    response = await caller.raw(
        "POST", "conversations", message="Hello", useridentifier=IDA_EMAIL, department=BILLING, subject="A lamp",
        recipient="help@desk.example",
    )  # fmt: skip
    assert response.status_code == 200, response.text
    assert await figures(caller) == {"created_tickets": "1", "i_messages": "1"}
    (waiting,) = rows_of(database, load_stretch, from_at=int(clock.now.timestamp()))
    (running,) = rows_of(database, sla_clock, conversation_id=waiting.conversation_id)
    assert (running.due - running.opened, running.closed) == (4 * 3600, None)
    clock.forward(minutes=30)
    await write(caller, waiting.conversation_id, OLAF_EMAIL)
    assert (await figures(caller, columns="newAnswerAvgTime"))["newAnswerAvgTime"] == "1800"


async def test_what_is_thrown_away_keeps_no_promise(caller: Caller, database: Database) -> None:
    await write(caller, ANSWERED, ANA_EMAIL)
    assert len(rows_of(database, sla_clock, conversation_id=ANSWERED, closed=None)) == 1
    with database.write() as connection:
        append_act(_context(connection), _target(connection, ANSWERED), SYSTEM, GroupType.DELETE, [], status="X")
    assert rows_of(database, sla_clock, conversation_id=ANSWERED, closed=None) == []
    assert await report(caller, reports.TICKETS_SLA_LOG, **TODAY) == []
    assert rows_of(database, load_stretch, conversation_id=ANSWERED, to_at=None) == []


async def test_nothing_is_recorded_of_an_act_that_fails(caller: Caller, database: Database) -> None:
    before = len(rows_of(database, event))
    with database.write() as connection, connection.begin_nested() as half:
        append_act(_context(connection), _target(connection, OPEN), SYSTEM, GroupType.INTERNAL, [], status="R")
        half.rollback()
    assert len(rows_of(database, event)) == before


def _context(connection: Connection, clock: Clock | None = None) -> Context:
    return Context(connection, clock or (lambda: NOW), ZONE)


def _target(connection: Connection, identifier: str) -> Row[Any]:
    return connection.execute(select(conversation).where(conversation.c.id == identifier)).one()


async def test_a_chat_that_is_taken(caller: Caller, clock: Clock, database: Database) -> None:
    with database.write() as connection:
        # It rings anew.
        connection.execute(update(conversation).where(conversation.c.id == CHATTING).values(status="A"))
        ctx = _context(connection, clock)
        append_act(ctx, _target(connection, CHATTING), SYSTEM, GroupType.CHAT, [], status="T")
        clock.forward(seconds=50)
        record_chat_line(ctx, _target(connection, CHATTING), MIRA)
        clock.forward(seconds=70)
        record_chat_line(ctx, _target(connection, CHATTING), MIRA)
        record_rating(ctx, _target(connection, CHATTING), Rating.REWARD, MIRA, "Kind")
        clock.forward(seconds=30)
        append_act(
            ctx, _target(connection, CHATTING), Actor(MIRA, "Mira", is_agent=True), GroupType.RESOLVE, [], status="R"
        )
    found = await figures(caller, columns="i_chats,chats,chat_answers,chatPickupAvgTime,chatAvgTime,f_chats,rewards")
    assert found == {
        "i_chats": "1", "chats": "1", "chat_answers": "2", "chatPickupAvgTime": "50", "chatAvgTime": "100",
        "f_chats": "1", "rewards": "1",
    }  # fmt: skip
    # Nobody in General is online for chat, so it rang past nobody; it was rated.
    assert await figures(caller, columns="missed_chats,not_ranked,u_chats") == {}
    (entry,) = await report(caller, reports.CHATS_SLA_LOG, **TODAY)
    assert (entry["levelid"], entry["sla"]) == (CHAT_LEVEL, "10")
    (rank,) = await report(caller, reports.RANKING, **TODAY)
    assert (rank["comment"], rank["agent"]) == ("Kind", "Mira Novak")


async def test_a_rating_after_the_chat(caller: Caller, database: Database) -> None:
    unrated = {"conversation_id": CHATTING, "kind": "chat_unrated", "agent_id": MIRA, "channel": "B"}
    with database.write() as connection:
        ctx = _context(connection)
        connection.execute(insert(event), unrated | {"at": ctx.now() - 60})
        connection.execute(update(conversation).where(conversation.c.id == CHATTING).values(status="R"))
        record_rating(ctx, _target(connection, CHATTING), Rating.PUNISHMENT, MIRA, "")
    assert await figures(caller) == {"punishments": "1", "punishments_p": "100"}


async def test_agents_come_and_go(caller: Caller, clock: Clock, database: Database) -> None:
    def set_online(agent: str, letters: dict[str, str]) -> None:
        with database.write() as connection:
            change_online(_context(connection, clock), agent, letters)

    set_online(OLAF, {BILLING: "M"})
    set_online(OLAF, {BILLING: "M"})  # nothing new
    clock.forward(minutes=15)
    set_online(OLAF, {BILLING: "TM"})
    clock.forward(minutes=15)
    set_online(OLAF, {BILLING: ""})
    rows = [
        row
        for row in rows_of(database, online_stretch, agent_id=OLAF)
        if row.from_at >= int(clock.now.timestamp()) - 1800
    ]
    assert [(row.service, row.to_at - row.from_at) for row in rows] == [("M", 1800), ("T", 900)]
    tickets = await report(caller, reports.TICKETS_AGENTS_AVAILABILITY, agentid=OLAF, **TODAY)
    assert [row["hours_online"] for row in tickets] == ["0.5"]
    online = await caller.raw("GET", f"departments/{BILLING}/agents")
    assert [row["onlinestatus"] for row in online.json()["response"]["agents"]] == ["MT", ""]
    # Who is not named stays.
    assert (await report(caller, reports.CALLS_AGENTS_AVAILABILITY, agentid=YUKI, **TODAY))[0]["to_date"] is None
