"""What the load set has promised, and who was online when."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from console.contract.zone import DEFAULT_ZONE
from console.desk.events import Desk, Level, Levels, OnlineStretch, Rules, Shifts
from console.desk.events.hours import read_hours
from console.desk.seed.drafts import MINUTE
from console.desk.seed.load.people import Agent, People
from console.desk.seed.material import read_toml
from console.desk.seed.people import DAY

_WEEKEND = 5
_DAYS_OFF, _WEEKENDS_OFF = 0.08, 0.7
_LATE = 15 * MINUTE


def level_rows(people: People) -> list[dict[str, Any]]:
    """Rows of the SLA levels."""
    by_topic = {place.topic: place.id for place in people.places}
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "position": position,
            "service": row["service"],
            "department_id": by_topic.get(row.get("topic")),
            "first_seconds": row["first"],
            "next_seconds": row.get("next"),
            "hours": row["hours"],
        }
        for position, row in enumerate(read_toml("load/desk")["level"])
    ]


def online_stretches(people: People, now: datetime, days: int, rng: random.Random) -> list[OnlineStretch]:
    """When who was online in the last days, up to those who are now."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    moment, found = int(now.timestamp()), []
    for back in range(days, -1, -1):
        day = midnight - timedelta(days=back)
        for one in people.agents:
            stretch = _shift(one, day, moment, rng)
            if stretch is not None:
                places = [people.places[place] for place in one.places]
                found += [
                    OnlineStretch(one.id, place.id, letter, *stretch) for place in places for letter in place.preset
                ]
    return found


def desk_of(people: People, levels: list[dict[str, Any]], online: list[OnlineStretch], tags: dict[str, str]) -> Desk:
    """What the conversations refer to when events are derived from them."""
    zone = ZoneInfo(DEFAULT_ZONE)
    known = (
        Level(row["id"], row["service"], row["department_id"], row["first_seconds"], row["next_seconds"],
              read_hours(row["hours"], zone))
        for row in levels
    )  # fmt: skip
    return Desk(
        Rules(Levels(known, zone), Shifts(online).ringing),
        agents=frozenset(one.id for one in people.agents),
        agent_names={one.name: one.id for one in people.agents},
        department_names={place.name: place.id for place in people.places},
        tag_names=tags,
    )


def _shift(one: Agent, day: datetime, now: int, rng: random.Random) -> tuple[int, int | None] | None:
    """One shift, without an end while it goes on; None on a day off."""
    start, end = (int(day.timestamp()) + minute * MINUTE for minute in one.shift)
    if end <= start:
        end += DAY
    late, free = rng.randrange(_LATE), rng.random() < (_WEEKENDS_OFF if day.weekday() >= _WEEKEND else _DAYS_OFF)
    if start <= now < end:
        return min(start + late, now), None
    return None if free or start > now else (start + late, end)
