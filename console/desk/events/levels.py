"""SLA levels: how soon an answer is due, by department and service, and how they are read from the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from console.desk.events.hours import Hours, read_hours
from console.desk.tables import sla_level

_LEVELS = select(
    sla_level.c.id,
    sla_level.c.service,
    sla_level.c.department_id,
    sla_level.c.first_seconds,
    sla_level.c.next_seconds,
    sla_level.c.hours,
).order_by(sla_level.c.position, sla_level.c.id)


@dataclass(frozen=True, slots=True)
class Level:
    """One SLA level. Seconds are business seconds; None: no such limit."""

    id: str
    service: str
    """A letter of `OnlineService`: chat, phone or tickets."""
    department_id: str | None
    """None: of every department that has no level of its own for the service."""
    first_seconds: int | None
    next_seconds: int | None
    hours: Hours


class Levels:
    """The levels of a desk; of several for the same department and service the first counts."""

    def __init__(self, levels: Iterable[Level], zone: ZoneInfo) -> None:
        self._levels: dict[tuple[str, str | None], Level] = {}
        for level in levels:
            self._levels.setdefault((level.service, level.department_id), level)
        self._always = read_hours("", zone)

    def find(self, service: str, department_id: str | None) -> Level | None:
        """The level of a service in a department; None when nothing was promised."""
        return self._levels.get((service, department_id)) or self._levels.get((service, None))

    def hours(self, service: str, department_id: str | None) -> Hours:
        """The business hours of a service in a department: all hours when it has no level."""
        level = self.find(service, department_id)
        return self._always if level is None else level.hours


def read_levels(connection: Connection, zone: ZoneInfo) -> Levels:
    """The levels that are stored, with their hours in the server's zone."""
    found = connection.execute(_LEVELS).all()
    return Levels(
        (
            Level(one, service, place, first, following, read_hours(hours, zone))
            for one, service, place, first, following, hours in found
        ),
        zone,
    )
