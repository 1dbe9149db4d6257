"""The live play: how often something happens, and what it leaves alone."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Row, func, select, update

from console.contract.zone import DEFAULT_ZONE
from console.desk.db import Database
from console.desk.events.hours import read_hours
from console.desk.play import LivePlay, PlayEvent
from console.desk.play_stage import DEMO_AGENT
from console.desk.seed import DEMO_NOW, FIXTURES, seed_demo
from console.desk.seed.people import OFFLINE_DEPARTMENT
from console.desk.tables import agent_department, conversation, message, message_group, sla_clock, sla_level

AGAIN = FIXTURES["FX-09"]
ZONE = ZoneInfo(DEFAULT_ZONE)


@pytest.fixture
def demo() -> Iterator[Database]:
    """The demo, to be played on."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    yield opened
    opened.close()


def play(
    database: Database, seconds: int, *, seed: int = 1, speed: float = 1.0, start: int = 0, zone: ZoneInfo = ZONE
) -> list[PlayEvent]:
    """Play for a while, one step a second."""
    live = LivePlay(database, clock=lambda: DEMO_NOW, zone=zone, seed=seed, speed=speed)
    moments = (DEMO_NOW + timedelta(seconds=second) for second in range(start, start + seconds))
    return [event for moment in moments for event in live.step(moment)]


def assign(database: Database, *, to: str | None, **where: str) -> None:
    with database.write() as connection:
        conditions = [conversation.c[name] == value for name, value in where.items()]
        connection.execute(update(conversation).where(*conditions).values(assigned_to=to))


def find(database: Database, code: str) -> Row[Any]:
    with database.read() as connection:
        return connection.execute(select(conversation).where(conversation.c.code == code)).one()


def test_something_every_few_seconds_and_never_a_flood(demo: Database) -> None:
    events = play(demo, 900)
    assert 900 / 15 <= len(events) <= 900 / 8.5
    for minute in range(15):
        begin = DEMO_NOW + timedelta(minutes=minute)
        assert sum(begin <= event.at < begin + timedelta(minutes=1) for event in events) <= 8


def test_all_kinds_come_up(demo: Database) -> None:
    kinds = {event.kind for event in play(demo, 1800)}
    assert kinds == {
        "customer replied",
        "conversation began",
        "colleague answered",
        "colleague took",
        "colleague resolved",
        "agent came",
        "agent went",
        "chat began",
        "chat went on",
        "chat ended",
    }


def test_events_are_in_the_database(demo: Database) -> None:
    events = play(demo, 300)
    touched = {event.conversation_id for event in events if event.conversation_id}
    with demo.read() as connection:
        changed = select(conversation.c.id).where(conversation.c.changed >= int(DEMO_NOW.timestamp()))
        assert touched <= set(connection.scalars(changed))


def test_anas_conversations_are_touched_by_customers_only(demo: Database) -> None:
    with demo.write() as connection:
        connection.execute(update(conversation).where(conversation.c.status == "C").values(assigned_to=DEMO_AGENT))
    before = _statuses(demo)
    events = play(demo, 1800)
    for event in events:
        if event.conversation_id in before and event.conversation_id is not None:
            assert event.kind in ("customer replied", "customer wrote again")
    assert {status for identifier, status in _statuses(demo).items() if identifier in before} == {"C"}


def _statuses(database: Database) -> dict[str, str]:
    with database.read() as connection:
        query = select(conversation.c.id, conversation.c.status).where(conversation.c.assigned_to == DEMO_AGENT)
        return {row.id: row.status for row in connection.execute(query.where(conversation.c.status == "C"))}


def test_fixtures_are_left_alone(demo: Database) -> None:
    query = select(conversation.c.code, conversation.c.changed, conversation.c.status)
    query = query.where(conversation.c.code.in_(FIXTURES.values())).order_by(conversation.c.code)
    with demo.read() as connection:
        before = connection.execute(query).all()
    play(demo, 1800)
    with demo.read() as connection:
        assert connection.execute(query).all() == before


