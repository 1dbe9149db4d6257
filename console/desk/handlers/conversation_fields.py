"""Conversations: adding and deleting values of custom fields."""

from __future__ import annotations

from console.contract.base import WireRow
from console.contract.conversations import (
    ADD_CONVERSATION_FIELDS,
    DELETE_CONVERSATION_FIELDS,
    AddConversationFieldsParams,
    DeleteConversationFieldsParams,
)
from console.desk.context import Context
from console.desk.fields import CONVERSATION_FIELDS
from console.desk.handling import ACKNOWLEDGED, handles


@handles(DELETE_CONVERSATION_FIELDS)
def delete_conversation_fields(ctx: Context, params: DeleteConversationFieldsParams) -> WireRow:
    """Delete all values under a code, or under every code; that there are none is no error."""
    target = ctx.find_conversation(params.conversationid)
    CONVERSATION_FIELDS.remove(ctx.connection, target.id, params.code)
    return ACKNOWLEDGED


@handles(ADD_CONVERSATION_FIELDS)
def add_conversation_fields(ctx: Context, params: AddConversationFieldsParams) -> WireRow:
    """Add values to those that are there; any code will do."""
    target = ctx.find_conversation(params.conversationid)
    CONVERSATION_FIELDS.add(ctx.connection, target.id, params.customfields)
    return ACKNOWLEDGED
