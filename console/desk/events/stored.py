"""Events of conversations that are in the database already, as one whole thread each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, func, select

from console.desk.context import full_name
from console.desk.events.book import Rules
from console.desk.events.derive import derive
from console.desk.events.levels import read_levels
from console.desk.events.rows import EventRows
from console.desk.events.shifts import OnlineStretch, Shifts
from console.desk.events.stretches import overlapping
from console.desk.events.teller import Desk
from console.desk.events.threads import Thread
from console.desk.tables import (
    agent,
    conversation,
    conversation_tag,
    department,
    event,
    message,
    message_group,
    online_stretch,
    tag,
)

_BATCH = 500
"""Conversations that are read at a time."""
_ENDLESS = 2**62


def record_stored(connection: Connection, zone: ZoneInfo, conversation_ids: Sequence[str] | None = None) -> None:
    """Derive and store the events of conversations that were stored whole; without ids, of all that have none yet."""
    if conversation_ids is None:
        known = select(event.c.id).where(event.c.conversation_id == conversation.c.id).exists()
        query = select(conversation.c.id).where(~known).order_by(conversation.c.created, conversation.c.id)
        conversation_ids = connection.scalars(query).all()
    batches = [conversation_ids[first : first + _BATCH] for first in range(0, len(conversation_ids), _BATCH)]
    if not batches:
        return
    oldest = select(func.min(conversation.c.created)).where(conversation.c.id.in_(batches[0]))
    desk = read_desk(connection, zone, since=connection.scalar(oldest) or 0)
    for batch in batches:
        rows = EventRows()
        for derived in derive(_threads(connection, batch), desk):
            rows.extend(derived)
        rows.store(connection)


def read_desk(connection: Connection, zone: ZoneInfo, *, since: int = 0) -> Desk:
    """What the threads of this database refer to, as far as they were begun since a moment."""
    agents = connection.execute(select(agent.c.id, agent.c.first_name, agent.c.last_name).order_by(agent.c.id)).all()
    row = online_stretch.c
    stretches = select(row.agent_id, row.department_id, row.service, row.from_at, row.to_at)
    reaching = connection.execute(stretches.where(overlapping(online_stretch, since, _ENDLESS)))
    return Desk(
        Rules(read_levels(connection, zone), Shifts(OnlineStretch(*one) for one in reaching).ringing),
        agents=frozenset(row.id for row in agents),
        agent_names={full_name(row.first_name, row.last_name): row.id for row in agents},
        department_names={row.name: row.id for row in connection.execute(select(department.c.id, department.c.name))},
        tag_names={row.name: row.id for row in connection.execute(select(tag.c.id, tag.c.name))},
    )


def _threads(connection: Connection, batch: Sequence[str]) -> Iterator[Thread]:
    group, line, mark = message_group.c, message.c, conversation_tag.c
    heads = _by_id(connection, select(conversation).where(conversation.c.id.in_(batch)), "id")
    groups = _by_id(connection, select(message_group).where(group.conversation_id.in_(batch)).order_by(group.position))
    messages = _by_id(connection, select(message).where(line.conversation_id.in_(batch)).order_by(line.position))
    tags = _by_id(connection, select(conversation_tag).where(mark.conversation_id.in_(batch)).order_by(mark.tag_id))
    for key in batch:
        yield Thread.of_rows(heads[key][0], groups[key], messages[key], [row["tag_id"] for row in tags[key]])


def _by_id(
    connection: Connection, query: Select[Any], name: str = "conversation_id"
) -> defaultdict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(query):
        fields = row._asdict()
        found[fields[name]].append(fields)
    return found
