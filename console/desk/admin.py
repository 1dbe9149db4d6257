"""What whoever runs a desk does to it: making it, and its keys, agents and departments. Nothing here prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from console.contract.enums import AgentRole, OnlineService
from console.desk.db import Database, write_setting
from console.desk.errors import DeskError
from console.desk.filling import require_empty
from console.desk.ids import new_id
from console.desk.keys import make_key, store_key
from console.desk.tables import agent, agent_department, api_key, department

FIRST_DEPARTMENT_ID = "default"
ALL_SERVICES = "TPM"
"""Chat, phone and tickets."""

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_LONGEST_NAME = 200


class NotThereError(DeskError):
    """There is no such key or department."""


@dataclass(frozen=True, slots=True)
class Key:
    """An API key, without the key itself, which is nowhere."""

    id: str
    name: str
    created: datetime
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class Department:
    """A department; services are letters of `OnlineService`."""

    id: str
    name: str
    description: str
    services: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent with the names of the departments that the agent serves."""

    id: str
    email: str
    first_name: str
    last_name: str
    role: AgentRole
    chat_slots: int
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewAgent:
    """What is to be known of a new agent. Departments are named by id or by name."""

    email: str
    first_name: str
    last_name: str = ""
    role: AgentRole = AgentRole.AGENT
    departments: Sequence[str] = ()
    services: str | None = None
    """Letters of what the agent does there; None: whatever the department does."""
    chat_slots: int = 3


def init_desk(database: Database, *, department_name: str, owner: NewAgent, zone: str, now: datetime) -> str:
    """Make a desk of one department and its owner in an empty database; returns the first key, known to nobody else."""
    with database.write() as connection:
        require_empty(connection)
        insert_first_rows(connection, department_name, owner)
        write_setting(connection, "zone", zone)
        key = make_key()
        store_key(connection, key, name="first", now=now)
    return key


def insert_first_rows(connection: Connection, department_name: str, owner: NewAgent) -> None:
    """The least that a desk needs: a department and its owner."""
    _insert_department(connection, FIRST_DEPARTMENT_ID, department_name, "", ALL_SERVICES)
    _insert_agent(connection, owner, [FIRST_DEPARTMENT_ID])


def add_key(database: Database, name: str, *, now: datetime) -> str:
    """Make a key under a new name; it is returned here and is nowhere else."""
    name = _checked_name("key", name)
    key = make_key()
    with database.write() as connection:
        query = select(api_key.c.id).where(api_key.c.name == name, api_key.c.revoked.is_(None))
        if connection.scalar(query) is not None:
            message = f"There is a key {name} already; revoke it first, or take another name."
            raise DeskError(message)
        store_key(connection, key, name=name, now=now)
    return key


def list_keys(database: Database) -> list[Key]:
    """All keys, revoked ones too, the oldest first."""
    query = select(api_key).order_by(api_key.c.created, api_key.c.name)
    with database.read() as connection:
        return [_key(row) for row in connection.execute(query)]


def revoke_key(database: Database, identifier: str, *, now: datetime) -> Key:
    """Refuse a key, by its id or name, from now on."""
    matches = (api_key.c.id == identifier) | (api_key.c.name == identifier)
    with database.write() as connection:
        found = connection.execute(select(api_key).where(matches, api_key.c.revoked.is_(None))).first()
        if found is None:
            message = f"There is no key {identifier} that is valid."
            raise NotThereError(message)
        change = update(api_key).where(api_key.c.id == found.id).values(revoked=int(now.timestamp()))
        connection.execute(change)
        return _key(connection.execute(select(api_key).where(api_key.c.id == found.id)).one())


def add_department(database: Database, name: str, *, description: str = "", services: str = "M") -> Department:
    """Make a department under a new name."""
    with database.write() as connection:
        key = _insert_department(connection, new_id(), name, description, services)
        return _department(connection.execute(select(department).where(department.c.id == key)).one())


def list_departments(database: Database) -> list[Department]:
    """All departments, deleted ones too, in their order."""
    query = select(department).order_by(department.c.position, department.c.id)
    with database.read() as connection:
        return [_department(row) for row in connection.execute(query)]


