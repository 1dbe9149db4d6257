"""The form of a new conversation: who calls, what about, and beside it what the desk knows of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual import events
from textual.widgets import Input

from console.services.calls import with_fields
from console.services.records import CustomerFound, QueueRow
from console.ui.screens.call_parts import (
    HINTS,
    REVIEW_HINTS,
    SIDE_HINTS,
    CallText,
    Opened,
    Saved,
)
from console.ui.screens.call_sheet import FIELDS, CallSheet
from console.ui.screens.call_words import fault_in, review_words
from console.ui.screens.form import Form
from console.ui.screens.form_parts import FormField
from console.ui.text import typed


class CallScreen(CallSheet):
    """The keys of the sheet: looking up who calls, and at the end a line in words that says what will be made."""

    # The caller

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: look somebody up, or go on."""
        event.stop()
        field = event.input
        if not isinstance(field, FormField) or field.line.key != "email":
            self.go(1)
            return
        text = typed(field.value).strip()
        if not text:
            self.go(1)
            return
        self.look(text)
        if "@" not in text:
            self.say("Choose somebody, or Tab and type the mail address of a new customer")
            self.side.focus()
        elif self.caller.usable:
            self.side.focus()
        else:
            self.field("name" if self.caller.profile is None else "subject").focus()

    def told(self) -> None:
        """The server said who it is; where the focus is nobody was waiting for that, so it stays."""
        profile = self.caller.profile
        if profile is not None and self.current_key in ("name", "phone"):
            more = ", Ctrl+O looks at what is open" if self.caller.usable else ""
            self.say(f"{profile.name or profile.email} is known: name and phone are not needed{more}")

    @property
    def current_key(self) -> str:
        """The field that has the focus; empty for anything else."""
        return self.focused.line.key if isinstance(self.focused, FormField) else ""

    def _use(self) -> None:
        """Use the conversation or the customer under the cursor."""
        value = self.side.value
        if isinstance(value, QueueRow):
            self.dismiss(Opened(value.id))
        elif isinstance(value, CustomerFound):
            self.field("email").value = value.email
            self.look(value.email)
            (self.side if self.caller.usable else self.field("subject")).focus()

    def _new_customer(self) -> None:
        """Nobody of those: what was typed was the name of somebody new."""
        field = self.field("email")
        if "@" in field.value:
            self.field("name" if self.caller.profile is None else "subject").focus()
            return
        name = self.field("name")
        with self.prevent(Input.Changed):  # which would take the words below away
            name.value, field.value = field.value.strip(), ""
        self.changed()
        self.caller.forget()
        self.caller.draw()
        self.say("A conversation needs the customer's mail address")
        field.focus()

    # Keys

    def on_descendant_focus(self) -> None:
        """Other keys act here."""
        self.show_choices()
        self.keys.show_hints(SIDE_HINTS if self.side.has_focus else REVIEW_HINTS if self.review.has_focus else HINTS)

    def on_key(self, event: events.Key) -> None:
        """Where the focus is decides."""
        if self.review.has_focus:
            self._key_at_the_end(event.character or event.key)
        elif self.side.has_focus:
            self._key_beside(event.key)
        else:
            self._key_in_form(event)
            return
        event.stop()
        event.prevent_default()

    def _key_in_form(self, event: events.Key) -> None:
        field = self.focused
        match event.key:
            case "tab" | "shift+tab":
                self.go(1 if event.key == "tab" else -1)
            case "escape" | "ctrl+x":
                self.end()
            case "ctrl+o":
                self.side.focus()
            case "ctrl+f":
                self._fill_in()
            case "down" | "up" if isinstance(field, FormField):
                step = 1 if event.key == "down" else -1
                if field.line.choices:
                    field.walk(step)
                else:
                    self.go(step)
            case _:
                return
        event.stop()
        event.prevent_default()

    def go(self, step: int) -> None:
        """To another field, or the text."""
        places = [self.field(key) for key in FIELDS]
        stops: list[FormField | CallText] = [*places, self.text]
        if isinstance(self.focused, FormField):
            self.focused.settle()
        at = next((place for place, one in enumerate(stops) if one.has_focus), 0)
        stops[(at + step) % len(stops)].focus()

    def _key_beside(self, key: str) -> None:
        match key:
            case "j" | "down":
                self.side.move_by(1)
            case "k" | "up":
                self.side.move_by(-1)
            case "o" | "enter":
                self._use()
            case "tab" | "n" | "escape" | "q":
                self.say("")
                self._new_customer()

    def _fill_in(self) -> None:
        """Custom fields of the conversation, and of a new customer."""
        lines = self._fields(self.current())

        def answered(answer: Mapping[str, str] | None) -> None:
            if answer:
                self._form = with_fields(self._form, answer)
                self._save(self.current())

        if lines:
            self.app.push_screen(Form("Custom fields", lines), answered)
        else:
            self.say("No custom fields are known; a file fields.toml can name them")

    # The end

    def end(self) -> None:
        """To the line that says what will be made; from an empty form, out."""
        self.field("department").settle()
        self.save()
        form = self.current()
        if form.empty:
            self.dismiss(None)
            return
        self.review.show(*review_words(form, dict(self._departments), self._agent, asked=self.caller.asked))
        self.review.focus()

    def _key_at_the_end(self, key: str) -> None:
        match key:
            case "y":
                self._finish()
            case "m":
                self._form = replace(self._form, mail=not self._form.mail)
                self._save(self.current())
                self.end()
            case "e" | "escape":
                self.review.hide()
                self.text.focus()
            case "D":
                self.keep = False
                self.dismiss(None)
            case "q":
                self.dismiss(None)

    def _finish(self) -> None:
        form = self.current()
        fault = fault_in(form)
        if fault is None:
            self.dismiss(Saved(form))
            return
        key, words = fault
        self.review.hide()
        self.say(words, warning=True)
        (self.text if key == "text" else self.field(key)).focus()
