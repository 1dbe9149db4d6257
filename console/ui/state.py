"""What the workspace knows at a moment: which view, which conversation, who is online, whether the server answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.services.outbox.tally import Tally
from console.services.records import CustomerProfile, Person, Presence, SortOrder, Thread
from console.services.views import View


@dataclass(slots=True)
class WorkspaceState:
    """The state the panes draw. The workspace changes it; nobody else does."""

    view: View
    sort: SortOrder = SortOrder.LONGEST_WAIT
    extra: str = ""
    """What the agent added to the view, in the filter language."""
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
    recording: bool = False
    """Whether a macro is being recorded."""
    outbox: Tally = field(default_factory=Tally)
    """What is on its way, in numbers."""
