"""What has to be true of the rows of a desk: each rule as a sentence, and a query for the rows that break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, exists, func, or_, select

from console.contract.enums import ConversationStatus, OnlineService
from console.contract.messages import SYSTEM_USER_ID
from console.desk.tables import (
    agent,
    agent_department,
    conversation,
    conversation_tag,
    customer,
    customer_email,
    department,
    event,
    load_stretch,
    message,
    message_group,
    online_stretch,
    sla_clock,
    sla_level,
    tag_stretch,
)

Broken = Select[Any]
"""A query whose rows are the ids of what breaks a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that has to be true."""

    sentence: str
    """What is wrong when it is not, with `{count}` for how often."""
    broken: Callable[[], Broken]


_STATUSES = [status.value for status in ConversationStatus]
_BUSY = [status.value for status in ConversationStatus if status.waiting] + [
    ConversationStatus.CHATTING.value,
    ConversationStatus.CALLING.value,
]
"""Statuses in which somebody waits or is served."""
_LETTERS = "".join(service.value for service in OnlineService)


def _where(table: Table, *conditions: ColumnElement[bool], of: FromClause | None = None) -> Broken:
    return select(table.c.id).select_from(table if of is None else of).where(*conditions).order_by(table.c.id)


def _repeated(table: Table, column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Broken:
    return select(column).select_from(table).where(*conditions).group_by(column).having(func.count() > 1)


def _missing(target: ColumnElement[Any], value: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(value.is_not(None), ~exists().where(target == value))


def _unordered(table: Table, of: ColumnElement[str]) -> Broken:
    """Rows below `of` whose positions are not 0, 1, 2 and so on."""
    last = func.max(table.c.position)
    odd = or_(func.min(table.c.position) != 0, last != func.count() - 1)
    return select(of).group_by(of).having(odd)


def _stranger(user_id: ColumnElement[str]) -> ColumnElement[bool]:
    known = (agent.c.id, agent.c.contact_id, customer.c.user_id, customer.c.id)
    return and_(user_id != SYSTEM_USER_ID, *(~exists().where(one == user_id) for one in known))


def _open_without_need(table: Table, end: ColumnElement[int | None]) -> Broken:
    joined = table.join(conversation, conversation.c.id == table.c.conversation_id)
    return _where(table, end.is_(None), conversation.c.status.not_in(_BUSY), of=joined)


def _misplaced_messages() -> Broken:
    joined = message.join(message_group, message_group.c.id == message.c.group_id)
    return _where(message, message.c.conversation_id != message_group.c.conversation_id, of=joined)


def _changed_before(table: Table) -> Broken:
    joined = conversation.join(table, table.c.conversation_id == conversation.c.id)
    return _where(conversation, table.c.created > conversation.c.changed, of=joined).distinct()


def _addresses_not_kept() -> Broken:
    kept = exists().where(customer_email.c.email == customer.c.email, customer_email.c.customer_id == customer.c.id)
    return _where(customer, customer.c.email.is_not(None), ~kept)


def _presence_without_letters() -> Broken:
    odd: list[ColumnElement[bool]] = []
    for column in (agent_department.c.preset, agent_department.c.online):
        left: ColumnElement[str] = column
        for letter in _LETTERS:
            left = func.replace(left, letter, "")
        odd.append(left != "")
    return select(agent_department.c.agent_id).where(or_(*odd)).order_by(agent_department.c.agent_id)


def _tags_that_are_gone() -> Broken:
    there = exists().where(
        conversation_tag.c.conversation_id == tag_stretch.c.conversation_id,
        conversation_tag.c.tag_id == tag_stretch.c.tag_id,
    )
    return _where(tag_stretch, tag_stretch.c.to_at.is_(None), ~there)


def _online_twice() -> Broken:
    row = online_stretch.c
    same = (row.agent_id, row.department_id, row.service)
    return select(row.agent_id).where(row.to_at.is_(None)).group_by(*same).having(func.count() > 1)


RULES: tuple[Rule, ...] = (
    Rule(
        "{count} conversations have a code that another one has", lambda: _repeated(conversation, conversation.c.code)
    ),
    Rule(
        "{count} conversations have a public code that another one has",
        lambda: _repeated(conversation, conversation.c.public_code),
    ),
    Rule(
        "{count} conversations have a status that does not exist",
        lambda: _where(conversation, conversation.c.status.not_in(_STATUSES)),
    ),
    Rule(
        "{count} conversations changed before they were created",
        lambda: _where(conversation, conversation.c.changed < conversation.c.created),
    ),
    Rule(
        "{count} conversations changed before the last of their message groups",
        lambda: _changed_before(message_group),
    ),
    Rule("{count} conversations changed before the last of their messages", lambda: _changed_before(message)),
    Rule(
        "{count} conversations have message groups out of order",
        lambda: _unordered(message_group, message_group.c.conversation_id),
    ),
    Rule("{count} message groups have messages out of order", lambda: _unordered(message, message.c.group_id)),
    Rule("{count} messages are in a group of another conversation", _misplaced_messages),
    Rule(
        "{count} message groups are of somebody whom the desk does not know",
        lambda: _where(message_group, _stranger(message_group.c.user_id)),
    ),
    Rule(
        "{count} messages are of somebody whom the desk does not know",
        lambda: _where(message, _stranger(message.c.user_id)),
    ),
    Rule("{count} customers have an address that is not kept among their addresses", _addresses_not_kept),
    Rule(
        "{count} addresses of customers are not in lower case",
        lambda: select(customer_email.c.email).where(customer_email.c.email != func.lower(customer_email.c.email)),
    ),
    Rule("{count} agents serve a department with letters that do not exist", _presence_without_letters),
    Rule(
        "{count} events are of a department that is not there",
        lambda: _where(event, _missing(department.c.id, event.c.department_id)),
    ),
    Rule(
        "{count} events are of an agent who is not there",
        lambda: _where(event, _missing(agent.c.id, event.c.agent_id)),
    ),
    Rule(
        "{count} stretches of being online end before they begin",
        lambda: _where(online_stretch, online_stretch.c.to_at < online_stretch.c.from_at),
    ),
    Rule("{count} agents are online twice for the same service", _online_twice),
    Rule(
        "{count} stretches of waiting or being served end before they begin",
        lambda: _where(load_stretch, load_stretch.c.to_at < load_stretch.c.from_at),
    ),
    Rule(
        "{count} conversations wait or are served twice at the same time",
        lambda: _repeated(load_stretch, load_stretch.c.conversation_id, load_stretch.c.to_at.is_(None)),
    ),
    Rule(
        "{count} stretches of waiting go on though nobody waits",
        lambda: _open_without_need(load_stretch, load_stretch.c.to_at),
    ),
    Rule("{count} tags count as set that are not set", _tags_that_are_gone),
    Rule(
        "{count} SLA clocks are of a level that is not there",
        lambda: _where(sla_clock, _missing(sla_level.c.id, sla_clock.c.level_id)),
    ),
    Rule(
        "{count} SLA clocks are due or closed before they were opened",
        lambda: _where(sla_clock, or_(sla_clock.c.due < sla_clock.c.opened, sla_clock.c.closed < sla_clock.c.opened)),
    ),
    Rule(
        "{count} conversations have two SLA clocks that run",
        lambda: _repeated(sla_clock, sla_clock.c.conversation_id, sla_clock.c.closed.is_(None)),
    ),
    Rule("{count} SLA clocks run though nobody waits", lambda: _open_without_need(sla_clock, sla_clock.c.closed)),
)
"""All rules. Each is one query, over an index where there is one, so that a large archive takes seconds."""
