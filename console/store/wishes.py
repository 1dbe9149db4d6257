"""What an agent wants done in a conversation, as it is kept on disk until it is seen done."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from console.contract.enums import ConversationStatus, SendType


@dataclass(frozen=True, slots=True)
class WriteMessage:
    """A reply to the customer, or a note."""

    kind: SendType
    text: str


@dataclass(frozen=True, slots=True)
class SetStatus:
    """A status: answered, resolved or open."""

    status: ConversationStatus


@dataclass(frozen=True, slots=True)
class HandOver:
    """A transfer to a department, an agent or both, with a note."""

    department: str = ""
    agent: str = ""
    note: str = ""
    name: str = ""
    """Whom people know it by, for words."""
    if_free: bool = False
    """Whether it is only wanted while nobody has the conversation."""


@dataclass(frozen=True, slots=True)
class SetTag:
    """A tag that is to be there, or not."""

    tag: str
    on: bool
    new: bool = False
    """Whether the desk gets a tag of that name when it has none."""


@dataclass(frozen=True, slots=True)
class SetField:
    """The one value a custom field of the conversation is to have; none when it is empty."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class SetCustomerField:
    """The one value a custom field of a customer is to have; none when it is empty."""

    customer: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class SetGroup:
    """A customers group that a customer is to be in, or not; by name, as the API has it."""

    customer: str
    group: str
    on: bool


@dataclass(frozen=True, slots=True)
class SetLabel:
    """How a tag or a customers group of the desk is to be called and coloured; a new one has no id."""

    kind: str
    """"tags" or "groups"."""
    id: str
    name: str
    color: str = ""
    """Hex digits without #; empty for as it is."""
    bg_color: str = ""
    was: str = ""
    """What it was called before."""


@dataclass(frozen=True, slots=True)
class RemoveLabel:
    """A tag or a customers group that the desk is to have no more."""

    kind: str
    id: str
    name: str


Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Codes of custom fields with their values."""


@dataclass(frozen=True, slots=True)
class RegisterCustomer:
    """A customer whom the desk does not know yet."""

    email: str
    name: str
    phone: str = ""
    fields: Pairs = ()
    registered: bool = False
    """Whether the customer can log in: then the server sends a mail that asks for a password."""
    form: str = ""
    """What was typed, for when it is taken back."""


@dataclass(frozen=True, slots=True)
class CreateConversation:
    """A new conversation with its first message."""

    email: str
    name: str
    department: str
    subject: str
    text: str
    mail: bool = False
    """Whether the message goes to the customer as a mail."""
    fields: Pairs = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class DeleteConversation:
    """A conversation that is to be in the bin, out of which no call brings it back."""


Wish: TypeAlias = (
    WriteMessage
    | SetStatus
    | HandOver
    | SetTag
    | SetField
    | SetCustomerField
    | SetGroup
    | SetLabel
    | RemoveLabel
    | RegisterCustomer
    | CreateConversation
    | DeleteConversation
)

KINDS: Final[dict[str, type[Wish]]] = {
    "message": WriteMessage,
    "status": SetStatus,
    "transfer": HandOver,
    "tag": SetTag,
    "field": SetField,
    "customer field": SetCustomerField,
    "group": SetGroup,
    "label": SetLabel,
    "label away": RemoveLabel,
    "customer": RegisterCustomer,
    "conversation": CreateConversation,
    "delete": DeleteConversation,
}
"""Wishes by the word that stands for them on disk."""

_NAMES: Final = {kind: name for name, kind in KINDS.items()}
_LETTERS: Final[dict[tuple[str, str], Callable[[Any], object]]] = {
    ("message", "kind"): SendType,
    ("status", "status"): ConversationStatus,
    ("customer", "fields"): lambda pairs: tuple((str(code), str(value)) for code, value in pairs),
    ("conversation", "fields"): lambda pairs: tuple((str(code), str(value)) for code, value in pairs),
}


def kind_of(wish: Wish) -> str:
    """The word for a wish on disk."""
    return _NAMES[type(wish)]


def subject_of(wish: Wish) -> str:
    """What a wish is about: of two wishes about the same thing the later one counts. Empty for messages, which all
    count."""
    match wish:
        case WriteMessage():
            return ""
        case SetStatus() | HandOver() | RegisterCustomer() | CreateConversation() | DeleteConversation():
            return kind_of(wish)
        case SetTag(tag=tag):
            return f"tag {tag}"
        case SetField(code=code):
            return f"field {code}"
        case SetCustomerField(customer=customer, code=code):
            return f"field {code} of {customer}"
        case SetGroup(customer=customer, group=group):
            return f"group {group} of {customer}"
        case SetLabel(kind=kind, id=id, name=name) | RemoveLabel(kind=kind, id=id, name=name):
            return f"{kind} {id or name}"


def text_of(wish: Wish) -> WriteMessage | None:
    """The text in a wish that somebody typed, as the message it becomes; None when there is none."""
    match wish:
        case WriteMessage():
            return wish
        case HandOver(note=note) if note:
            return WriteMessage(SendType.NOTE, note)
    return None


def form_of(wish: Wish) -> str:
    """What was typed into a form for it; empty when there was none."""
    return wish.form if isinstance(wish, RegisterCustomer | CreateConversation) else ""


def only_once(wish: Wish) -> bool:
    """Whether it must never be done a second time by itself, because nobody can tell from the server's state that it
    was done already by somebody whose answer is late."""
    match wish:
        case WriteMessage() | CreateConversation():
            return True
        case RegisterCustomer(email=email):
            return not email  # of one address there is one customer
    return False


def pack(wish: Wish) -> str:
    """A wish as text; the same wish is always the same text."""
    return json.dumps(asdict(wish), sort_keys=True)


def unpack(kind: str, text: str) -> Wish:
    """The wish in a text; raises `ValueError` when it is none."""
    try:
        values = json.loads(text)
        make: Callable[..., Wish] = KINDS[kind]
        return make(**{name: _LETTERS.get((kind, name), _as_it_is)(value) for name, value in values.items()})
    except (KeyError, TypeError, ValueError, AttributeError):
        message = f"no wish of kind {kind!r}"
        raise ValueError(message) from None


def _as_it_is(value: object) -> object:
    return value