def test_customer_writes_again_while_somebody_works_on_it(demo: Database) -> None:
    assert [event for event in play(demo, 60) if event.kind == "customer wrote again"] == []
    assign(demo, to=DEMO_AGENT, code=AGAIN)
    again = [event for event in play(demo, 121, start=60) if event.kind == "customer wrote again"]
    assert len(again) in (6, 7)
    gaps = {(two.at - one.at).total_seconds() for one, two in itertools.pairwise(again)}
    assert gaps == {20.0}
    with demo.write() as connection:
        connection.execute(update(conversation).where(conversation.c.code == AGAIN).values(status="A"))
    assert [event for event in play(demo, 60, start=181) if event.kind == "customer wrote again"] == []


def test_customer_answers_what_ana_wrote(demo: Database) -> None:
    code = FIXTURES["FX-01"]
    with demo.write() as connection:
        done = conversation.c.code != code
        connection.execute(update(conversation).where(done, conversation.c.status == "A").values(status="R"))
        values = {"status": "A", "assigned_to": DEMO_AGENT}
        connection.execute(update(conversation).where(conversation.c.code == code).values(values))
    play(demo, 120)
    assert find(demo, code).status == "C"


def test_it_goes_on_after_a_restart_without_catching_up(demo: Database) -> None:
    first = play(demo, 60)
    assert first
    later = play(demo, 60, start=7200)
    assert 1 <= len(later) <= 10
    with demo.read() as connection:
        bodies = connection.execute(
            select(message.c.conversation_id, message.c.body, func.count().label("times"))
            .where(message.c.created >= int(DEMO_NOW.timestamp()), message.c.rtype == "M")
            .group_by(message.c.conversation_id, message.c.body)
        ).all()
    assert {row.times for row in bodies} == {1}


def test_same_seed_same_play(demo: Database) -> None:
    other = Database.open("sqlite://")
    seed_demo(other, now=DEMO_NOW)
    kinds = [(event.at, event.kind) for event in play(demo, 300, seed=5)]
    assert kinds == [(event.at, event.kind) for event in play(other, 300, seed=5)]
    other.close()


def test_speed(demo: Database) -> None:
    assert play(demo, 60, speed=0) == []
    fast = play(demo, 60, speed=10)
    assert len(fast) > 30


def test_offline_department_stays_offline(demo: Database) -> None:
    assert {"agent came", "agent went"} & {event.kind for event in play(demo, 1800)}
    with demo.read() as connection:
        online = select(agent_department.c.online).where(agent_department.c.department_id == OFFLINE_DEPARTMENT)
        assert set(connection.scalars(online)) == {""}


def test_positions_stay_unique_and_times_in_order(demo: Database) -> None:
    play(demo, 900)
    with demo.read() as connection:
        query = select(message_group).order_by(message_group.c.conversation_id, message_group.c.position)
        groups = connection.execute(query).all()
    pairs = itertools.pairwise(groups)
    assert all(one.created <= two.created for one, two in pairs if one.conversation_id == two.conversation_id)


@pytest.mark.parametrize("name", [DEFAULT_ZONE, "Asia/Tokyo"])
def test_business_hours_are_those_of_the_desks_zone(demo: Database, name: str) -> None:
    zone = ZoneInfo(name)
    play(demo, 900, zone=zone)
    query = select(
        sla_clock.c.opened, sla_clock.c.due, sla_level.c.hours, sla_level.c.first_seconds, sla_level.c.next_seconds
    )
    query = query.join(sla_level, sla_level.c.id == sla_clock.c.level_id).where(sla_level.c.hours != "")
    with demo.read() as connection:
        clocks = connection.execute(query.where(sla_clock.c.opened > int(DEMO_NOW.timestamp()))).all()
    assert len(clocks) > 5
    for opened, due, hours, *seconds in clocks:
        assert due in [read_hours(hours, zone).after(opened, limit) for limit in seconds]


async def test_run_until_cancelled(demo: Database) -> None:
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Watched(LivePlay):
        def step(self, now: Any) -> list[PlayEvent]:
            events = super().step(now)
            loop.call_soon_threadsafe(began.set)
            return events

    task = asyncio.create_task(Watched(demo, clock=lambda: DEMO_NOW, zone=ZONE).run())
    await asyncio.wait_for(began.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert demo.setting("play") is not None
