"""Overview: chats and phone calls at this moment, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from console.contract.base import NoParams, WireRow
from console.contract.enums import ConversationStatus, OnlineService
from console.contract.overview import READ_CALLS_OVERVIEW, READ_CHATS_OVERVIEW
from console.desk import presence
from console.desk.context import Context
from console.desk.handling import handles
from console.desk.tables import conversation, department

_ANYWHERE = or_(conversation.c.department_id.in_(select(department.c.id)), conversation.c.department_id.is_(None))
"""Always true, and said so that an index finds the few talks in a large archive."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """A chat or a call that nobody has ended."""

    id: str
    owner_id: str | None
    department_id: str | None
    agent_id: str | None
    """Nobody's as long as it waits."""


@handles(READ_CHATS_OVERVIEW)
def read_chats_overview(ctx: Context, _params: NoParams) -> list[WireRow]:
    """How many chats run and wait. Of the visitors on web pages the desk knows those alone who chat or wait to."""
    talks = _talks(ctx, ConversationStatus.CHATTING)
    waiting = sum(one.agent_id is None for one in talks)
    online = presence.online_agents(ctx.connection, OnlineService.CHAT)
    counts = {
        "visitors": len({one.owner_id or one.id for one in talks}),
        "chats": len(talks) - waiting,
        "queue": waiting,
        "agents": len(set().union(*online.values())),
    }
    return [{name: str(count) for name, count in counts.items()}]


@handles(READ_CALLS_OVERVIEW)
def read_calls_overview(ctx: Context, _params: NoParams) -> list[WireRow]:
    """How many calls are talked, ring at somebody, and wait until somebody is free."""
    talks = _talks(ctx, ConversationStatus.CALLING)
    busy = {one.agent_id for one in talks if one.agent_id is not None}
    running = sum(one.agent_id is not None for one in talks)
    ringing = _ringing([one for one in talks if one.agent_id is None], ctx, busy)
    counts = {"running": running, "ringing": ringing, "inqueue": len(talks) - running - ringing}
    return [{name: str(count) for name, count in counts.items()}]


def _talks(ctx: Context, status: ConversationStatus) -> list[_Talk]:
    """Chats or calls, oldest first."""
    row = conversation.c
    query = select(row.id, row.owner_id, row.department_id, row.assigned_to).where(
        row.status == status.value, _ANYWHERE
    )
    return [_Talk(*one) for one in ctx.connection.execute(query.order_by(row.created, row.id)).all()]


def _ringing(calls: Sequence[_Talk], ctx: Context, busy: set[str]) -> int:
    """How many calls ring: the oldest first, each at one agent of its department who is free."""
    online = presence.online_agents(ctx.connection, OnlineService.PHONE)
    taken = set(busy)
    for call in calls:
        free = sorted(online.get(call.department_id or "", set()) - taken)
        taken.update(free[:1])
    return len(taken - busy)
