"""Forms for what is not at the desk yet: a call with its customer and conversation, or a customer alone.

What is typed is a draft like any other, under a name of its own in the place of a conversation's id.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from console.contract.enums import SendType
from console.services.fields import CUSTOMER
from console.services.records import Draft
from console.store.wishes import CreateConversation, RegisterCustomer, SetGroup

if TYPE_CHECKING:
    from console.services.fields import FieldService
    from console.services.outbox.service import OutboxService
    from console.services.presence import PresenceService
    from console.services.records import OutboxRow
    from console.services.reply import ReplyService
    from console.services.session import Session

PREFIX: Final = "new "
"""Begins what stands for the conversation of a form."""
PHONE: Final = "phone"
"""The code of the custom field that takes a phone number, where there is one."""


@dataclass(frozen=True, slots=True)
class CallForm:
    """What was typed so far."""

    began: float
    """Epoch seconds: since when the call goes on."""
    alone: bool = False
    """Whether only a customer is registered."""
    email: str = ""
    name: str = ""
    phone: str = ""
    department: str = ""
    """Its id."""
    subject: str = ""
    text: str = ""
    mail: bool = False
    """Whether the text goes out as a mail; for a customer alone, whether they may log in."""
    known: bool = False
    """Whether the desk knows the customer already."""
    fields: tuple[tuple[str, str], ...] = field(default=())
    """Custom fields of the customer."""
    ticket: tuple[tuple[str, str], ...] = field(default=())
    """Custom fields of the conversation."""
    groups: tuple[str, ...] = ()
    """Groups that a new customer is to be in, by name."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        typed = (self.email, self.name, self.phone, self.subject, self.text.strip())
        return not any((*typed, self.fields, self.ticket, self.groups))

    def pack(self) -> str:
        """As text."""
        return json.dumps(asdict(self))

    @property
    def words(self) -> str:
        """The form in a line, for lists."""
        parts = [self.name, self.email, self.subject, " ".join(self.text.split())]
        return ", ".join(part for part in parts if part)


def read_form(text: str) -> CallForm | None:
    """The form in a draft's text; None when it is none."""
    try:
        values = json.loads(text)
        fields, ticket = (
            tuple((str(code), str(value)) for code, value in values.pop(name, ())) for name in ("fields", "ticket")
        )
        groups = tuple(str(name) for name in values.pop("groups", ()))
        return CallForm(**values, fields=fields, ticket=ticket, groups=groups)
    except (ValueError, TypeError, AttributeError):
        return None


def is_form(conversation_id: str) -> bool:
    """Whether what stands for a conversation is a form."""
    return conversation_id.startswith(PREFIX)


class CallService:
    """Keeps forms, and hands them to the outbox."""

    def __init__(
        self,
        outbox: OutboxService,
        replies: ReplyService,
        fields: FieldService,
        presence: PresenceService,
        session: Session,
    ) -> None:
        self._outbox = outbox
        self._replies = replies
        self._fields = fields
        self._presence = presence
        self._session = session

    def open(self, *, alone: bool, now: datetime) -> tuple[str, CallForm]:
        """The form of a kind that was written on last, or else a new one, with the name that stands for it."""
        for draft in self._replies.drafts():
            form = read_form(draft.text) if is_form(draft.conversation_id) else None
            if form is not None and form.alone == alone:
                return draft.conversation_id, form
        return f"{PREFIX}{uuid.uuid4().hex[:12]}", CallForm(now.timestamp(), alone, department=self._own_department())

    def form(self, form_id: str) -> CallForm | None:
        """A form that is kept as a draft."""
        draft = self._replies.draft(form_id, SendType.MESSAGE)
        return read_form(draft.text) if draft else None

    def save(self, form_id: str, form: CallForm) -> None:
        """Put a form on disk; an empty one is taken away. Raises `ServiceError`."""
        if form.empty:
            self._replies.discard(form_id, SendType.MESSAGE)
        else:
            self._replies.save_draft(Draft(form_id, SendType.MESSAGE, form.pack()))

    def discard(self, form_id: str) -> None:
        """Take a form away; what was typed is kept for seven days. Raises `ServiceError`."""
        self._replies.discard(form_id, SendType.MESSAGE)

    def acts(self, form_id: str, form: CallForm) -> list[Callable[[bool], OutboxRow]]:
        """What has to be put into the outbox, in this order: the customer with groups, unless known, and then the
        conversation."""
        needed: list[str] = []
        text = form.pack()

        def register(agreed: bool) -> OutboxRow:
            row = self._outbox.accept(form_id, self._customer(form, text), agreed=agreed)
            needed[:] = [row.id]
            return row

        def create(agreed: bool) -> OutboxRow:
            wish = CreateConversation(
                form.email.strip(),
                form.name.strip(),
                form.department,
                form.subject.strip(),
                form.text.strip(),
                form.mail,
                form.ticket,
                form=text,
            )
            return self._outbox.accept(form_id, wish, needs=needed[0] if needed else "", agreed=agreed)

        def join(group: str, agreed: bool) -> OutboxRow:
            wish = SetGroup(form.email.strip(), group, on=True)  # an address stands for a customer who has no id yet
            return self._outbox.accept(form_id, wish, needs=needed[0], agreed=agreed)

        if form.known:
            return [create]
        made: list[Callable[[bool], OutboxRow]] = [register]
        made += [partial(join, group) for group in form.groups]
        return made if form.alone else [*made, create]

    def _customer(self, form: CallForm, text: str) -> RegisterCustomer:
        email, name, phone = (part.strip() for part in (form.email, form.name, form.phone))
        has_field = PHONE in {one.code for one in self._fields.definitions(CUSTOMER)}
        pairs = (*form.fields, *(((PHONE, phone),) if phone and has_field else ()))
        return RegisterCustomer(
            email, name, "" if has_field else phone, pairs, registered=form.alone and form.mail, form=text
        )

    def _own_department(self) -> str:
        """The agent's first department that is not deleted; empty when it is not known."""
        presence = self._presence.current()
        there = {one.id for one in presence.departments if not one.deleted}
        own = next((one.departments for one in presence.agents if one.id == self._session.agent_id), ())
        return next((one for one in own if one in there), "")


OF_CUSTOMER, OF_CONVERSATION, GROUPS = "customer ", "ticket ", "groups"
"""Begin the keys of custom fields in a form; the key of the groups."""


def with_fields(form: CallForm, answer: Mapping[str, str]) -> CallForm:
    """The form with custom fields as they were filled in; those that are not named stay, empty ones go."""
    return replace(
        form,
        fields=_filled(form.fields, answer, OF_CUSTOMER),
        ticket=_filled(form.ticket, answer, OF_CONVERSATION),
        groups=names_in(answer[GROUPS]) if GROUPS in answer else form.groups,
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _filled(pairs: tuple[tuple[str, str], ...], answer: Mapping[str, str], of: str) -> tuple[tuple[str, str], ...]:
    fresh = {key.removeprefix(of): value for key, value in answer.items() if key.startswith(of)}
    return tuple((code, value) for code, value in {**dict(pairs), **fresh}.items() if value)
