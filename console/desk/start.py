"""What a desk needs before it can be called: rows to begin with, a zone, and a key."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from console.contract.enums import AgentRole
from console.contract.zone import DEFAULT_ZONE
from console.desk.admin import NewAgent, insert_first_rows
from console.desk.db import Database
from console.desk.errors import DeskError
from console.desk.filling import holds_nothing, is_empty
from console.desk.keys import any_key, make_key, store_key

FIRST_DEPARTMENT_NAME = "General"
FIRST_AGENT_EMAIL = "owner@desk.example"
SEEDS = ("demo", "empty")
"""What an empty database can be filled with."""


def fill_if_empty(database: Database, seed: str | None, *, now: datetime) -> bool:
    """Fill a database without departments: `demo`, `empty` (one department, one agent) or None for nothing at all.

    Returns whether rows were written. Raises `DeskError` for a seed that does not exist, and for a database that was
    not filled to the end.
    """
    if seed is not None and seed not in SEEDS:
        message = f"There is no seed {seed}; choose {' or '.join(SEEDS)}."
        raise DeskError(message)
    if not is_empty(database) or seed is None:
        return False
    if seed == "demo":
        from console.desk.seed import seed_demo

        seed_demo(database, now=now)
    else:
        owner = NewAgent(FIRST_AGENT_EMAIL, "First", "Agent", AgentRole.OWNER, chat_slots=0)
        with database.write() as connection:
            if holds_nothing(connection):
                insert_first_rows(connection, FIRST_DEPARTMENT_NAME, owner)
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
