"""Marking: tags and custom fields of conversations, groups and custom fields of customers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from console.services.errors import ServiceError
from console.services.fields import CONVERSATION, CUSTOMER
from console.services.labels import LabelKind
from console.services.outbox.pending import profile_with_pending, tags_wished, with_pending
from console.services.wishes import SetCustomerField, SetField, SetGroup, SetTag, Wish
from console.ui.messages import OutboxChanged
from console.ui.screens.form import Form
from console.ui.screens.form_parts import FormLine
from console.ui.screens.tags import EDIT, LabelPicker
from console.ui.text import clean, typed
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from console.services.fields import FormField
    from console.services.records import CustomerProfile, FieldValue, OutboxRow, QueueRow
    from console.ui.screens.tags import Answer


class Marking(Work):
    """Opens the pickers, and puts what was chosen into the outbox."""

    # Tags

    def tags(self) -> None:
        """Ask which tags."""
        rows = self.screen.acting.targets()
        if not rows:
            return
        have = [self._tags_of(row) for row in rows]
        names = {name.casefold(): name for tags in have for name in tags}
        everywhere = set.intersection(*({name.casefold() for name in tags} for tags in have))
        has = {name: key in everywhere for key, name in names.items()}
        title = f"Tags of {rows[0].code}" if len(rows) == 1 else f"Tags of {len(rows)} conversations"
        picker = LabelPicker(LabelKind.TAG, title, self.services.labels.known(LabelKind.TAG), has)
        self.screen.app.push_screen(picker, lambda answer: self._tags_chosen(rows, answer))
        self.screen.labelling.refresh(LabelKind.TAG)

    def _tags_of(self, row: QueueRow) -> tuple[str, ...]:
        """The tags as they will be once the outbox has done its work."""
        thread = self.state.thread
        known = thread.tags if thread is not None and thread.row.id == row.id else row.tags
        return tags_wished(known, self.services.outbox.of_conversation(row.id))

    def _tags_chosen(self, rows: Sequence[QueueRow], answer: tuple[Answer, ...] | str | None) -> None:
        if answer == EDIT:
            self.screen.labelling.show(LabelKind.TAG)
        if not answer or isinstance(answer, str):
            return
        words = ", ".join(f"tag {choice.name}" if on else f"tag {choice.name} away" for choice, on in answer)
        self.screen.acting.remember(words, lambda others: self._put_tags(others, answer))
        self._put_tags(rows, answer)

    def _put_tags(self, rows: Sequence[QueueRow], answer: Sequence[Answer]) -> None:
        wishes: list[tuple[str, Wish]] = []
        for row in rows:
            has = {name.casefold() for name in self._tags_of(row)}
            wishes += [
                (row.id, SetTag(choice.name, on, new=choice.new and on))
                for choice, on in answer
                if (choice.name.casefold() in has) != on
            ]
        if wishes:
            self._accept(wishes)
        else:
            self.screen.say("The tags are as you want them already")

    # Groups of the customer

    def customer(self) -> CustomerProfile | None:
        """The customer an act is about: in the queue that of the row, else the one who is shown, as far as known."""
        rows = self.screen.acting.targets()
        if self.screen.pane_name != "queue" or not rows or rows[0].id == self.state.conversation_id:
            return self.state.profile
        return self.services.customers.cached(rows[0].customer_email) if rows[0].customer_email else None

    def groups(self) -> None:
        """Ask which groups the customer is in."""
        profile = self.customer()
        if profile is None:
            return
        now = profile_with_pending(profile, self.services.outbox.of_customer(profile.id))
        going = {words.casefold() for words in _leaving(self.services.outbox.of_customer(profile.id))}
        has = {one.name: True for one in now.groups if one.name.casefold() not in going}
        title = f"Groups of {profile.name or profile.email}"
        picker = LabelPicker(LabelKind.GROUP, title, self.services.labels.known(LabelKind.GROUP), has)
        self.screen.app.push_screen(picker, lambda answer: self._groups_chosen(profile, answer))
        self.screen.labelling.refresh(LabelKind.GROUP)

    def _groups_chosen(self, profile: CustomerProfile, answer: tuple[Answer, ...] | str | None) -> None:
        if answer == EDIT:
            self.screen.labelling.show(LabelKind.GROUP)
        if not answer or isinstance(answer, str):
            return
        self.screen.acting.remember("groups", lambda others: self._groups_again(others, answer))
        self._put_into_groups(profile, answer)

    def _put_into_groups(self, profile: CustomerProfile, answer: Sequence[Answer]) -> None:
        about = self.about_customer(profile)
        self._accept([(about, SetGroup(profile.id, choice.name, on)) for choice, on in answer])
        self.screen.reading.show_pending_customer()

    def _groups_again(self, others: Sequence[QueueRow], answer: Sequence[Answer]) -> None:
        profile = self.customer() if len(others) == 1 else None
        if profile is None:
            self.screen.say("Groups are for one customer at a time, whose conversation was opened")
        else:
            self._put_into_groups(profile, answer)

    # Custom fields

    def fields(self) -> None:
        """Ask for the values of custom fields: of the customer in that pane, else of the conversation."""
        if self.screen.pane_name == "customer":
            self._customer_fields()
        else:
            self._conversation_fields()

    def _conversation_fields(self) -> None:
        rows = self.screen.acting.targets()
        if not rows:
            return
        title, empty = f"Fields of {len(rows)} conversations: what you fill in goes to all", "(as it is)"
        values: Sequence[FieldValue] = ()
        if len(rows) == 1:
            known = self._fields_of(rows[0])
            title, values = f"Fields of {rows[0].code}", known or ()
            empty = "(none)" if known is not None else "(not read yet)"
        self._ask_fields(
            CONVERSATION,
            title,
            values,
            lambda code, value: [(row.id, SetField(code, value)) for row in rows],
            then=self._remember_fields,
            empty=empty,
        )

    def _remember_fields(self, filled: Mapping[str, str]) -> None:
        """The key that repeats fills in the same once more, in other conversations."""

        def again(others: list[QueueRow]) -> None:
            self._accept([(row.id, SetField(code, value)) for row in others for code, value in filled.items()])

        self.screen.acting.remember("fields", again)

    def _fields_of(self, row: QueueRow) -> tuple[FieldValue, ...] | None:
        """The fields as they will be once the outbox has done its work; None while nobody has read them here."""
        thread = self.state.thread
        if thread is None or thread.row.id != row.id:
            thread = self.services.threads.cached(row.id)
        pending = self.services.outbox.of_conversation(row.id)
        return with_pending(thread, pending, None).fields if thread is not None else None

    def _customer_fields(self) -> None:
        profile = self.state.profile
        if profile is None:
            return
        now = profile_with_pending(profile, self.services.outbox.of_customer(profile.id))
        self._ask_fields(
            CUSTOMER,
            f"Fields of {profile.name or profile.email}",
            now.fields,
            lambda code, value: [(self.about_customer(profile), SetCustomerField(profile.id, code, value))],
        )

    def about_customer(self, profile: CustomerProfile) -> str:
        """The conversation beside which something is wanted of a customer, or else the customer alone."""
        row = self.screen.customer.row
        if self.screen.pane_name == "queue":
            row = next(iter(self.screen.acting.targets()), row)
        return row.id if row is not None and row.customer_email else f"customer {profile.email or profile.id}"

    def _ask_fields(
        self,
        owner: str,
        title: str,
        values: Sequence[FieldValue],
        wishes: Callable[[str, str], list[tuple[str, Wish]]],
        then: Callable[[Mapping[str, str]], None] = lambda _: None,
        empty: str = "(none)",
    ) -> None:
        note = ""
        try:
            fields = self.services.fields.form(owner, values)
        except ServiceError as error:
            fields, note = self.services.fields.without_files(owner, values), error.message
        if not fields:
            self.screen.say("No custom fields are known yet; a file fields.toml can name them", warning=True)
            return

        def answered(answer: Mapping[str, str] | None) -> None:
            if answer:
                then(answer)
                self._accept([one for code, value in answer.items() for one in wishes(code, value)])

        self.screen.app.push_screen(Form(title, [_line(field, empty) for field in fields], note), answered)

    def outbox_changed(self, event: OutboxChanged) -> None:
        """Something about a customer went on: draw it, and read again what was done."""
        if isinstance(event.row.wish, SetCustomerField | SetGroup):
            self.screen.reading.show_pending_customer()
            if event.row.settled_at is not None:
                self.screen.reading.reload_customer()

    def _accept(self, wishes: Sequence[tuple[str, Wish]]) -> None:
        """Put wishes into the outbox; `u` takes them back together."""

        def accept(target: str, wish: Wish, agreed: bool) -> OutboxRow:
            return self.services.outbox.accept(target, wish, agreed=agreed)

        acts = [partial(accept, target, wish) for target, wish in wishes]
        about = len({target for target, _ in wishes})
        self.screen.outgoing.ask_if_many(about, lambda: self.screen.outgoing.accept_unit(acts))


def _line(field: FormField, empty: str) -> FormLine:
    """A field as the form shows it: several values, and those that cannot be typed, are shown and replaced whole."""
    code, values = field.definition.code, field.values
    title = field.definition.title or code
    if len(values) > 1:
        hint = f"{len(values)} values, what is typed replaces them: {' | '.join(values)}"
        return FormLine(code, title, choices=field.definition.choices, hint=hint)
    value = values[0] if values else ""
    plain = typed(value).strip()
    if plain != value or "\n" in value:
        return FormLine(
            code, title, choices=field.definition.choices, hint=f"what is typed replaces it: {clean(value)}"
        )
    return FormLine(code, title, value, field.definition.choices, hint="" if values else empty)


def _leaving(rows: Sequence[OutboxRow]) -> list[str]:
    """The groups that a customer is to leave."""
    return [row.wish.group for row in rows if isinstance(row.wish, SetGroup) and not row.wish.on]
