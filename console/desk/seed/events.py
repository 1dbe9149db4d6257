"""The demo's events: who was online in the last weeks, what was promised, and what its conversations say happened."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table

from console.contract.zone import DEFAULT_ZONE
from console.desk.context import full_name
from console.desk.events import Desk, EventRows, Level, Levels, OnlineStretch, Rules, Shifts, Thread, derive
from console.desk.events.hours import read_hours
from console.desk.seed.drafts import MINUTE, Rows
from console.desk.seed.people import DAY, OFFLINE_DEPARTMENT, Agent, People, department_rows
from console.desk.tables import online_stretch, sla_level

DAYS = 35
"""Days of being online: somewhat more than the reports go back by themselves."""
_SHORTEST_BREAK = 20 * MINUTE
_DAY_OFF = 0.08
_WEEKEND = 5
_FEW = 0.3
"""How many work on a Saturday or Sunday."""
_OFFICE = "mon-fri 08:00-18:00"
_LONG = "mon-fri 07:00-21:00, sat-sun 09:00-18:00"
_LEVELS = (
    ("slDefaul", "Standard", "M", None, 8, 12, _OFFICE),
    ("slTechni", "Technical", "M", "tech", 4, 8, _LONG),
    ("slPartne", "Partner", "M", "partner", 2, 4, _OFFICE),
    ("slOrders", "Orders", "M", "orders", 6, 8, _LONG),
    ("slChats0", "Chat", "T", None, 1 / 60, None, ""),
    ("slCalls0", "Phone", "P", None, 0.75 / 60, None, ""),
)
"""Id, name, service, department, hours to the first and to the next answer, business hours."""


def level_rows(people: People) -> list[dict[str, Any]]:
    """What the desk has promised."""
    return [
        {
            "id": key,
            "name": name,
            "position": position,
            "service": service,
            "department_id": None if place is None else people.departments[place],
            "first_seconds": int(first * 3600),
            "next_seconds": None if following is None else following * 3600,
            "hours": hours,
        }
        for position, (key, name, service, place, first, following, hours) in enumerate(_LEVELS)
    ]


def online_stretches(people: People, now: datetime, rng: random.Random) -> list[OnlineStretch]:
    """When who was online in the last weeks, up to those who are now; each day with a break, some days not at all."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for one in people.agents.values():
        for days in range(DAYS, -1, -1):
            day = midnight - timedelta(days=days)
            stretches = _shift(one, day, int(now.timestamp()), rng)
            places = [place for place in one.departments if days > 0 or place != OFFLINE_DEPARTMENT]
            found += [
                OnlineStretch(one.id, place, service, from_at, to_at)
                for from_at, to_at in stretches
                for place in places
                for service in one.departments[place]
            ]
    return sorted(found, key=lambda stretch: stretch.from_at)


def event_tables(
    people: People, rows: Rows, tag_ids: dict[str, str], now: datetime, rng: random.Random
) -> list[tuple[Table, list[dict[str, Any]]]]:
    """The rows of all tables of events; the conversations they are of have to be stored before them."""
    zone = ZoneInfo(DEFAULT_ZONE)
    promised, online = level_rows(people), online_stretches(people, now, rng)
    levels = (
        Level(row["id"], row["service"], row["department_id"], row["first_seconds"], row["next_seconds"],
              read_hours(row["hours"], zone))
        for row in promised
    )  # fmt: skip
    desk = Desk(
        Rules(Levels(levels, zone), Shifts(online).ringing),
        agents=people.agents,
        agent_names={full_name(one.first, one.last): one.id for one in people.agents.values()},
        department_names={row["name"]: row["id"] for row in department_rows()},
        tag_names=tag_ids,
    )
    derived = EventRows()
    for some in derive(_threads(rows), desk):
        derived.extend(some)
    tables = [(table, [dict(row) for row in some]) for table, some in derived.tables()]
    return [(sla_level, promised), (online_stretch, [dict(one.row()) for one in online]), *tables]


def _shift(one: Agent, day: datetime, now: int, rng: random.Random) -> list[tuple[int, int | None]]:
    """The stretches of one shift: two around a break, one without an end when it is going on, none on a day off."""
    start, end = (int(day.timestamp()) + minute * MINUTE for minute in one.shift)
    if end <= start:
        end += DAY
    late, pause, early = (rng.randrange(10 * MINUTE) for _ in range(3))
    free = rng.random() < (1 - _FEW if day.weekday() >= _WEEKEND else _DAY_OFF)
    if start <= now < end:
        return [(min(start + late, now), None)]
    if free or start > now:
        return []
    middle = (start + end) // 2 + pause
    return [(start + late, middle), (middle + _SHORTEST_BREAK + pause, end - early)]


def _threads(rows: Rows) -> Iterator[Thread]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    messages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    tags: defaultdict[str, list[str]] = defaultdict(list)
    for group in rows.groups:
        groups[group["conversation_id"]].append(group)
    for message in rows.messages:
        messages[message["conversation_id"]].append(message)
    for mark in rows.tags:
        tags[mark["conversation_id"]].append(mark["tag_id"])
    for head in rows.conversations:
        key = head["id"]
        yield Thread.of_rows(head, groups[key], messages[key], tags[key])
