"""Letters of what somebody is online for: unions of them, in one order."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from console.contract.enums import OnlineService
from console.desk.tables import agent_department

_ORDER = "".join(service.value for service in OnlineService)


def union(letters: Iterable[str]) -> str:
    """Every letter that occurs, once: chat, phone, tickets, read."""
    there = set().union(*letters)
    return "".join(letter for letter in _ORDER if letter in there)


def online_in_departments(connection: Connection, department_id: str | None = None) -> dict[str, str]:
    """What somebody is online for, by department; departments without agents are not in it."""
    query = select(agent_department.c.department_id, agent_department.c.online)
    if department_id is not None:
        query = query.where(agent_department.c.department_id == department_id)
    letters: dict[str, list[str]] = {}
    for row in connection.execute(query):
        letters.setdefault(row.department_id, []).append(row.online)
    return {department: union(found) for department, found in letters.items()}


def online_agents(connection: Connection, service: OnlineService) -> dict[str, set[str]]:
    """The agents who are online for a service, by department."""
    query = select(agent_department.c.department_id, agent_department.c.agent_id)
    agents: dict[str, set[str]] = {}
    for row in connection.execute(query.where(agent_department.c.online.contains(service.value))).all():
        agents.setdefault(row.department_id, set()).add(row.agent_id)
    return agents
