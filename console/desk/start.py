"""What a desk needs before it can be called: rows to begin with, a zone, and a key."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from console.contract.zone import DEFAULT_ZONE
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.ids import new_id
from console.desk.keys import any_key, make_key, store_key
from console.desk.tables import agent, agent_department, department

FIRST_AGENT_EMAIL = "owner@desk.example"
SEEDS = ("demo", "empty")
"""What an empty database can be filled with."""

_FIRST_DEPARTMENT = "default"


def fill_if_empty(database: Database, seed: str | None, *, now: datetime) -> bool:
    """Fill a database without departments: `demo`, `empty` (one department, one agent) or None for nothing at all.

    Returns whether rows were written. Raises `DeskError` for a seed that does not exist.
    """
    if seed is not None and seed not in SEEDS:
        message = f"There is no seed {seed}; choose {' or '.join(SEEDS)}."
        raise DeskError(message)
    with database.read() as connection:
        if seed is None or connection.scalar(select(department.c.id).limit(1)) is not None:
            return False
    if seed == "demo":
        from console.desk.seed import seed_demo

        seed_demo(database, now=now)
    else:
        _first_rows(database)
    return True


def find_zone(database: Database, name: str | None) -> ZoneInfo:
    """The zone of the wire's times: the one asked for, else the database's, else that of the API's documentation."""
    wanted = name or database.setting("zone") or DEFAULT_ZONE
    try:
        return ZoneInfo(wanted)
    except (KeyError, ValueError, OSError):
        message = f"There is no time zone {wanted}; names look like Europe/Bratislava."
        raise DeskError(message) from None


def accept_key(database: Database, key: str | None, *, now: datetime) -> str | None:
    """Accept the key that was given, in place of one given at an earlier start. Without any key one is made.

    Returns the key that was made, which is known to nobody else, or None.
    """
    with database.write() as connection:
        if key:
            store_key(connection, key, name="given", now=now)
            return None
        if any_key(connection):
            return None
        made = make_key()
        store_key(connection, made, name="first", now=now)
        return made


def _first_rows(database: Database) -> None:
    owner = new_id()
    with database.write() as connection:
        connection.execute(insert(department).values(id=_FIRST_DEPARTMENT, name="General", preset="TPM"))
        connection.execute(
            insert(agent).values(
                id=owner,
                contact_id=new_id(),
                email=FIRST_AGENT_EMAIL,
                first_name="First",
                last_name="Agent",
                system_name="owner",
                auth_token=make_key(),
                role="O",
            )
        )
        connection.execute(insert(agent_department).values(agent_id=owner, department_id=_FIRST_DEPARTMENT))
