"""The rows that events become, by table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

from sqlalchemy import Connection, Table, insert

from console.desk.tables import event, load_stretch, rating, sla_clock, tag_stretch

_INSERTS = {table.name: insert(table) for table in (event, load_stretch, tag_stretch, rating, sla_clock)}


class EventRow(TypedDict):
    """A moment."""

    at: int
    kind: str
    conversation_id: str
    department_id: str | None
    agent_id: str | None
    channel: str
    seconds: int | None
    business: int | None


class LoadRow(TypedDict):
    """A stretch of waiting or of being served; it has an id when it comes from the database."""

    id: NotRequired[int]
    load: str
    conversation_id: str
    department_id: str | None
    agent_id: str | None
    from_at: int
    to_at: int | None
    reach: int


class TagRow(TypedDict):
    """A stretch of a tag's being on a conversation."""

    conversation_id: str
    tag_id: str
    from_at: int
    to_at: int | None


class RatingRow(TypedDict):
    """A rating."""

    at: int
    kind: str
    conversation_id: str
    agent_id: str | None
    customer_id: str | None
    comment: str


class ClockRow(TypedDict):
    """An SLA time; it has an id when it comes from the database."""

    id: NotRequired[int]
    service: str
    conversation_id: str
    department_id: str | None
    agent_id: str | None
    customer_id: str | None
    level_id: str
    opened: int
    due: int
    closed: int | None


@dataclass(slots=True)
class EventRows:
    """New rows of some conversations."""

    events: list[EventRow] = field(default_factory=list)
    loads: list[LoadRow] = field(default_factory=list)
    tags: list[TagRow] = field(default_factory=list)
    ratings: list[RatingRow] = field(default_factory=list)
    clocks: list[ClockRow] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[Table, Sequence[Mapping[str, object]]]]:
        """The rows by table, for one insert each; tables without rows are left out."""
        parts: tuple[tuple[Table, Sequence[Mapping[str, object]]], ...] = (
            (event, self.events),
            (load_stretch, self.loads),
            (tag_stretch, self.tags),
            (rating, self.ratings),
            (sla_clock, self.clocks),
        )
        return ((table, rows) for table, rows in parts if rows)

    def store(self, connection: Connection) -> None:
        """Insert them all."""
        for table, rows in self.tables():
            connection.execute(_INSERTS[table.name], rows)

    def extend(self, other: EventRows) -> None:
        """Add the rows of another conversation."""
        self.events += other.events
        self.loads += other.loads
        self.tags += other.tags
        self.ratings += other.ratings
        self.clocks += other.clocks
