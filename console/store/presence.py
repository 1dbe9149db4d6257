"""Departments and presence of the cache, and how far each department is synced."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from console.store.db import Database
from console.store.records import AgentPresence, DepartmentPresence, Presence
from console.store.values import moment, seconds


@dataclass(frozen=True, slots=True)
class DepartmentState:
    """A department and how far its conversations are known."""

    id: str
    name: str
    deleted: bool
    synced_to: datetime | None
    """The latest change seen in it; None before its first fill."""
    counters: str
    """Its counters at the last sync, as opaque text."""
    filled_to: datetime | None = None
    """Everything changed since then is known; None before the archive was begun, the epoch when all of it is."""


class PresenceCache:
    """Departments, who is online as last seen, and small facts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_departments(self, departments: Iterable[tuple[str, str, bool]]) -> None:
        """Write the list of departments in its order: id, name, whether deleted."""
        with self._database.write() as connection:
            for position, (department_id, name, deleted) in enumerate(departments):
                connection.execute(
                    "INSERT INTO department (id, name, deleted, position) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (id) DO UPDATE SET name = ?2, deleted = ?3, position = ?4",
                    [department_id, name, int(deleted), position],
                )

    def departments(self) -> list[DepartmentState]:
        """All departments in the server's order."""
        rows = self._database.fetch(
            "SELECT id, name, deleted, synced_to, counters, filled_to FROM department ORDER BY position"
        )
        return [DepartmentState(row[0], row[1], bool(row[2]), moment(row[3]), row[4], moment(row[5])) for row in rows]

    def synced(self, department_id: str, to: datetime | None, counters: str) -> None:
        """Note how far a department is synced, and its counters then."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE department SET synced_to = ?, counters = ? WHERE id = ?", [seconds(to), counters, department_id]
            )

    def filled(self, department_id: str, to: datetime) -> None:
        """Note how far back a department is known."""
        with self._database.write() as connection:
            connection.execute("UPDATE department SET filled_to = ? WHERE id = ?", [seconds(to), department_id])

    def put(self, presence: Presence) -> None:
        """Store who is online."""
        stored = {
            "agents": [[one.id, one.name, one.email, one.services, one.departments] for one in presence.agents],
            "departments": [_encode(one) for one in presence.departments],
        }
        self.put_fact("presence", json.dumps(stored), presence.fetched_at or datetime.fromtimestamp(0, UTC))

    def get(self) -> Presence:
        """Who was online when somebody asked last."""
        fact = self.fact("presence")
        if fact is None:
            return Presence()
        stored = json.loads(fact[0])
        return Presence(
            agents=tuple(_decode_agent(one) for one in stored["agents"]),
            departments=tuple(_decode(one) for one in stored["departments"]),
            fetched_at=fact[1],
        )

    def waiting_by_agent(self) -> dict[str, int]:
        """How many conversations that wait each agent has, by userid; those whose agent is not known are left out."""
        rows = self._database.fetch(
            "SELECT assigned_to, count(*) FROM shown WHERE waiting_since IS NOT NULL AND assigned_to <> '' GROUP BY 1"
        )
        return {row[0]: row[1] for row in rows}

    def put_members(self, members: Mapping[str, Sequence[str]], at: datetime) -> None:
        """Store the departments of each agent."""
        self.put_fact("members", json.dumps({agent: list(ids) for agent, ids in members.items()}), at)

    def members(self) -> dict[str, tuple[str, ...]]:
        """The departments of each agent."""
        fact = self.fact("members")
        return {agent: tuple(ids) for agent, ids in json.loads(fact[0]).items()} if fact else {}

    def put_fact(self, name: str, body: str, at: datetime) -> None:
        """Keep a small text under a name."""
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", [name, body, at.timestamp()])

    def fact(self, name: str) -> tuple[str, datetime] | None:
        """A small text and since when it holds."""
        rows = self._database.fetch("SELECT body, fetched_at FROM snapshot WHERE name = ?", [name])
        return (rows[0][0], datetime.fromtimestamp(rows[0][1], UTC)) if rows else None


def _encode(one: DepartmentPresence) -> list[object]:
    since = None if one.offline_since is None else one.offline_since.timestamp()
    counts = [one.new, one.replies, one.chats, one.total, one.max_chats]
    return [one.id, one.name, one.services, one.preset, counts, one.deleted, since, one.last_agents]


def _decode(stored: list[Any]) -> DepartmentPresence:
    department_id, name, services, preset, counts, deleted, since, *more = stored
    new, replies, chats, total, max_chats = counts
    return DepartmentPresence(
        department_id,
        name,
        services,
        preset,
        new,
        replies,
        chats,
        total,
        max_chats,
        deleted,
        moment(since),
        *more,
    )


def _decode_agent(stored: list[Any]) -> AgentPresence:
    user_id, name, email, services, departments = stored
    return AgentPresence(user_id, name, email, services, tuple(departments))
