"""Conversations: transfer, change of status and deletion."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from console.contract.base import WireRow
from console.contract.conversations import (
    CHANGE_STATUS,
    DELETE_CONVERSATION,
    TRANSFER_CONVERSATION,
    ChangeStatusParams,
    DeleteConversationParams,
    TransferParams,
)
from console.contract.enums import SETTABLE_STATUSES, ConversationStatus, GroupType, MessageType
from console.desk.context import Actor, Context, full_name
from console.desk.errors import refused
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.thread import append_act


@handles(TRANSFER_CONVERSATION)
def transfer_conversation(ctx: Context, params: TransferParams) -> WireRow:
    """Give a conversation to an agent, a department or both; a department alone takes it from its agent."""
    target = ctx.find_conversation(params.conversationid)
    if params.agentidentifier is None and params.department is None:
        message = "agentidentifier or department must be given"
        raise refused(message)
    actor = ctx.find_acting_agent(params.useridentifier)
    receiver = None if params.agentidentifier is None else ctx.find_agent(params.agentidentifier)
    place = None if params.department is None else ctx.find_open_department(params.department)
    agent_id = None if receiver is None else receiver.id
    department_id = target.department_id if place is None else place.id
    names = [] if receiver is None else [full_name(receiver.first_name, receiver.last_name)]
    names += [] if place is None else [place.name]
    acts = [(MessageType.TRANSFER, f"Transferred to {', '.join(names)}")]
    reason = params.note or params.messages
    if reason:
        acts.append((MessageType.NOTE, reason))
    append_act(ctx, target, actor, GroupType.TRANSFER, acts, assigned_to=agent_id, department_id=department_id)
    return ACKNOWLEDGED


@handles(CHANGE_STATUS)
def change_status(ctx: Context, params: ChangeStatusParams) -> WireRow:
    """Set answered, resolved or open. What changes nothing leaves no trace, unless a note comes with it."""
    target = ctx.find_conversation(params.conversationid)
    if params.status not in SETTABLE_STATUSES:
        message = "parameter status must be one of A, R and C"
        raise refused(message)
    actor = ctx.find_acting_agent(params.useridentifier)
    resolves = target.status != params.status.value and params.status is ConversationStatus.RESOLVED
    kind = GroupType.RESOLVE if resolves else GroupType.INTERNAL
    _turn(ctx, target, actor, kind, params.status, params.note)
    return ACKNOWLEDGED


@handles(DELETE_CONVERSATION)
def delete_conversation(ctx: Context, params: DeleteConversationParams) -> WireRow:
    """Put a conversation into the bin, where it can still be read by its id; once more is as good as once."""
    target = ctx.find_conversation(params.conversationid)
    actor = ctx.find_acting_agent(params.useridentifier)
    _turn(ctx, target, actor, GroupType.DELETE, ConversationStatus.DELETED, params.note or params.messages)
    return ACKNOWLEDGED


def _turn(
    ctx: Context, target: Row[Any], actor: Actor, kind: GroupType, status: ConversationStatus, note: str | None
) -> None:
    """Change a status, with a note. What changes nothing leaves no trace, unless a note comes with it."""
    acts = [(MessageType.STATUS, f"Status changed to {status.word}")] if target.status != status.value else []
    if note:
        acts.append((MessageType.NOTE, note))
    if acts:
        append_act(ctx, target, actor, kind, acts, status=status.value)
