"""What the store gives: slotted records that cost no import, with aware UTC times and raw server text.

Texts are as the server sent them and may be hostile: they reach a screen only through `console.ui.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from console.contract.enums import (
    CustomerRole,
    GroupStatus,
    GroupType,
    MessageType,
    SendType,
)
from console.store.queue_records import QueueRow


class PersonKind(StrEnum):
    """Which side somebody is on."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote: `name` falls back to the e-mail, then to the id."""

    id: str
    name: str
    kind: PersonKind
    email: str = ""


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message; its body as stored, text or HTML."""

    id: str
    kind: MessageType
    author: Person
    at: datetime | None
    at_raw: str
    body: str


@dataclass(frozen=True, slots=True)
class ThreadGroup:
    """A message group: one act of one person or of the system."""

    id: str
    kind: GroupType
    state: GroupStatus
    author: Person
    started: datetime | None
    started_raw: str
    finished: datetime | None
    messages: tuple[ThreadMessage, ...]
    news_follow: bool = False
    """Whether the next group is the first with something that the agent has not seen."""
    mark: str = ""
    """What the console itself says of the group, such as that it is not sent yet; the server's groups have none."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of a custom field; a code may come several times."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation opened: its facts and its groups, oldest first."""

    row: QueueRow
    public_code: str
    owner_note: str
    assignee: Person | None
    """Who has it; None when nobody, or nobody known."""
    tags: tuple[str, ...]
    fields: tuple[FieldValue, ...]
    groups: tuple[ThreadGroup, ...]
    fetched_at: datetime
    """When this was read from the server."""
    changed_raw: str = ""
    """`datechanged` as the server wrote it; compared as opaque text."""
    marks: tuple[tuple[str, str], ...] = ()
    """What the console itself says of tags and fields: which wish is on its way, and where it stands."""


@dataclass(frozen=True, slots=True)
class CustomerGroup:
    """A customers group with its colours as hex digits without #; empty when not known."""

    id: str
    name: str
    color: str = ""
    bg_color: str = ""


@dataclass(frozen=True, slots=True)
class CustomerProfile:
    """Who the customer is."""

    id: str
    user_id: str
    email: str
    name: str
    role: CustomerRole
    created: datetime | None
    note: str
    groups: tuple[CustomerGroup, ...]
    fields: tuple[FieldValue, ...]
    previous: tuple[QueueRow, ...]
    """The customer's conversations, newest first."""
    fetched_at: datetime
    marks: tuple[tuple[str, str], ...] = ()
    """As those of a thread: what is on its way about groups and fields."""


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """A customer whom a search found."""

    email: str
    name: str
    conversations: int | None = None
    """Those that are known here; None when only the server was asked."""
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as the knowledge pane lists it."""

    id: str
    title: str
    url: str
    keywords: str = ""
    snippet: str = ""
    votes: int = 0
    internal: bool = False
    """Whether customers cannot read it; its link and text are for agents alone."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article to read and to insert; `html` as stored."""

    summary: ArticleSummary
    html: str


@dataclass(frozen=True, slots=True)
class AgentPresence:
    """An agent and what the agent is online for: letters M, T, P of the contract; empty when offline."""

    id: str
    name: str
    email: str
    services: str
    departments: tuple[str, ...] = ()

    @property
    def online(self) -> bool:
        """Whether the agent is online for anything. Some servers write F for offline."""
        return any(letter in self.services for letter in "MTP")


@dataclass(frozen=True, slots=True)
class DepartmentPresence:
    """A department, what it serves now, and its five counters."""

    id: str
    name: str
    services: str
    preset: str
    new: int
    replies: int
    chats: int
    total: int
    max_chats: int
    deleted: bool = False
    offline_since: datetime | None = None
    """When this console first saw it offline; None while online or when never seen online."""
    last_agents: str = ""
    """Who was online in it when this console saw it online last; empty when that is not known."""

    @property
    def online(self) -> bool:
        """Whether anybody is online in it."""
        return any(letter in self.services for letter in "MTP")

    @property
    def waiting(self) -> int:
        """Conversations that wait for an answer."""
        return self.new + self.replies


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is online, as last seen."""

    agents: tuple[AgentPresence, ...] = ()
    departments: tuple[DepartmentPresence, ...] = ()
    fetched_at: datetime | None = None

    @property
    def agents_online(self) -> int:
        """How many agents are online."""
        return sum(agent.online for agent in self.agents)


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was typed and not yet seen in the thread: one per conversation and kind."""

    conversation_id: str
    kind: SendType
    text: str
    cursor: int = 0
    updated_at: datetime | None = None
    seen_changed: str = ""
    """`datechanged` of the conversation as the agent saw it when the text was begun."""
    seen_messages: frozenset[str] = field(default_factory=frozenset)
    """Ids of the messages the agent had seen."""
    trouble: str = ""
    """Why it could not be sent, in words; empty when nothing went wrong."""
