"""The queue's records: rows, filters, numbers, and what this machine alone knows of conversations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from console.contract.enums import ConversationStatus


class Unread(StrEnum):
    """What happened in a conversation since this agent last looked."""

    NOTHING = "read"
    CUSTOMER = "customer wrote"
    NOTE = "new note"
    CHANGE = "changed"
    BY_HAND = "marked unread"


class SortOrder(StrEnum):
    """Orders of the queue."""

    LONGEST_WAIT = "longest wait"
    NEWEST = "newest"
    OLDEST = "oldest"
    NEXT_BACK = "next back"
    """What is put off by the time when it comes back, before all others, which are as by the longest wait."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which conversations a view shows; empty sets mean all. Hidden statuses show only when asked for."""

    departments: frozenset[str] = frozenset()
    statuses: frozenset[ConversationStatus] = frozenset()
    assigned_to: str | None = None
    """An agent's userid; the empty string for conversations known to be nobody's."""
    customer_email: str | None = None
    text: str = ""
    """Words that stand in subject, customer, code or preview."""
    tags: frozenset[str] = frozenset()
    """Tags that must all be there, whatever their case."""
    unread: bool = False
    has_draft: bool = False
    changed_before: datetime | None = None
    changed_after: datetime | None = None
    waiting_since: datetime | None = None
    """Their customers wait since then or longer."""
    waiting_after: datetime | None = None
    """Their customers wait, but not as long as since then."""
    takeable: bool = False
    """Only those that nobody is known to have."""
    starred: bool = False
    failed: bool = False
    later: bool | None = None
    """Whether it is put off until later; None when that does not matter."""
    also: QueueFilter | None = None
    """Another filter that must let a conversation through as well."""

    def narrowed(self, other: QueueFilter) -> QueueFilter:
        """What this filter and the other one let through."""
        return replace(self, also=self.also.narrowed(other) if self.also is not None else other)

    @property
    def parts(self) -> tuple[QueueFilter, ...]:
        """This filter and those that must hold besides."""
        return (self, *self.also.parts) if self.also is not None else (self,)


@dataclass(frozen=True, slots=True)
class Snooze:
    """A conversation that the agent put off on this machine; the server knows nothing of it."""

    until: datetime | None
    """When it comes back; None when a customer's message alone brings it back."""
    on_reply: bool
    """Whether a customer's message brings it back before its time."""
    set_at: datetime
    status: str = ""
    """The letter of its status then."""
    changed_raw: str = ""
    """`datechanged` when it was last seen that no customer had written since."""
    changed: datetime | None = None
    """The time of that change; what a customer wrote after it is a reply."""
    woke_at: datetime | None = None
    """When it came back; None while it is away."""
    woke_by_reply: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of conversations on this machine alone: sets of their ids."""

    drafts: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    """With something that was not sent, or waits for the agent's word."""
    starred: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    """Marked as unread by hand."""
    snoozes: Mapping[str, Snooze] = field(default_factory=dict)
    """Those that are put off, and those that came back and were not looked at since."""

    @property
    def later(self) -> frozenset[str]:
        """Those that are put off now."""
        return frozenset(one for one, snooze in self.snoozes.items() if snooze.woke_at is None)


NOTHING_OWN = Own()


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A conversation as the queue draws it."""

    id: str
    code: str
    status: ConversationStatus
    subject: str
    customer_name: str
    customer_email: str
    department_id: str
    department_name: str
    preview: str
    created: datetime | None
    changed: datetime | None
    waiting_since: datetime | None
    """Since when the customer waits; None when nobody waits."""
    assigned_to: str | None = None
    """Userid of the agent, the empty string for nobody, None when not known yet."""
    tags: tuple[str, ...] = ()
    unread: Unread = Unread.NOTHING
    has_draft: bool = False
    has_failed: bool = False
    """Whether something that was to be sent was not, or waits for the agent's word."""
    is_starred: bool = False
    snooze: Snooze | None = None
    """Until when it is put off, or that it came back and was not looked at since."""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Numbers for the header and the view line."""

    total: int = 0
    new: int = 0
    open: int = 0
    unassigned: int = 0
    mine: int = 0
    unknown: int = 0
    """Waiting conversations of which it is not known yet who has them."""
