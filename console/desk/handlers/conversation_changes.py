"""Conversations: transfer and change of status."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from console.contract.base import WireRow
from console.contract.conversations import CHANGE_STATUS, TRANSFER_CONVERSATION, ChangeStatusParams, TransferParams
from console.contract.enums import SETTABLE_STATUSES, ConversationStatus, GroupType, MessageType
from console.desk.context import Context, full_name
from console.desk.errors import refused
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.tables import department
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
    place = None if params.department is None else _open_department(ctx, params.department)
    changes: dict[str, str | None] = {"assigned_to": None if receiver is None else receiver.id}
    names = [] if receiver is None else [full_name(receiver.first_name, receiver.last_name)]
    if place is not None:
        changes["department_id"] = place.id
        names.append(place.name)
    acts = [(MessageType.TRANSFER, f"Transferred to {', '.join(names)}")]
    reason = params.note or params.messages
    if reason:
        acts.append((MessageType.NOTE, reason))
    append_act(ctx, target, actor, GroupType.TRANSFER, acts, **changes)
    return ACKNOWLEDGED


@handles(CHANGE_STATUS)
def change_status(ctx: Context, params: ChangeStatusParams) -> WireRow:
    """Set answered, resolved or open. What changes nothing leaves no trace, unless a note comes with it."""
    target = ctx.find_conversation(params.conversationid)
    if params.status not in SETTABLE_STATUSES:
        message = "parameter status must be one of A, R and C"
        raise refused(message)
    actor = ctx.find_acting_agent(params.useridentifier)
    is_new = target.status != params.status.value
    if not is_new and not params.note:
        return ACKNOWLEDGED
    resolves = is_new and params.status is ConversationStatus.RESOLVED
    acts = [(MessageType.STATUS, f"Status changed to {params.status.word}")] if is_new else []
    if params.note:
        acts.append((MessageType.NOTE, params.note))
    kind = GroupType.RESOLVE if resolves else GroupType.INTERNAL
    append_act(ctx, target, actor, kind, acts, status=params.status.value)
    return ACKNOWLEDGED


def _open_department(ctx: Context, identifier: str) -> Row[Any]:
    found = ctx.connection.execute(select(department).where(department.c.id == identifier)).first()
    if found is None or found.deleted == "Y":
        message = f"department {identifier} does not exist"
        raise refused(message)
    return found
