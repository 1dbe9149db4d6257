"""How a conversation stands, read from its row and from its events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select

from console.contract.enums import ConversationStatus
from console.desk.events.book import Standing
from console.desk.events.kinds import Kind
from console.desk.events.rows import ClockRow, LoadRow
from console.desk.tables import event, load_stretch, sla_clock

_REMEMBERED = (
    Kind.OPENED, Kind.ASSIGNED, Kind.RESOLVED, Kind.ANSWER, Kind.CHAT_ANSWER, Kind.REWARD, Kind.PUNISHMENT,
)  # fmt: skip

_CONVERSATION: BindParameter[str] = bindparam("conversation")
_SEEN = (
    select(event.c.kind, func.max(event.c.at))
    .where(event.c.conversation_id == _CONVERSATION, event.c.kind.in_([kind.value for kind in _REMEMBERED]))
    .group_by(event.c.kind)
)
_OPEN_LOAD = (
    select(load_stretch)
    .where(load_stretch.c.conversation_id == _CONVERSATION, load_stretch.c.to_at.is_(None))
    .order_by(load_stretch.c.id.desc())
    .limit(1)
)
_OPEN_CLOCK = (
    select(sla_clock)
    .where(sla_clock.c.conversation_id == _CONVERSATION, sla_clock.c.closed.is_(None))
    .order_by(sla_clock.c.id.desc())
    .limit(1)
)


def new_standing(target: Row[Any], at: int) -> Standing:
    """Of a conversation that begins now."""
    return Standing(
        target.id, target.channel, target.owner_id, at, target.status, target.department_id, target.assigned_to, at
    )


def read_standing(connection: Connection, target: Row[Any]) -> Standing:
    """Of a conversation as it is in the database. One without events has been as it is since it was created."""
    seen = _seen(connection, target.id)
    standing = new_standing(target, target.created)
    standing.load, standing.clock = _open_load(connection, target.id), _open_clock(connection, target.id)
    standing.assigned_before = Kind.ASSIGNED in seen or target.assigned_to is not None
    standing.resolved_before = Kind.RESOLVED in seen or target.status == ConversationStatus.RESOLVED.value
    if target.status == ConversationStatus.OPEN.value:
        standing.since = seen.get(Kind.OPENED, target.created)
    if standing.load is not None:
        begun = standing.load["from_at"]
        standing.heard = max(seen.get(Kind.ANSWER, -1), seen.get(Kind.CHAT_ANSWER, -1)) >= begun
        standing.rated = max(seen.get(Kind.REWARD, -1), seen.get(Kind.PUNISHMENT, -1)) >= begun
    return standing


def _seen(connection: Connection, conversation_id: str) -> dict[str, int]:
    """When each of the remembered kinds happened last."""
    return {row[0]: row[1] for row in connection.execute(_SEEN, {"conversation": conversation_id})}


def _open_load(connection: Connection, conversation_id: str) -> LoadRow | None:
    found = connection.execute(_OPEN_LOAD, {"conversation": conversation_id}).first()
    if found is None:
        return None
    return {
        "id": found.id,
        "load": found.load,
        "conversation_id": found.conversation_id,
        "department_id": found.department_id,
        "agent_id": found.agent_id,
        "from_at": found.from_at,
        "to_at": None,
        "reach": found.reach,
    }


def _open_clock(connection: Connection, conversation_id: str) -> ClockRow | None:
    found = connection.execute(_OPEN_CLOCK, {"conversation": conversation_id}).first()
    if found is None:
        return None
    return {
        "id": found.id,
        "service": found.service,
        "conversation_id": found.conversation_id,
        "department_id": found.department_id,
        "agent_id": found.agent_id,
        "customer_id": found.customer_id,
        "level_id": found.level_id,
        "opened": found.opened,
        "due": found.due,
        "closed": None,
    }
