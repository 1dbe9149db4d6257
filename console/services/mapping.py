"""From the contract's records to those of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from console.services.records import (
    CustomerGroup,
    CustomerProfile,
    FieldValue,
    Person,
    PersonKind,
    QueueRow,
    Thread,
    ThreadGroup,
    ThreadMessage,
)
from console.store.conversations import ConversationFacts

if TYPE_CHECKING:
    from console.contract.base import CustomField
    from console.contract.conversations import Conversation, ConversationRow
    from console.contract.customers import Customer, CustomerRow
    from console.contract.messages import Message, MessageGroup

Naming = Callable[[str], Person]
"""Who has a userid."""


def full_name(first: str, last: str) -> str:
    """First and last name, as far as they are there."""
    return " ".join(part for part in (first.strip(), last.strip()) if part)


def agent_person(user_id: str, first: str, last: str, email: str) -> Person:
    """An agent as author."""
    return Person(user_id, full_name(first, last) or email or user_id, PersonKind.AGENT, email)


def customer_person(customer: CustomerRow) -> Person:
    """A customer as author."""
    name = full_name(customer.firstname, customer.lastname) or customer.email or customer.systemname or customer.userid
    return Person(customer.userid, name, PersonKind.CUSTOMER, customer.email)


def conversation_facts(row: ConversationRow) -> ConversationFacts:
    """A row of the list for the store."""
    return ConversationFacts(
        id=row.conversationid,
        code=row.code,
        public_code=row.publicurlcode,
        status=row.status,
        subject=row.subject,
        customer_name=row.ownername,
        customer_email=row.owneremail,
        department_id=row.departmentid,
        department_name=row.departmentname,
        preview=row.preview,
        created=row.datecreated.at,
        changed=row.datechanged.at,
        changed_raw=row.datechanged.raw,
    )


def field_values(fields: Sequence[CustomField]) -> tuple[FieldValue, ...]:
    """Custom fields in the server's order."""
    return tuple(FieldValue(field.code, field.value) for field in fields)


def thread_of(
    info: Conversation,
    groups: Sequence[MessageGroup],
    tags: Sequence[str],
    row: QueueRow,
    naming: Naming,
    fetched_at: datetime,
) -> Thread:
    """A conversation with all of its groups."""
    return Thread(
        row=row,
        public_code=info.publicurlcode,
        owner_note=info.ownernote,
        assignee=naming(info.assignedto) if info.assignedto else None,
        tags=tuple(tags),
        fields=field_values(info.customfields),
        groups=tuple(_group(group, naming) for group in groups),
        fetched_at=fetched_at,
        changed_raw=info.datechanged.raw,
    )


def _group(group: MessageGroup, naming: Naming) -> ThreadGroup:
    return ThreadGroup(
        id=group.messagegroupid,
        kind=group.rtype,
        state=group.rstatus,
        author=naming(group.userid),
        started=group.datecreated.at,
        started_raw=group.datecreated.raw,
        finished=group.datefinished.at,
        messages=tuple(_message(message, naming) for message in group.messages),
    )


def _message(message: Message, naming: Naming) -> ThreadMessage:
    return ThreadMessage(
        id=message.messageid,
        kind=message.rtype,
        author=naming(message.userid),
        at=message.datecreated.at,
        at_raw=message.datecreated.raw,
        body=message.message,
    )


def same_messages(thread: Thread, groups: Sequence[MessageGroup]) -> bool:
    """Whether a thread has just these groups."""
    known = [
        (one.id, one.kind, one.state, one.author.id, [(m.id, m.kind, m.author.id, m.body) for m in one.messages])
        for one in thread.groups
    ]
    return known == [
        (
            one.messagegroupid,
            one.rtype,
            one.rstatus,
            one.userid,
            [(m.messageid, m.rtype, m.userid, m.message) for m in one.messages],
        )
        for one in groups
    ]


def same_state(thread: Thread, info: Conversation) -> bool:
    """Whether a conversation is as its thread has it, but for the messages."""
    assignee = "" if thread.assignee is None else thread.assignee.id
    known = (thread.changed_raw, thread.row.status, thread.row.department_id, assignee)
    return known == (info.datechanged.raw, info.status, info.departmentid, info.assignedto)


def customer_profile(
    customer: Customer, groups: Sequence[CustomerGroup], previous: Sequence[QueueRow], fetched_at: datetime
) -> CustomerProfile:
    """A customer with groups and conversations."""
    return CustomerProfile(
        id=customer.contactid,
        user_id=customer.userid,
        email=customer.email,
        name=full_name(customer.firstname, customer.lastname) or customer.email or customer.systemname,
        role=customer.role,
        created=customer.datecreated.at,
        note=customer.note,
        groups=tuple(groups),
        fields=field_values([*customer.customfields, *customer.uniquefields]),
        previous=tuple(previous),
        fetched_at=fetched_at,
    )
