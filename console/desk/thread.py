"""Writing into a conversation: one act, as a message group with its messages."""

from __future__ import annotations

from collections.abc import Sequence
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
    begins: bool = False,
    **changes: str | None,
) -> list[str]:
    """Append a message group, change columns of the conversation with it, move its date of change, and record it all.

    `begins` says that the conversation begins with this act, in the status that `target` has. A clock that was put
    back never makes a conversation older than it is. Returns the ids of the new messages.
    """
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
    letters = [rtype for rtype, _ in messages]
    record_act(ctx, target, actor, kind, letters, at=now, begins=begins, changes=changes)
    return [row["id"] for row in rows]
