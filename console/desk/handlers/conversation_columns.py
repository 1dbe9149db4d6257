"""Conversations: the columns that newer servers have in their list besides the documented ones.

A client that asks as only newer servers understand it, by channel or page by page, gets them. What they say is
[chosen].
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, bindparam, func, select

from console.contract.base import WireRow
from console.contract.enums import GroupType
from console.contract.messages import SYSTEM_USER_ID
from console.desk.context import Context
from console.desk.tables import agent, conversation, conversation_tag, message_group, sla_clock, tag

_TOGETHER = 500
"""Conversations that are looked up at once: every database takes so many values in one statement."""

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_CHANNELS = select(conversation.c.id, conversation.c.channel).where(conversation.c.id.in_(_IDS))
_TAGS = (
    select(conversation_tag.c.conversation_id, tag.c.name)
    .join(tag, tag.c.id == conversation_tag.c.tag_id)
    .where(conversation_tag.c.conversation_id.in_(_IDS))
    .order_by(tag.c.name, tag.c.id)
)
_DUE = (
    select(sla_clock.c.conversation_id, func.min(sla_clock.c.due).label("due"))
    .where(sla_clock.c.conversation_id.in_(_IDS), sla_clock.c.closed.is_(None))
    .group_by(sla_clock.c.conversation_id)
)
_GROUPS = (
    select(message_group.c.conversation_id, func.count(), func.count(agent.c.id))
    .outerjoin(agent, agent.c.id == message_group.c.user_id)
    .where(
        message_group.c.conversation_id.in_(_IDS),
        message_group.c.rtype.in_([kind.value for kind in GroupType if kind.public]),
        message_group.c.user_id != SYSTEM_USER_ID,
    )
    .group_by(message_group.c.conversation_id)
)


def add_newer_columns(ctx: Context, rows: Sequence[WireRow]) -> None:
    """Add when an answer is due, tags, channel, and how many public message groups came in and went out."""
    for first in range(0, len(rows), _TOGETHER):
        _add(ctx, {str(row["conversationid"]): row for row in rows[first : first + _TOGETHER]})


def _add(ctx: Context, rows: dict[str, WireRow]) -> None:
    connection, ids = ctx.connection, {"ids": list(rows)}
    tags: dict[str, list[str]] = {}
    for key, name in connection.execute(_TAGS, ids).all():
        tags.setdefault(key, []).append(name)
    due: dict[str, int] = {row.conversation_id: row.due for row in connection.execute(_DUE, ids).all()}
    counts = {key: (whole - sent, sent) for key, whole, sent in connection.execute(_GROUPS, ids).all()}
    for key, channel in connection.execute(_CHANNELS, ids).all():
        came, went = counts.get(key, (0, 0))
        rows[key] |= {
            "datedue": ctx.wire_time(due.get(key)),
            "tags": ",".join(tags.get(key, [])),
            "channel_type": channel,
            "messagegroupsin": str(came),
            "messagegroupsout": str(went),
        }
