"""The demo's events: every report has something to say, live play is recorded, and what is stored tells the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, delete, func, select

from console.contract.reports import REPORTS
from console.contract.zone import DEFAULT_ZONE
from console.desk.context import Context
from console.desk.db import Database
from console.desk.events import record_stored
from console.desk.handlers import HANDLERS
from console.desk.play import LivePlay
from console.desk.seed import DEMO_NOW, seed_demo
from console.desk.tables import (
    EVENT_TABLES,
    agent_department,
    conversation,
    event,
    load_stretch,
    metadata,
    online_stretch,
    rating,
    sla_clock,
    sla_level,
)
from tests.desk.small_desk import CHATTING, MIRA, NEW, OPEN, OWNERLESS, at, small_desk

ZONE = ZoneInfo(DEFAULT_ZONE)
NOW = int(DEMO_NOW.timestamp())
WAITING = ("N", "C", "T", "P")


@pytest.fixture(scope="module")
def demo() -> Iterator[Database]:
    """The demo, which the tests only read."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def played() -> Iterator[Database]:
    """The demo after ten minutes of play."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    live = LivePlay(opened, clock=lambda: DEMO_NOW, zone=ZONE)
    for second in range(0, 600, 3):
        live.step(DEMO_NOW + timedelta(seconds=second))
    yield opened
    opened.close()


def contents(database: Database, table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table without their numbers, in order."""
    columns = [column for column in table.c if column.name != "id"]
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


def test_every_report_has_something_to_say(demo: Database) -> None:
    with demo.read() as connection:
        ctx = Context(connection, lambda: DEMO_NOW, ZONE)
        for endpoint in REPORTS:
            params = endpoint.params.read({"date_from": "2026-10-24", "date_to": "2026-11-23"})
            rows = HANDLERS["GET", endpoint.path].function(ctx, params)
            assert rows, endpoint.name
            figures = {name: [row[name] for row in rows] for name in rows[0]}
            assert any(
                value not in ("0", None, "") for name, values in figures.items() if name != "date" for value in values
            )


def test_what_waits_is_what_the_conversations_say(demo: Database, played: Database) -> None:
    for database in (demo, played):
        with database.read() as connection:
            waiting = select(conversation.c.id).where(conversation.c.status.in_(WAITING))
            lasting = select(load_stretch.c.conversation_id).where(load_stretch.c.to_at.is_(None))
            assert sorted(connection.scalars(lasting)) == sorted(connection.scalars(waiting))
            running = select(sla_clock.c.conversation_id).where(sla_clock.c.closed.is_(None))
            assert set(connection.scalars(running)) <= set(connection.scalars(waiting))


def test_who_is_online_is_what_the_agents_say(demo: Database, played: Database) -> None:
    for database in (demo, played):
        with database.read() as connection:
            row, lasting = agent_department.c, online_stretch.c
            letters = connection.execute(select(row.agent_id, row.department_id, row.online)).all()
            expected = {(one.agent_id, one.department_id, letter) for one in letters for letter in one.online}
            query = select(lasting.agent_id, lasting.department_id, lasting.service).where(lasting.to_at.is_(None))
            assert {tuple(one) for one in connection.execute(query)} == expected


def test_no_event_is_in_the_future_and_no_time_is_negative(demo: Database) -> None:
    with demo.read() as connection:
        assert connection.scalar(select(func.max(event.c.at))) <= NOW
        assert connection.scalar(select(func.min(event.c.seconds))) >= 0
        assert connection.scalar(select(func.max(event.c.business - event.c.seconds))) <= 0
        assert connection.scalar(select(func.min(load_stretch.c.to_at - load_stretch.c.from_at))) >= 0


def test_the_play_is_recorded(played: Database) -> None:
    with played.read() as connection:
        later = select(event.c.kind).where(event.c.at > NOW).distinct()
        kinds = set(connection.scalars(later))
        praised = connection.execute(select(rating).where(rating.c.at > NOW)).all()
    assert kinds >= {
        "created", "incoming", "answer", "opened", "new_answered", "open_answered", "assigned", "resolved",
        "chat_rang", "chat_taken", "chat_answer", "chat_ended", "reward",
    }  # fmt: skip
    assert praised
    assert all(one.comment for one in praised)


def test_what_is_stored_tells_the_same_as_what_was_written(demo: Database) -> None:
    other = Database.open("sqlite://")
    seed_demo(other, now=DEMO_NOW)
    derived = [table for table in EVENT_TABLES if table not in (online_stretch, sla_level)]
    with other.write() as connection:
        for table in derived:
            connection.execute(delete(table))
        record_stored(connection, ZONE)
    for table in derived:
        assert contents(other, table) == contents(demo, table), table.name
    with other.write() as connection:
        record_stored(connection, ZONE)  # nothing is left to derive
    assert len(contents(other, event)) == len(contents(demo, event))
    other.close()


def test_a_desk_from_before_events_has_them_once_it_is_opened(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    older = Database.open(url)
    small_desk(older)
    with older.write() as connection:
        metadata.drop_all(connection, tables=EVENT_TABLES)
    older.set_setting("schema_version", "1")
    older.close()
    opened = Database.open(url)
    with opened.read() as connection:
        row = event.c
        found = connection.execute(select(row.kind, row.at, row.agent_id).where(row.conversation_id == OPEN)).all()
        waiting = set(connection.scalars(select(load_stretch.c.conversation_id).where(load_stretch.c.to_at.is_(None))))
    # Its customer wrote 50 hours ago and an hour ago; Mira, who has it, left a note 20 hours ago.
    assert [(kind, moment, agent) for kind, moment, agent in found] == [
        ("created", at(50), None),
        ("incoming", at(50), None),
        ("note", at(20), MIRA),
        ("incoming", at(1), None),
        ("assigned", at(1), MIRA),
        ("opened", at(1), None),
    ]
    assert waiting == {NEW, OPEN, OWNERLESS, CHATTING}
    opened.close()
