"""People of the cache: agents and customers by userid, so that authors have names."""

from __future__ import annotations

import json
from collections.abc import Iterable

from console.store.db import Database
from console.store.records import Person, PersonKind

SYSTEM_USER_ID = "system00"
"""Author of what the system does."""

SYSTEM = Person(SYSTEM_USER_ID, "System", PersonKind.SYSTEM)


class People:
    """Who is who."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, people: Iterable[Person]) -> None:
        """Remember people; those who are as they were cost nothing."""
        wanted = {person.id: person for person in people if person.id and person.id != SYSTEM_USER_ID}
        known = self.known(wanted)
        fresh = [person for person in wanted.values() if known.get(person.id) != person]
        if fresh:
            with self._database.write() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO person (id, name, kind, email) VALUES (?, ?, ?, ?)",
                    [(person.id, person.name, person.kind.value, person.email) for person in fresh],
                )

    def known(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those of these people who are known; the system always is."""
        wanted = set(ids)
        rows = self._database.fetch(
            "SELECT id, name, kind, email FROM person WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(wanted))],
        )
        people = {row[0]: _person(row) for row in rows}
        return people | ({SYSTEM_USER_ID: SYSTEM} if SYSTEM_USER_ID in wanted else {})

    def person(self, user_id: str) -> Person:
        """Somebody, by the bare id when nothing is known."""
        return self.known([user_id]).get(user_id) or nobody_known(user_id)

    def agent_with(self, email: str) -> Person | None:
        """The agent with this address."""
        rows = self._database.fetch(
            "SELECT id, name, kind, email FROM person WHERE email = ? COLLATE NOCASE AND kind = ?",
            [email.strip(), PersonKind.AGENT.value],
        )
        return _person(rows[0]) if rows else None


def nobody_known(user_id: str) -> Person:
    """Somebody of whom only the id is known; an empty id is the system's."""
    return Person(user_id, user_id, PersonKind.UNKNOWN) if user_id else SYSTEM


def _person(row: tuple[str, str, str, str]) -> Person:
    return Person(row[0], row[1], PersonKind(row[2]), row[3])
