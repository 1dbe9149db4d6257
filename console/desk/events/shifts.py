"""Who was online when, and at whom a chat or call rang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypedDict

from sqlalchemy import Connection, select

from console.desk.events.stretches import reach_of
from console.desk.tables import agent_department

_DAY = 86_400


class OnlineRow(TypedDict):
    """A row of the table of the same stretches."""

    agent_id: str
    department_id: str
    service: str
    from_at: int
    to_at: int | None
    reach: int


class OnlineStretch(NamedTuple):
    """A stretch of an agent's being online for a service (a letter) in a department; without an end it goes on."""

    agent_id: str
    department_id: str
    service: str
    from_at: int
    to_at: int | None

    def row(self) -> OnlineRow:
        """Its row, ready to be inserted."""
        return {
            "agent_id": self.agent_id,
            "department_id": self.department_id,
            "service": self.service,
            "from_at": self.from_at,
            "to_at": self.to_at,
            "reach": reach_of(self.from_at, self.to_at),
        }

    def covers(self, at: int) -> bool:
        """Whether the agent was there at a moment."""
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


class Shifts:
    """Stretches of being online, to ask who was there at a moment."""

    def __init__(self, stretches: Iterable[OnlineStretch] = ()) -> None:
        self._by_day: dict[tuple[str, str | None, int], list[OnlineStretch]] = {}
        self._open: dict[tuple[str, str | None], list[OnlineStretch]] = {}
        for one in stretches:
            place = one.service, one.department_id
            if one.to_at is None:
                self._open.setdefault(place, []).append(one)
                continue
            for day in range(one.from_at // _DAY, one.to_at // _DAY + 1):
                self._by_day.setdefault((*place, day), []).append(one)

    def ringing(self, service: str, department_id: str | None, at: int) -> Sequence[str]:
        """The agents who were online at a moment, in the order of their ids."""
        place = service, department_id
        stretches = [*self._by_day.get((*place, at // _DAY), ()), *self._open.get(place, ())]
        return sorted({one.agent_id for one in stretches if one.covers(at)})


def ringing_now(connection: Connection, service: str, department_id: str | None) -> Sequence[str]:
    """The agents who are online now, in the order of their ids."""
    row = agent_department.c
    query = select(row.agent_id).where(row.department_id == department_id, row.online.contains(service))
    return connection.scalars(query.order_by(row.agent_id)).all()
