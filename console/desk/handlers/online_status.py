"""Online status of agents and of departments, with what waits in each department."""

from __future__ import annotations

from sqlalchemy import func, select

from console.contract.base import NoParams, WireRow
from console.contract.enums import ConversationStatus, OnlineService
from console.contract.online_status import LIST_AGENTS_ONLINE, LIST_DEPARTMENTS_ONLINE
from console.desk import presence
from console.desk.context import Context
from console.desk.handling import handles
from console.desk.tables import agent, agent_department, conversation, department

_COUNTED = (ConversationStatus.CHATTING, ConversationStatus.NEW, ConversationStatus.OPEN)


@handles(LIST_AGENTS_ONLINE)
def list_agents_online(ctx: Context, _params: NoParams) -> list[WireRow]:
    """All agents, and what each is online for in any department."""
    letters: dict[str, list[str]] = {}
    for row in ctx.connection.execute(select(agent_department.c.agent_id, agent_department.c.online)):
        letters.setdefault(row.agent_id, []).append(row.online)
    query = select(agent).order_by(agent.c.first_name, agent.c.last_name, agent.c.id)
    return [
        {
            "id": row.id,
            "contactid": row.contact_id,
            "username": row.email,
            "firstname": row.first_name,
            "lastname": row.last_name,
            "avatar_url": row.avatar_url,
            "onlineStatus": presence.union(letters.get(row.id, ())),
        }
        for row in ctx.connection.execute(query)
    ]


@handles(LIST_DEPARTMENTS_ONLINE)
def list_departments_online(ctx: Context, _params: NoParams) -> list[WireRow]:
    """The departments that are there, what each serves now, and what waits in it."""
    online = presence.online_in_departments(ctx.connection)
    counts = _counts(ctx)
    slots = _chat_slots(ctx)
    query = select(department).where(department.c.deleted != "Y")
    rows: list[WireRow] = []
    for row in ctx.connection.execute(query.order_by(department.c.position, department.c.name, department.c.id)):
        chats, new, replied = (counts.get((row.id, status.value), 0) for status in _COUNTED)
        rows.append(
            {
                "id": row.id,
                "name": row.name,
                "onlineStatus": online.get(row.id, ""),
                "presetStatus": row.preset,
                "chat_count": str(chats),
                "new_count": str(new),
                "customer_reply_count": str(replied),
                "total_count": str(chats + new + replied),
                "max_count": str(slots.get(row.id, 0)),
            }
        )
    return rows


def _counts(ctx: Context) -> dict[tuple[str, str], int]:
    """How many conversations wait, by department and status."""
    key = (conversation.c.department_id, conversation.c.status)
    living = select(department.c.id).where(department.c.deleted != "Y")
    query = select(*key, func.count().label("waiting")).where(
        conversation.c.department_id.in_(living), conversation.c.status.in_([status.value for status in _COUNTED])
    )
    return {(row.department_id, row.status): row.waiting for row in ctx.connection.execute(query.group_by(*key))}


def _chat_slots(ctx: Context) -> dict[str, int]:
    """How many chats the agents who are online for chat can hold, by department."""
    query = select(agent_department.c.department_id, func.sum(agent.c.chat_slots).label("slots"))
    query = query.join(agent, agent.c.id == agent_department.c.agent_id)
    query = query.where(agent_department.c.online.contains(OnlineService.CHAT.value))
    return {
        row.department_id: row.slots for row in ctx.connection.execute(query.group_by(agent_department.c.department_id))
    }
