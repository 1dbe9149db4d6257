"""A conversation as it was written beforehand, which is what events are derived from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Line(NamedTuple):
    """One message: its letter, its author, when, and what it says."""

    letter: str
    user_id: str
    at: int
    body: str


class Act(NamedTuple):
    """One message group with its messages, in order."""

    rtype: str
    user_id: str
    at: int
    finished: int
    lines: list[Line]


@dataclass(slots=True)
class Thread:
    """A conversation with its groups and messages, in order, and its tags. Times are UTC epoch seconds."""

    id: str
    channel: str
    owner_id: str | None
    department_id: str | None
    agent_id: str | None
    status: str
    created: int
    changed: int
    tags: list[str]
    """Ids of the tags that are on it now."""
    acts: list[Act] = field(default_factory=list)

    @classmethod
    def of_rows(
        cls,
        conversation: Mapping[str, Any],
        groups: Iterable[Mapping[str, Any]],
        messages: Iterable[Mapping[str, Any]],
        tags: Iterable[str],
    ) -> Thread:
        """A thread from rows of the tables of the same names, groups and messages in their order.

        Messages of other conversations must not be among them; which group a message is in, its row says.
        """
        row = conversation
        lines: dict[str, list[Line]] = {}
        for one in messages:
            line = Line(one["rtype"], one["user_id"], one["created"], one["body"])
            lines.setdefault(one["group_id"], []).append(line)
        acts = [
            Act(one["rtype"], one["user_id"], one["created"], one["finished"], lines.get(one["id"], []))
            for one in groups
        ]  # fmt: skip
        return cls(
            row["id"], row["channel"], row["owner_id"], row["department_id"], row["assigned_to"], row["status"],
            row["created"], row["changed"], list(tags), acts,
        )  # fmt: skip
