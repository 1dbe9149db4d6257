"""Writing into a conversation: one act, as a message group with its messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from console.contract.enums import GroupStatus, GroupType, MessageType
from console.desk.context import Actor, Context
from console.desk.events import record_act
from console.desk.ids import new_id
from console.desk.tables import conversation, message, message_group

LONG_ID = 12
"""Length of the ids of groups and messages: there are hundreds of thousands of them."""

_LAST = select(func.max(message_group.c.position)).where(message_group.c.conversation_id == bindparam("conversation"))
_GROUP = insert(message_group)
_MESSAGES = insert(message)
_CHANGE = update(conversation).where(conversation.c.id == bindparam("conversation"))


def append_act(
    ctx: Context,
    target: Row[Any],
    actor: Actor,
    kind: GroupType,
    messages: Sequence[tuple[MessageType, str]],
    *,
    mail_id: str | None = None,
    **changes: str | None,
) -> list[str]:
    """Append a message group, change columns of the conversation with it, move its date of change, and record it all.

    Returns the ids of the new messages. A clock that was put back never makes a conversation older than it is.
    """
    at, message_ids = _write(ctx, target, actor, kind, messages, mail_id, changes)
    letters = [letter for letter, _ in messages]
    record_act(ctx, target, actor, kind, letters, at=at, begins=False, changes=changes)
    return message_ids


def begin_thread(
    ctx: Context,
    target: Row[Any],
    actor: Actor,
    kind: GroupType,
    messages: Sequence[tuple[MessageType, str]],
    *,
    mail_id: str | None = None,
) -> list[str]:
    """The same for a conversation that begins with this act, in the status that `target` has."""
    at, message_ids = _write(ctx, target, actor, kind, messages, mail_id, {})
    record_act(ctx, target, actor, kind, [letter for letter, _ in messages], at=at, begins=True, changes={})
    return message_ids


def _write(
    ctx: Context,
    target: Row[Any],
    actor: Actor,
    kind: GroupType,
    messages: Sequence[tuple[MessageType, str]],
    mail_id: str | None,
    changes: Mapping[str, str | None],
) -> tuple[int, list[str]]:
    """Write the rows of an act; returns its time and the ids of the messages."""
    now = max(ctx.now(), target.changed)
    group_id = new_id(length=LONG_ID)
    last = ctx.connection.scalar(_LAST, {"conversation": target.id})
    group = {
        "id": group_id,
        "conversation_id": target.id,
        "position": 0 if last is None else last + 1,
        "user_id": actor.user_id,
        "rtype": kind.value,
        "rstatus": GroupStatus.VISIBLE.value,
        "created": now,
        "finished": now,
    }
    rows = [
        {
            "id": new_id(length=LONG_ID),
            "group_id": group_id,
            "conversation_id": target.id,
            "position": position,
            "user_id": actor.user_id,
            "rtype": rtype.value,
            "created": now,
            "body": body,
            "mail_id": mail_id,
        }
        for position, (rtype, body) in enumerate(messages)
    ]
    ctx.connection.execute(_GROUP, group)
    if rows:
        ctx.connection.execute(_MESSAGES, rows)
    ctx.connection.execute(_CHANGE, {"conversation": target.id, "changed": now, **changes})
    return now, [row["id"] for row in rows]
