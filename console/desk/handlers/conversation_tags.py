"""Conversations: their tags."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from console.contract.base import WireRow
from console.contract.conversations import (
    ADD_CONVERSATION_TAG,
    LIST_CONVERSATION_TAGS,
    REMOVE_CONVERSATION_TAG,
    ConversationParams,
    ConversationTagParams,
)
from console.desk.context import Context
from console.desk.errors import refused
from console.desk.events import record_tag
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.tables import conversation_tag, tag


@handles(LIST_CONVERSATION_TAGS)
def list_conversation_tags(ctx: Context, params: ConversationParams) -> list[WireRow]:
    """The tags of a conversation, by name."""
    target = ctx.find_conversation(params.conversationid)
    query = select(tag.c.id, tag.c.name).join(conversation_tag, conversation_tag.c.tag_id == tag.c.id)
    query = query.where(conversation_tag.c.conversation_id == target.id).order_by(tag.c.name, tag.c.id)
    return [{"id": row.id, "name": row.name} for row in ctx.connection.execute(query)]


@handles(ADD_CONVERSATION_TAG)
def add_conversation_tag(ctx: Context, params: ConversationTagParams) -> WireRow:
    """Assign a tag that exists; once more is as good as once."""
    target = ctx.find_conversation(params.conversationid)
    pair = {"conversation_id": target.id, "tag_id": _find_tag(ctx, params)}
    assigned = select(conversation_tag.c.tag_id).filter_by(**pair)
    if ctx.connection.scalar(assigned) is None:
        ctx.connection.execute(insert(conversation_tag), pair)
        record_tag(ctx, target.id, pair["tag_id"], on=True)
    return ACKNOWLEDGED


@handles(REMOVE_CONVERSATION_TAG)
def remove_conversation_tag(ctx: Context, params: ConversationTagParams) -> WireRow:
    """Take a tag off, whether it is on or not."""
    target = ctx.find_conversation(params.conversationid)
    pair = {"conversation_id": target.id, "tag_id": _find_tag(ctx, params)}
    ctx.connection.execute(delete(conversation_tag).filter_by(**pair))
    record_tag(ctx, target.id, pair["tag_id"], on=False)
    return ACKNOWLEDGED


def _find_tag(ctx: Context, params: ConversationTagParams) -> str:
    if params.id is not None:
        matches = tag.c.id == params.id
    elif params.name is not None:
        matches = func.lower(tag.c.name) == func.lower(params.name)
    else:
        message = "parameter id or name must be given"
        raise refused(message)
    found: str | None = ctx.connection.scalar(select(tag.c.id).where(matches))
    if found is None:
        message = f"tag {params.id or params.name} does not exist"
        raise refused(message)
    return found
