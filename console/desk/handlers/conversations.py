"""Conversations: the list of an owner's or a department's, and one in full."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from console.contract.base import WireRow
from console.contract.conversations import (
    LIST_CONVERSATIONS,
    READ_CONVERSATION,
    ConversationParams,
    ListConversationsParams,
)
from console.contract.enums import HIDDEN_STATUSES
from console.desk import dates
from console.desk.context import Context, full_name
from console.desk.errors import refused
from console.desk.handling import handles
from console.desk.tables import conversation, conversation_field, customer, customer_email, department

_ALL_ROWS = 2**31

_COLUMNS = (
    conversation,
    department.c.name.label("department_name"),
    customer.c.first_name.label("owner_first_name"),
    customer.c.last_name.label("owner_last_name"),
    customer.c.email.label("owner_email"),
)
_WITH_NAMES = conversation.outerjoin(department, department.c.id == conversation.c.department_id).outerjoin(
    customer, customer.c.id == conversation.c.owner_id
)


@handles(LIST_CONVERSATIONS)
def list_conversations(ctx: Context, params: ListConversationsParams) -> list[WireRow]:
    """The conversations of a department or an owner, oldest first; deleted, spam and init only when asked for."""
    if params.department is None and params.owneridentifier is None:
        message = "department or owneridentifier must be given"
        raise refused(message)
    condition = None
    if params.datechanged is not None:
        condition = dates.read_condition("datechanged", params.datechanged, ctx.zone, conversation.c.changed)
    query = select(*_COLUMNS).select_from(_WITH_NAMES).where(*_filters(ctx, params))
    if condition is not None and condition.clause is not None:
        query = query.where(condition.clause)
    query = query.order_by(conversation.c.created, conversation.c.id)
    first, count = _window(params)
    if condition is None or condition.pattern is None:
        return [conversation_row(ctx, row) for row in ctx.connection.execute(_cut(query, first, count))]
    rows = [conversation_row(ctx, row) for row in ctx.connection.execute(query)]
    matching = [row for row in rows if condition.pattern.fullmatch(str(row["datechanged"]))]
    return matching[first : first + count]


@handles(READ_CONVERSATION)
def read_conversation(ctx: Context, params: ConversationParams) -> WireRow:
    """One conversation with its assignee and custom fields."""
    found = ctx.find_conversation(params.conversationid)
    row = ctx.connection.execute(select(*_COLUMNS).select_from(_WITH_NAMES).where(conversation.c.id == found.id)).one()
    fields = select(conversation_field.c.code, conversation_field.c.value)
    fields = fields.where(conversation_field.c.conversation_id == found.id).order_by(conversation_field.c.id)
    return conversation_row(ctx, row) | {
        "ownernote": row.owner_note,
        "assignedto": row.assigned_to,
        "customfields": [{"code": field.code, "value": field.value} for field in ctx.connection.execute(fields)],
    }


def conversation_row(ctx: Context, row: Row[Any]) -> WireRow:
    """A row of the list, which is also the beginning of a conversation in full."""
    owner_name = None if row.owner_id is None else full_name(row.owner_first_name, row.owner_last_name)
    return {
        "conversationid": row.id,
        "code": row.code,
        "datecreated": ctx.wire_time(row.created),
        "datechanged": ctx.wire_time(row.changed),
        "departmentname": row.department_name,
        "departmentid": row.department_id,
        "status": row.status,
        "ownername": owner_name,
        "owneremail": row.owner_email,
        "subject": row.subject,
        "preview": row.preview,
        "publicurlcode": row.public_code,
    }


def _filters(ctx: Context, params: ListConversationsParams) -> list[ColumnElement[bool]]:
    conditions = dates.created_between(conversation.c.created, ctx.zone, params.datefrom, params.dateto)
    if params.department is not None:
        conditions.append(conversation.c.department_id == params.department)
    if params.owneridentifier is not None:
        addresses = select(customer_email.c.customer_id)
        addresses = addresses.where(customer_email.c.email == params.owneridentifier.lower())
        owner = conversation.c.owner_id
        conditions.append((owner == params.owneridentifier) | owner.in_(addresses))
    conditions.append(_status_filter(params))
    if params.subject is not None:
        conditions.append(func.lower(conversation.c.subject) == func.lower(params.subject))
    if params.channel_type is not None:
        letters = [letter.strip() for letter in params.channel_type.split(",") if letter.strip()]
        conditions.append(conversation.c.channel.in_(letters))
    return conditions


def _status_filter(params: ListConversationsParams) -> ColumnElement[bool]:
    if not params.status:
        return conversation.c.status.not_in([letter.value for letter in HIDDEN_STATUSES])
    for letter in params.status:
        if not letter.known:
            message = f"parameter status has the letter {letter.value}, which does not exist"
            raise refused(message)
    return conversation.c.status.in_([letter.value for letter in params.status])


def _window(params: ListConversationsParams) -> tuple[int, int]:
    first = params.offset or 0
    count = _ALL_ROWS if params.limit is None else params.limit
    for name, value in (("offset", first), ("limit", count)):
        if not 0 <= value <= _ALL_ROWS:
            message = f"parameter {name} is not a number of rows"
            raise refused(message)
    return first, count


def _cut(query: Select[Any], first: int, count: int) -> Select[Any]:
    return query if (first, count) == (0, _ALL_ROWS) else query.limit(count).offset(first)
