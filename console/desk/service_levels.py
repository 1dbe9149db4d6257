"""SLA levels as whoever runs a desk sets them: how soon somebody answers, where, and during which hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, insert, select, update

from console.contract.enums import OnlineService
from console.contract.zone import DEFAULT_ZONE
from console.desk.admin import find_department
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.events.hours import read_hours
from console.desk.ids import new_id
from console.desk.tables import department, sla_level

NO_LIMIT = 0
"""Seconds that take a limit away."""

_LEVELS = (
    select(sla_level, department.c.name.label("place"))
    .outerjoin(department, department.c.id == sla_level.c.department_id)
    .order_by(sla_level.c.position, sla_level.c.id)
)


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """One SLA level. Seconds are business seconds; None: no such limit."""

    id: str
    name: str
    service: OnlineService
    department_id: str | None
    """None: of every department that has no level of its own for the service."""
    department: str | None
    """Its name."""
    first_seconds: int | None
    next_seconds: int | None
    hours: str
    """Such as `mon-fri 08:00-18:00`, in the desk's zone; empty: all hours."""


@dataclass(frozen=True, slots=True)
class NewLimits:
    """What is to be promised. None: as it was; `NO_LIMIT` seconds: nothing any more."""

    first_seconds: int | None = None
    next_seconds: int | None = None
    hours: str | None = None


def list_levels(database: Database) -> list[ServiceLevel]:
    """All levels, in their order."""
    with database.read() as connection:
        return [_level(row) for row in connection.execute(_LEVELS)]


def set_level(database: Database, service: OnlineService, place: str | None, limits: NewLimits) -> ServiceLevel:
    """Promise something for a service in a department, named by id or name, or in all that have no level of their own.

    It holds for what begins to wait from now on. Raises `DeskError` for hours that cannot be read, and for a
    department that is not there.
    """
    values = _checked(limits)
    with database.write() as connection:
        department_id = None if place is None else find_department(connection, place)
        level_id = _find(connection, service, department_id) or _make(connection, service, department_id)
        if values:
            connection.execute(update(sla_level).where(sla_level.c.id == level_id).values(**values))
        return _level(connection.execute(_LEVELS.where(sla_level.c.id == level_id)).one())


def _checked(limits: NewLimits) -> dict[str, int | str | None]:
    values: dict[str, int | str | None] = {}
    if limits.first_seconds is not None:
        values["first_seconds"] = limits.first_seconds or None
    if limits.next_seconds is not None:
        values["next_seconds"] = limits.next_seconds or None
    if limits.hours is not None:
        try:
            read_hours(limits.hours, ZoneInfo(DEFAULT_ZONE))  # how they are written is the same in every zone
        except ValueError as error:
            message = f"{str(error).capitalize()}. They look like mon-fri 08:00-18:00, sat 10:00-14:00."
            raise DeskError(message) from None
        values["hours"] = limits.hours
    return values


def _find(connection: Connection, service: OnlineService, department_id: str | None) -> str | None:
    """The level that counts for a service in a department, and no other."""
    query = select(sla_level.c.id).where(sla_level.c.service == service.value)
    query = query.where(sla_level.c.department_id == department_id)
    found: str | None = connection.scalar(query.order_by(sla_level.c.position, sla_level.c.id).limit(1))
    return found


def _make(connection: Connection, service: OnlineService, department_id: str | None) -> str:
    level_id = new_id()
    name = connection.scalar(select(department.c.name).where(department.c.id == department_id)) or "All departments"
    last = connection.scalar(select(func.max(sla_level.c.position)))
    place = {"department_id": department_id, "position": 0 if last is None else last + 1}
    connection.execute(insert(sla_level).values(id=level_id, name=name, service=service.value, hours="", **place))
    return level_id


def _level(row: Row[Any]) -> ServiceLevel:
    return ServiceLevel(
        row.id,
        row.name,
        OnlineService(row.service),
        row.department_id,
        row.place,
        row.first_seconds,
        row.next_seconds,
        row.hours,
    )