def add_agent(database: Database, new: NewAgent) -> Agent:
    """Make an agent. Raises `DeskError` for no address or one that is taken, and for a department that is not there."""
    with database.write() as connection:
        key = _insert_agent(connection, new, [find_department(connection, one) for one in new.departments])
        return next(one for one in _agents(connection) if one.id == key)


def list_agents(database: Database) -> list[Agent]:
    """All agents, by their addresses."""
    with database.read() as connection:
        return sorted(_agents(connection), key=lambda one: one.email)


def find_department(connection: Connection, identifier: str) -> str:
    """The id of a department that is not deleted, by its id or name; raises `NotThereError`."""
    matches = (department.c.id == identifier) | (func.lower(department.c.name) == identifier.lower())
    found: str | None = connection.scalar(select(department.c.id).where(matches, department.c.deleted == "N"))
    if found is None:
        message = f"There is no department {identifier}."
        raise NotThereError(message)
    return found


def _insert_department(connection: Connection, key: str, name: str, description: str, services: str) -> str:
    name = _checked_name("department", name)
    taken = select(department.c.id).where(func.lower(department.c.name) == name.lower(), department.c.deleted == "N")
    if connection.scalar(taken) is not None:
        message = f"There is a department {name} already."
        raise DeskError(message)
    last = connection.scalar(select(func.max(department.c.position)))
    row = {"id": key, "name": name, "description": description, "preset": _checked_services(services)}
    connection.execute(insert(department).values(**row, position=0 if last is None else last + 1))
    return key


def _insert_agent(connection: Connection, new: NewAgent, places: Sequence[str]) -> str:
    email = new.email.strip()
    if not _ADDRESS.fullmatch(email):
        message = f"{email or 'An empty text'} is no e-mail address."
        raise DeskError(message)
    if connection.scalar(select(agent.c.id).where(func.lower(agent.c.email) == email.lower())) is not None:
        message = f"There is an agent {email} already."
        raise DeskError(message)
    key = new_id()
    row = {
        "id": key,
        "contact_id": new_id(),
        "email": email,
        "first_name": _checked_name("agent", new.first_name),
        "last_name": new.last_name.strip(),
        "system_name": email.partition("@")[0],
        "auth_token": make_key(),
        "role": new.role.value,
        "chat_slots": new.chat_slots,
    }
    connection.execute(insert(agent).values(**row))
    for place in places:
        preset = connection.scalar(select(department.c.preset).where(department.c.id == place)) or ""
        services = preset if new.services is None else _checked_services(new.services)
        connection.execute(insert(agent_department).values(agent_id=key, department_id=place, preset=services))
    return key


def _checked_name(what: str, name: str) -> str:
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        message = f"A name of {what} is one line of 1 to {_LONGEST_NAME} letters."
        raise DeskError(message)
    return name


def _checked_services(letters: str) -> str:
    known = [service.value for service in OnlineService]
    if not letters or not set(letters) <= set(known):
        message = f"There are no services {letters!r}; there are {', '.join(known)}."
        raise DeskError(message)
    return "".join(letter for letter in known if letter in letters)


def _agents(connection: Connection) -> list[Agent]:
    served: dict[str, list[str]] = {}
    joined = agent_department.join(department, department.c.id == agent_department.c.department_id)
    query = select(agent_department.c.agent_id, department.c.name).select_from(joined)
    for key, name in connection.execute(query.order_by(department.c.position, department.c.id)):
        served.setdefault(key, []).append(name)
    return [_agent(row, served.get(row.id, [])) for row in connection.execute(select(agent))]


def _agent(row: Row[Any], departments: list[str]) -> Agent:
    role = AgentRole(row.role)
    return Agent(row.id, row.email, row.first_name, row.last_name, role, row.chat_slots, tuple(departments))


def _department(row: Row[Any]) -> Department:
    return Department(row.id, row.name, row.description, row.preset, row.deleted == "Y")


def _key(row: Row[Any]) -> Key:
    revoked = None if row.revoked is None else datetime.fromtimestamp(row.revoked, UTC)
    return Key(row.id, row.name, datetime.fromtimestamp(row.created, UTC), revoked)
