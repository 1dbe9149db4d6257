"""The records of the store, for those who may not know the store."""

from __future__ import annotations

from console.store.audit import AuditEntry
from console.store.drafts import Discarded
from console.store.labels import DeskLabel
from console.store.outbox_rows import OutboxRow, RowState, Seen
from console.store.queue_records import Own, QueueCounts, QueueFilter, QueueRow, Snooze, SortOrder, Unread
from console.store.records import (
    AgentPresence,
    ArticleSummary,
    ArticleText,
    CustomerFound,
    CustomerGroup,
    CustomerProfile,
    DepartmentPresence,
    Draft,
    FieldValue,
    Person,
    PersonKind,
    Presence,
    Thread,
    ThreadGroup,
    ThreadMessage,
)

__all__ = [
    "AgentPresence",
    "ArticleSummary",
    "ArticleText",
    "AuditEntry",
    "CustomerFound",
    "CustomerGroup",
    "CustomerProfile",
    "DepartmentPresence",
    "DeskLabel",
    "Discarded",
    "Draft",
    "FieldValue",
    "OutboxRow",
    "Own",
    "Person",
    "PersonKind",
    "Presence",
    "QueueCounts",
    "QueueFilter",
    "QueueRow",
    "RowState",
    "Seen",
    "Snooze",
    "SortOrder",
    "Thread",
    "ThreadGroup",
    "ThreadMessage",
    "Unread",
]
