"""Conversations: a new one, by a customer or by an agent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select

from console.contract.base import WireRow
from console.contract.conversations import CREATE_CONVERSATION, CreateConversationParams
from console.contract.enums import ConversationStatus, GroupType, MessageType
from console.desk.contacts import meet
from console.desk.context import Actor, Context
from console.desk.fields import CONVERSATION_FIELDS
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.html_text import html_text, one_line
from console.desk.ids import new_code, new_id, new_public_code
from console.desk.mail import keep_message_mail
from console.desk.tables import conversation, customer
from console.desk.thread import begin_thread
from console.desk.values import STATUSES, address, letter_of

PREVIEW_LENGTH = 140

_READ_FOR_PREVIEW = 8_000
_MAIL = "E"
"""The channel of what this call creates."""


@handles(CREATE_CONVERSATION)
def create_conversation(ctx: Context, params: CreateConversationParams) -> WireRow:
    """A conversation with its first message: a customer's own, which comes in, or one that an agent begins with the
    recipient, which goes out as a mail."""
    creator = ctx.find_actor(params.useridentifier)
    place = ctx.find_open_department(params.department)
    copies = [address("cc", part) for part in (params.cc or "").split(",") if part.strip()]
    owner = _owner(ctx, creator, params)
    target = _insert(ctx, params, owner, place.id)
    CONVERSATION_FIELDS.add(ctx.connection, target.id, params.customfields or ())
    acts = [(MessageType.MESSAGE, params.message), *_headers(creator, params.recipient, copies)]
    message_id, *_ = begin_thread(ctx, target, creator, GroupType.OFFLINE, acts, mail_id=params.mail_messsage_id)
    if creator.is_agent and not params.do_not_send_mail:
        recipients = [address("recipient", params.recipient), *copies]
        keep_message_mail(ctx, target.id, message_id, recipients, params.mail_messsage_id)
    names: WireRow = {"conversationid": target.id, "code": target.code, "publicurlcode": target.public_code}
    return ACKNOWLEDGED | names


def _owner(ctx: Context, creator: Actor, params: CreateConversationParams) -> Row[Any]:
    """The customer who creates it, or else whom the agent writes to."""
    if creator.is_agent:
        return meet(ctx, "recipient", params.recipient, params.recipient_name or "")
    return ctx.connection.execute(select(customer).where(customer.c.id == creator.contact_id)).one()


def _insert(ctx: Context, params: CreateConversationParams, owner: Row[Any], department_id: str) -> Row[Any]:
    status = ConversationStatus.NEW if params.status is None else params.status
    text = params.message[:_READ_FOR_PREVIEW]
    row = {
        "id": new_id(),
        "code": new_code(),
        "public_code": new_public_code(),
        "owner_id": owner.id,
        "department_id": department_id,
        "status": letter_of("status", status, STATUSES),
        "channel": _MAIL,
        "subject": params.subject,
        "preview": (html_text(text) if params.is_html_message else one_line(text))[:PREVIEW_LENGTH],
        "created": ctx.now(),
        "changed": ctx.now(),
    }
    ctx.connection.execute(insert(conversation), row)
    return ctx.connection.execute(select(conversation).where(conversation.c.id == row["id"])).one()


def _headers(creator: Actor, recipient: str, copies: list[str]) -> list[tuple[MessageType, str]]:
    """Whom the message went to, as far as the conversation itself does not say it."""
    lines = [] if creator.is_agent else [f"To: {recipient.strip()}"]
    if copies:
        lines.append(f"Cc: {', '.join(copies)}")
    return [(MessageType.HEADER, "\n".join(lines))] if lines else []
