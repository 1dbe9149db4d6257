"""What the workspace knows at a moment: which view, which conversation, who is online, whether the server answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.contract.enums import ConversationStatus
from console.services.outbox.tally import Tally
from console.services.records import CustomerProfile, Person, Presence, QueueFilter, SortOrder, Thread

WAITING = frozenset({ConversationStatus.NEW, ConversationStatus.OPEN})


@dataclass(frozen=True, slots=True)
class View:
    """A named filter on a digit."""

    number: str
    name: str
    filter: QueueFilter


def standard_views(agent: Person | None) -> tuple[View, ...]:
    """The views everybody has."""
    mine = agent.id if agent else "-"
    return (
        View("1", "All", QueueFilter()),
        View("2", "Unassigned", QueueFilter(statuses=WAITING, assigned_to="")),
        View("3", "Mine", QueueFilter(assigned_to=mine)),
        View("4", "Waiting", QueueFilter(statuses=WAITING)),
    )


@dataclass(slots=True)
class WorkspaceState:
    """The state the panes draw. The workspace changes it; nobody else does."""

    view: View
    sort: SortOrder = SortOrder.LONGEST_WAIT
    extra: QueueFilter = field(default_factory=QueueFilter)
    """What the agent added to the view: departments, statuses, words."""
    agent: Person | None = None
    thread: Thread | None = None
    conversation_id: str | None = None
    """The open conversation, also while its thread is still on its way."""
    profile: CustomerProfile | None = None
    presence: Presence = field(default_factory=Presence)
    trouble_since: datetime | None = None
    """Since when the server does not answer, or refuses; None while all is well."""
    trouble: str = "offline"
    """Which of the two, in a word."""
    trouble_words: str = ""
    synced_at: datetime | None = None
    known_back_to: datetime | None = None
    """While the archive is read: since when everything is known."""
    outbox: Tally = field(default_factory=Tally)
    """What is on its way, in numbers."""

    @property
    def filter(self) -> QueueFilter:
        """The view's filter with what the agent added."""
        view, extra = self.view.filter, self.extra
        return QueueFilter(
            departments=extra.departments or view.departments,
            statuses=extra.statuses or view.statuses,
            assigned_to=view.assigned_to,
            customer_email=view.customer_email,
            text=extra.text,
        )
