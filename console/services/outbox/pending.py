"""What is not on the server yet, shown where it will be, as what it is: texts, tags, fields and groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from console.contract.enums import GroupStatus, GroupType, MessageType, SendType
from console.services.outbox.words import STATES
from console.services.records import (
    CustomerGroup,
    CustomerProfile,
    FieldValue,
    OutboxRow,
    Person,
    Thread,
    ThreadGroup,
    ThreadMessage,
)
from console.store.wishes import SetCustomerField, SetField, SetGroup, SetTag, subject_of

PREFIX = "outbox "
"""Begins the id of a group that is not the server's."""


def with_pending(thread: Thread, rows: Sequence[OutboxRow], agent: Person | None) -> Thread:
    """The thread with the texts, tags and fields of its open rows, each marked with where it stands."""
    for row in rows:
        match row.wish:
            case SetTag(tag=tag, on=on):
                names = thread.tags if not on or _has(thread.tags, tag) else (*thread.tags, tag)
                thread = replace(thread, tags=names, marks=(*thread.marks, _mark(row, gone=not on)))
            case SetField(code=code, value=value):
                fields = with_value(thread.fields, code, value)
                thread = replace(thread, fields=fields, marks=(*thread.marks, _mark(row)))
    if agent is None:
        return thread
    groups = [_group(row, agent) for row in rows if row.text]
    return replace(thread, groups=(*thread.groups, *groups)) if groups else thread


def profile_with_pending(profile: CustomerProfile, rows: Sequence[OutboxRow]) -> CustomerProfile:
    """The customer with the groups and fields of open rows, each marked with where it stands."""
    for row in rows:
        match row.wish:
            case SetGroup(group=group, on=on):
                there = _has([one.name for one in profile.groups], group)
                groups = profile.groups if not on or there else (*profile.groups, CustomerGroup("", group))
                profile = replace(profile, groups=groups, marks=(*profile.marks, _mark(row, gone=not on)))
            case SetCustomerField(code=code, value=value):
                fields = with_value(profile.fields, code, value)
                profile = replace(profile, fields=fields, marks=(*profile.marks, _mark(row)))
    return profile


def tags_wished(tags: Iterable[str], rows: Sequence[OutboxRow]) -> tuple[str, ...]:
    """The tags of a conversation once its open rows are done."""
    names = list(tags)
    for row in rows:
        if isinstance(row.wish, SetTag):
            names = [name for name in names if name.casefold() != row.wish.tag.casefold()]
            names += [row.wish.tag] if row.wish.on else []
    return tuple(names)


def with_value(fields: Sequence[FieldValue], code: str, value: str) -> tuple[FieldValue, ...]:
    """Fields with one value under a code, in the place of all it had."""
    found: list[FieldValue] = []
    for field in fields:
        if field.code != code:
            found.append(field)
        elif code not in [one.code for one in found]:
            found.append(FieldValue(code, value))
    return tuple(found) if code in [one.code for one in found] else (*found, FieldValue(code, value))


def mark_of(marks: Sequence[tuple[str, str]], subject: str) -> str:
    """Where a wish stands, by what it is about; empty when there is none."""
    return next((words for about, words in reversed(marks) if about.casefold() == subject.casefold()), "")


def _mark(row: OutboxRow, *, gone: bool = False) -> tuple[str, str]:
    words = STATES[row.state]
    return subject_of(row.wish), f"goes, {words}" if gone else words


def _has(names: Iterable[str], name: str) -> bool:
    return name.casefold() in {one.casefold() for one in names}


def _group(row: OutboxRow, agent: Person) -> ThreadGroup:
    at: datetime = row.accepted_at
    is_note = row.draft_kind is not SendType.MESSAGE
    message = ThreadMessage(
        id=f"{PREFIX}{row.id}",
        kind=MessageType.NOTE if is_note else MessageType.MESSAGE,
        author=agent,
        at=at,
        at_raw="",
        body=row.text,
    )
    return ThreadGroup(
        id=message.id,
        kind=GroupType.INTERNAL if is_note else GroupType.OUTGOING_MAIL,
        state=GroupStatus.VISIBLE,
        author=agent,
        started=at,
        started_raw="",
        finished=at,
        messages=(message,),
        mark=STATES[row.state],
    )
