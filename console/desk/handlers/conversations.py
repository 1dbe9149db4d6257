"""Conversations: the list of an owner's or a department's, and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

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
    conversation.c.id,
    conversation.c.code,
    conversation.c.created,
    conversation.c.changed,
    department.c.name,
    conversation.c.department_id,
    conversation.c.status,
    conversation.c.owner_id,
    customer.c.first_name,
    customer.c.last_name,
    customer.c.email,
    conversation.c.subject,
    conversation.c.preview,
    conversation.c.public_code,
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
        return [conversation_row(ctx, row) for row in ctx.connection.execute(_cut(query, first, count)).all()]
    rows = [conversation_row(ctx, row) for row in ctx.connection.execute(query).all()]
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
        "ownernote": found.owner_note,
        "assignedto": found.assigned_to,
        "customfields": [{"code": field.code, "value": field.value} for field in ctx.connection.execute(fields)],
    }


def conversation_row(ctx: Context, row: Sequence[Any]) -> WireRow:
    """A row of the list, which is also the beginning of a conversation in full; `row` has `_COLUMNS`."""
    # Taken apart at once: a list has hundreds of rows, and each access by name costs as much as the whole.
    (key, code, created, changed, place, place_id, status, owner, first, last, email, subject, preview, public) = row
    return {
        "conversationid": key,
        "code": code,
        "datecreated": ctx.wire_time(created),
        "datechanged": ctx.wire_time(changed),
        "departmentname": place,
        "departmentid": place_id,
        "status": status,
        "ownername": None if owner is None else full_name(first, last),
        "owneremail": email,
        "subject": subject,
        "preview": preview,
        "publicurlcode": public,
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
