"""Messages of a conversation: reading them by groups, and writing one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from console.contract.base import WireRow
from console.contract.enums import ConversationStatus, GroupType, MessageType, SendType
from console.contract.messages import CREATE_MESSAGE, LIST_MESSAGES, CreateMessageParams, ListMessagesParams
from console.desk import dates
from console.desk.context import Actor, Context
from console.desk.errors import refused
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.mail import keep_message_mail
from console.desk.tables import customer, message, message_group
from console.desk.thread import append_act

_MESSAGE_COLUMNS = (
    message.c.group_id,
    message.c.id,
    message.c.user_id,
    message.c.rtype,
    message.c.created,
    message.c.body,
)
_BOUNDS = dates.conditions(message.c.created, "created")
_GROUPS = (
    select(message_group)
    .where(message_group.c.conversation_id == bindparam("conversation"))
    .order_by(message_group.c.position)
)
_ADDRESS = select(customer.c.email).where(customer.c.id == bindparam("owner"))


@handles(LIST_MESSAGES)
def list_messages(ctx: Context, params: ListMessagesParams) -> list[WireRow]:
    """The groups, oldest first, with the messages in the bounds; a group all of whose messages are outside is left
    out."""
    target = ctx.find_conversation(params.conversationid)
    bounds = dates.between("created", ctx.zone, params.datefrom, params.dateto)
    of_conversation = {"conversation": target.id}
    inside: dict[str, list[WireRow]] = {}
    rows = ctx.connection.execute(_messages(frozenset(bounds)), of_conversation | bounds).all()
    for group_id, message_id, user_id, rtype, created, body in rows:
        inside.setdefault(group_id, []).append(
            {
                "messageid": message_id,
                "userid": user_id,
                "rtype": rtype,
                "datecreated": ctx.wire_time(created),
                "message": body,
            }
        )
    return [
        {
            "messagegroupid": row.id,
            "userid": row.user_id,
            "rtype": row.rtype,
            "rstatus": row.rstatus,
            "datecreated": ctx.wire_time(row.created),
            "datefinished": ctx.wire_time(row.finished),
            "messages": inside.get(row.id, []),
        }
        for row in ctx.connection.execute(_GROUPS, of_conversation).all()
        if row.id in inside or not bounds
    ]


@handles(CREATE_MESSAGE)
def create_message(ctx: Context, params: CreateMessageParams) -> WireRow:
    """Append a reply of an agent, an incoming message of a customer, or a note; without a user always a note."""
    target = ctx.find_conversation(params.conversationid)
    if params.type is not None and not params.type.known:
        message_text = "parameter type must be one of M and N"
        raise refused(message_text)
    actor = ctx.find_actor(params.useridentifier)
    mail_id = params.mail_messsage_id
    if params.type is SendType.NOTE or not (actor.is_agent or actor.is_customer):
        notes = [(MessageType.NOTE, params.message)]
        append_act(ctx, target, actor, GroupType.INTERNAL, notes, mail_id=mail_id)
        return ACKNOWLEDGED
    status = _status_after(actor, target.status)
    texts = [(MessageType.MESSAGE, params.message)]
    (message_id,) = append_act(ctx, target, actor, GroupType.OFFLINE, texts, mail_id=mail_id, status=status)
    if actor.is_agent and not params.do_not_send_mail:
        # An owner without an address gets no mail.
        recipient = ctx.connection.scalar(_ADDRESS, {"owner": target.owner_id})
        keep_message_mail(ctx, target.id, message_id, [recipient] if recipient else [], mail_id)
    return ACKNOWLEDGED


@lru_cache(maxsize=4)
def _messages(bounds: frozenset[str]) -> Select[Any]:
    """The messages within bounds of these names."""
    query = select(*_MESSAGE_COLUMNS).where(message.c.conversation_id == bindparam("conversation"))
    query = query.where(*(condition for name, condition in _BOUNDS.items() if name in bounds))
    return query.order_by(message.c.group_id, message.c.position)


def _status_after(actor: Actor, status: str) -> str:
    if actor.is_agent:
        return ConversationStatus.ANSWERED.value
    return status if status == ConversationStatus.NEW.value else ConversationStatus.OPEN.value
