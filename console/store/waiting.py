"""Who waits, as a picture that can be compared with a later one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.store.db import Database


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waited at a moment."""

    assigned: Mapping[int, str | None]
    """The numbers of new and open conversations, and who had them."""
    last: int
    """The highest number that there was."""


class WaitingOnes:
    """The waiting conversations of the cache."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> Waiting:
        """Who waits, by their numbers."""
        rows = self._database.fetch("SELECT number, assigned_to FROM conversation WHERE status IN ('N', 'C')")
        last = self._database.fetch("SELECT max(number) FROM conversation")
        return Waiting(dict(rows), (last[0][0] or 0) if last else 0)

    def times(self, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
        """When conversations were made and changed last, by their numbers."""
        query = (
            "SELECT number, coalesce(created, changed), changed FROM conversation JOIN json_each(?) ON value = number"
        )
        return {row[0]: (row[1], row[2]) for row in self._database.fetch(query, [json.dumps(list(numbers))])}

    def owners(self, numbers: Sequence[int]) -> list[str]:
        """Who has conversations, as far as it is known."""
        query = "SELECT assigned_to FROM conversation JOIN json_each(?) ON value = number WHERE assigned_to IS NOT NULL"
        return [row[0] for row in self._database.fetch(query, [json.dumps(list(numbers))])]
