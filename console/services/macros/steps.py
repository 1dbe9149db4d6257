"""The steps a macro is made of, and what it can ask about a conversation before it does them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from console.contract.enums import ConversationStatus
from console.services.ranking import Sought

STATUSES: Final = {
    "answered": ConversationStatus.ANSWERED,
    "resolved": ConversationStatus.RESOLVED,
    "open": ConversationStatus.OPEN,
}
"""The statuses that the API can set."""


@dataclass(frozen=True, slots=True)
class FieldStep:
    """Give a custom field its one value; an empty one takes it away."""

    code: str
    value: str
    of_customer: bool = False


@dataclass(frozen=True, slots=True)
class TagStep:
    """Put a tag on, or take it off."""

    tag: str
    on: bool


@dataclass(frozen=True, slots=True)
class GroupStep:
    """Put the customer into a group, or out of it."""

    group: str
    on: bool


@dataclass(frozen=True, slots=True)
class CannedStep:
    """Put a canned reply into the reply."""

    name: str


@dataclass(frozen=True, slots=True)
class ArticleStep:
    """Put an article's title and address into the reply."""

    title: str


@dataclass(frozen=True, slots=True)
class TextStep:
    """Put a line into the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class NoteStep:
    """Write an internal note."""

    text: str


@dataclass(frozen=True, slots=True)
class StatusStep:
    """Set the status; with a reply, once it arrived."""

    status: ConversationStatus


@dataclass(frozen=True, slots=True)
class TransferStep:
    """Give the conversation to a department or an agent, with a note."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Assign the conversation to yourself."""


@dataclass(frozen=True, slots=True)
class LaterStep:
    """Put the conversation off on this machine, as it is typed for the key."""

    when: str


@dataclass(frozen=True, slots=True)
class SendStep:
    """Go to the review line with the reply; without this it stays open for writing."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so, or not."""

    about: str
    """One of `ABOUT`."""
    values: tuple[str, ...]
    """One of them is enough."""
    is_so: bool = True


ABOUT: Final = ("tag", "status", "group", "department", "field")
"""What conditions can be about."""


@dataclass(frozen=True, slots=True)
class IfStep:
    """Steps that are done only when all conditions hold, and others that are done otherwise."""

    conditions: tuple[Condition, ...]
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


Step: TypeAlias = (
    FieldStep
    | TagStep
    | GroupStep
    | CannedStep
    | ArticleStep
    | TextStep
    | NoteStep
    | StatusStep
    | TransferStep
    | TakeStep
    | LaterStep
    | SendStep
    | IfStep
)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro as its file has it."""

    name: str
    """The file's name without its ending."""
    title: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    path: Path
    text: str
    """Its steps as they are written."""
    sought: Sought
