"""Conversations: the list of an owner's or a department's, and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from console.contract.base import WireRow
from console.contract.conversations import (
    LIST_CONVERSATIONS,
    READ_CONVERSATION,
    ConversationParams,
    ListConversationsParams,
)
from console.contract.enums import HIDDEN_STATUSES, ConversationStatus
from console.desk import dates
from console.desk.context import Context, full_name
from console.desk.db import read_setting
from console.desk.errors import refused
from console.desk.fields import CONVERSATION_FIELDS
from console.desk.handlers.conversation_columns import add_newer_columns
from console.desk.handling import handles
from console.desk.settings import UNFILTERED_LIST
from console.desk.tables import conversation, customer, customer_email, department
from console.desk.values import MOST_ROWS, STATUSES, row_count

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


_OWNERS = select(customer_email.c.customer_id).where(customer_email.c.email == bindparam("owner_email"))
_CONDITIONS = {
    **dates.conditions(conversation.c.created, "created"),
    **dates.conditions(conversation.c.changed, "changed"),
    "department": conversation.c.department_id == bindparam("department"),
    "owner": (conversation.c.owner_id == bindparam("owner")) | conversation.c.owner_id.in_(_OWNERS),
    "statuses": conversation.c.status.in_(bindparam("statuses", expanding=True)),
    "subject": func.lower(conversation.c.subject) == func.lower(bindparam("subject")),
    "channels": conversation.c.channel.in_(bindparam("channels", expanding=True)),
}
"""What a list can be limited by, each by the name of its value."""
_SHOWN = and_(*(conversation.c.status != letter.value for letter in HIDDEN_STATUSES))

_ONE = select(*_COLUMNS).select_from(_WITH_NAMES).where(conversation.c.id == bindparam("conversation"))


@handles(LIST_CONVERSATIONS)
def list_conversations(ctx: Context, params: ListConversationsParams) -> list[WireRow]:
    """The conversations of a department or an owner, oldest first; deleted, spam and init only when asked for."""
    _check_filter(ctx, params)
    changed = dates.DateFilter()
    if params.datechanged is not None:
        changed = dates.read_filter("datechanged", params.datechanged, ctx.zone, "changed")
    values = _values(ctx, params) | changed.values
    first, count = _window(params)
    if changed.pattern is None and (first, count) != (0, MOST_ROWS):
        values |= {"first": first, "count": count}
    rows = [conversation_row(ctx, row) for row in ctx.connection.execute(_listing(frozenset(values)), values).all()]
    if changed.pattern is not None:
        rows = [row for row in rows if changed.pattern.fullmatch(str(row["datechanged"]))][first : first + count]
    if (params.channel_type, params.limit, params.offset) != (None, None, None):
        add_newer_columns(ctx, rows)
    return rows


@handles(READ_CONVERSATION)
def read_conversation(ctx: Context, params: ConversationParams) -> WireRow:
    """One conversation with its assignee and custom fields."""
    found = ctx.find_conversation(params.conversationid)
    row = ctx.connection.execute(_ONE, {"conversation": found.id}).one()
    return conversation_row(ctx, row) | {
        "ownernote": found.owner_note,
        "assignedto": found.assigned_to,
        "customfields": CONVERSATION_FIELDS.read(ctx.connection, found.id),
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


def _check_filter(ctx: Context, params: ListConversationsParams) -> None:
    filtered = params.department is not None or params.owneridentifier is not None
    if not filtered and read_setting(ctx.connection, UNFILTERED_LIST) != "Y":
        message = "department or owneridentifier must be given"
        raise refused(message)


def _values(ctx: Context, params: ListConversationsParams) -> dict[str, Any]:
    """The values of the conditions that a call asks for."""
    values: dict[str, Any] = dict(dates.between("created", ctx.zone, params.datefrom, params.dateto))
    if params.department is not None:
        values["department"] = params.department
    if params.owneridentifier is not None:
        values |= {"owner": params.owneridentifier, "owner_email": params.owneridentifier.lower()}
    if params.status:
        values["statuses"] = _letters(params.status)
    if params.subject is not None:
        values["subject"] = params.subject
    if params.channel_type is not None:
        values["channels"] = [letter.strip() for letter in params.channel_type.split(",") if letter.strip()]
    return values


def _letters(statuses: Sequence[ConversationStatus]) -> list[str]:
    for letter in statuses:
        if letter not in STATUSES:
            message = f"parameter status has the letter {letter.value}, which does not exist"
            raise refused(message)
    return [letter.value for letter in statuses]


def _window(params: ListConversationsParams) -> tuple[int, int]:
    count = MOST_ROWS if params.limit is None else row_count("limit", params.limit)
    return row_count("offset", params.offset or 0), count


@lru_cache(maxsize=200)
def _listing(names: frozenset[str]) -> Select[Any]:
    """The list for values of these names. It is built once, because that takes several times as long as running it."""
    # Zero is added so that no planner walks the whole archive in the order of creation to save sorting a few changes.
    query = select(*_COLUMNS).select_from(_WITH_NAMES).order_by(conversation.c.created + 0, conversation.c.id)
    query = query.where(*(condition for name, condition in _CONDITIONS.items() if name in names))
    if "statuses" not in names:
        query = query.where(_SHOWN)
    return query.limit(bindparam("count")).offset(bindparam("first")) if "count" in names else query
