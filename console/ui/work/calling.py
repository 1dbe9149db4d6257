"""Calls: forms for new conversations and customers, from the first key to the code that is read out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.calls import GROUPS, OF_CONVERSATION, OF_CUSTOMER, CallForm, CallService, is_form, names_in
from console.services.errors import ServiceError
from console.services.fields import CONVERSATION, CUSTOMER
from console.services.labels import LabelKind
from console.services.outbox.words import made
from console.ui.messages import CallerFound, CallersFound, OutboxChanged
from console.ui.screens.call import CallScreen
from console.ui.screens.call_parts import Opened, Saved
from console.ui.screens.form import Form
from console.ui.screens.form_parts import FormLine
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.services.records import OutboxRow, QueueRow

VISITOR, REGISTERED = "visitor: no mail is sent", "registered: a mail asks for a password"


class Calling(Work):
    """Opens the forms, looks for callers, and puts what was typed into the outbox."""

    @property
    def calls(self) -> CallService:
        """The forms."""
        return self.services.calls

    def begin(self) -> None:
        """The form of a new conversation; one that was left goes on."""
        self._show(*self.calls.open(alone=False, now=self.screen.clock()))

    def resume(self, form_id: str) -> None:
        """Go on with a form that is a draft."""
        form = self.calls.form(form_id)
        if form is None:
            self.screen.say("That form is not there any more", warning=True)
        elif form.alone:
            self._show_customer(form_id, form)
        else:
            self._show(form_id, form)

    def _show(self, form_id: str, form: CallForm) -> None:
        if not self.screen.writing.leave():
            return
        departments = [(one.id, one.name) for one in self.services.queue.departments() if not one.deleted]
        agent = self.state.agent
        screen = CallScreen(
            form,
            departments,
            lambda changed: self._save(form_id, changed),
            self._look_up,
            self.screen.clock,
            agent.name if agent else "nobody yet",
            self._field_lines,
        )

        def left(answer: Saved | Opened | None) -> None:
            screen.save()
            self._left(form_id, screen, answer)

        self.screen.app.push_screen(screen, left)

    def _field_lines(self, form: CallForm) -> list[FormLine]:
        """Custom fields for the conversation, and for the customer while nobody knows them."""
        owners = [(CONVERSATION, OF_CONVERSATION, dict(form.ticket), "")]
        if not form.known:
            owners.append((CUSTOMER, OF_CUSTOMER, dict(form.fields), "customer: "))
        lines: list[FormLine] = []
        for owner, prefix, values, before in owners:
            try:
                fields = self.services.fields.form(owner, ())
            except ServiceError:
                fields = self.services.fields.without_files(owner, ())
            for one in fields:
                code, title = one.definition.code, one.definition.title or one.definition.code
                line = FormLine(f"{prefix}{code}", before + title, values.get(code, ""), one.definition.choices)
                lines += [line] if before + code != "customer: phone" else []
        return lines if form.known else [*lines, *self._group_lines("customer: groups", ", ".join(form.groups))]

    def _group_lines(self, title: str, value: str = "", typed: str = "") -> list[FormLine]:
        """The groups that a new customer can be put into; none where none are known."""
        names = tuple(one.name for one in self.services.labels.known(LabelKind.GROUP))
        line = FormLine(GROUPS, title, value, names, hint="(none)", strict=True, typed=typed, several=True)
        return [line] if names else []

    def _save(self, form_id: str, form: CallForm) -> str:
        try:
            self.calls.save(form_id, form)
        except ServiceError as error:
            return error.message
        return ""

    def save_all(self) -> None:
        """Put on disk what is being typed into a form."""
        for screen in self.screen.app.screen_stack:
            if isinstance(screen, CallScreen):
                screen.save()

    def _left(self, form_id: str, screen: CallScreen, answer: Saved | Opened | None) -> None:
        if isinstance(answer, Saved):
            words = "new conversation" if answer.form.known else "new customer and conversation"
            self.screen.outgoing.accept_unit(self.calls.acts(form_id, answer.form), words=words)
            return
        if isinstance(answer, Opened):
            self.screen.reading.open_id(answer.conversation_id)
        if not screen.keep:
            self.calls.discard(form_id)
            self.screen.say("Discarded; what was typed is kept for seven days")
        elif self.calls.form(form_id) is not None:
            self.screen.say(f"The form is kept as a draft; {self.key('create')} goes on with it")
        self.screen.queueing.reload(always=True)

    # The caller

    def _look_up(self, text: str) -> None:
        """What is known here at once, what the server says when it comes."""
        if "@" in text:
            profile = self.services.customers.cached(text)
            self._tell(CallerFound(text, profile, asked=False))
            self.start(self._ask(text), "caller")
        else:
            self.start(self._find(text), "callers here")
            self.start(self._find_at_desk(text), "callers there")

    async def _ask(self, text: str) -> Message:
        return CallerFound(text, await self.services.customers.known(text), asked=True)

    async def _find(self, text: str) -> Message:
        return CallersFound(text, await self.services.customers.find(text))

    async def _find_at_desk(self, text: str) -> Message:
        return CallersFound(text, await self.services.customers.find_at_desk(text))

    def caller_found(self, event: CallerFound) -> None:
        """Somebody is known, or is not."""
        self._tell(event)

    def _tell(self, event: CallerFound) -> None:
        profile = event.profile
        opened: Sequence[QueueRow] = [row for row in profile.previous if row.status.waiting] if profile else ()
        for screen in self.screen.app.screen_stack:
            if isinstance(screen, CallScreen):
                screen.caller.found(event.text, profile, opened, asked=event.asked)
                if event.asked:
                    screen.told()

    def callers_found(self, event: CallersFound) -> None:
        """Customers of a name were found."""
        for screen in self.screen.app.screen_stack:
            if isinstance(screen, CallScreen):
                screen.caller.found_many(event.text, event.customers)

    # A customer alone

    def register(self) -> None:
        """The form of a new customer; one that was left goes on."""
        self._show_customer(*self.calls.open(alone=True, now=self.screen.clock()))

    def _show_customer(self, form_id: str, form: CallForm, note: str = "") -> None:
        typed = dict(form.fields)
        lines = [
            FormLine("email", "Mail address", typed=form.email),
            FormLine("name", "Name", typed=form.name),
            FormLine("phone", "Phone", typed=form.phone),
        ]
        try:
            fields = [one for one in self.services.fields.form(CUSTOMER, ()) if one.definition.code != "phone"]
        except ServiceError as error:
            fields, note = [], error.message
        for one in fields:
            code, title = one.definition.code, one.definition.title
            value = typed.get(code, "")
            lines.append(FormLine(f"field {code}", title or code, choices=one.definition.choices, typed=value))
        lines += self._group_lines("Groups", typed=", ".join(form.groups))
        role = REGISTERED if form.mail else ""
        lines.append(FormLine("role", "Role", VISITOR, (VISITOR, REGISTERED), strict=True, typed=role))

        def read(answer: Mapping[str, str]) -> CallForm:
            pairs = tuple((key.removeprefix("field "), value) for key, value in answer.items() if key.startswith("f"))
            groups = names_in(answer.get(GROUPS, ""))
            email, name, phone = (answer.get(key, "") for key in ("email", "name", "phone"))
            mail = answer.get("role") == REGISTERED
            return replace(form, email=email, name=name, phone=phone, mail=mail, fields=pairs, groups=groups)

        def changed(answer: Mapping[str, str]) -> None:
            self._save(form_id, read(answer))

        def answered(answer: Mapping[str, str] | None) -> None:
            if answer is None:
                self.calls.discard(form_id)
            elif answer:
                self._registered(form_id, read(answer))

        self.screen.app.push_screen(Form("New customer", lines, note, changed=changed), answered)

    def _registered(self, form_id: str, form: CallForm) -> None:
        self._save(form_id, form)
        if form.email and self.services.customers.cached(form.email) is not None:
            self._show_customer(form_id, form, f"The desk has a customer {form.email} already")
        elif form.email and "@" not in form.email:
            self._show_customer(form_id, form, f"{form.email} is no mail address")
        elif form.groups and not form.email:
            self._show_customer(form_id, form, "A customer without a mail address cannot be put into groups from here")
        elif not (form.email or form.name):
            self._show_customer(form_id, form, "A mail address or a name is needed")
        else:
            self.screen.outgoing.accept_unit(self.calls.acts(form_id, form))

    # What became of it

    def outbox_changed(self, event: OutboxChanged) -> None:
        """A conversation is made: say its code, and show it where nothing is being written."""
        found = made(event.row)
        if found is None or not is_form(event.row.conversation_id):
            return
        code, conversation_id = found
        letters = "  ".join(" ".join(part) for part in code.split("-"))
        self.screen.say(f"{code} is there. To read out: {letters}")
        row = self.services.queue.row(conversation_id)
        if row is not None and not self.screen.writing.active and self.screen.app.screen is self.screen:
            self.screen.reading.open(row, focus=False)

    def taken_back(self, rows: Sequence[OutboxRow]) -> None:
        """Open the form again of what was taken back."""
        forms = [row.conversation_id for row in rows if is_form(row.conversation_id)]
        if forms:
            self.resume(forms[0])

    def open_entry(self, form_id: str) -> None:
        """Open what an entry of the outbox is about: the form, or the conversation that came of it."""
        if self.calls.form(form_id) is not None:
            self.resume(form_id)
            return
        found = [made(row) for row in self.services.outbox.rows() if row.conversation_id == form_id]
        there = next((one for one in found if one is not None), None)
        if there is None:
            self.screen.say(f"It is on its way; {self.key('undo')} takes it back while it is held")
        else:
            self.screen.reading.open_id(there[1])
