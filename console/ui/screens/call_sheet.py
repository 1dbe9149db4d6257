"""The sheet that a call is written on: its fields and text, on disk a moment after each keystroke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, TextArea

from console.services.calls import CallForm
from console.ui.panes.composer import SAVE_AFTER, ReviewLine
from console.ui.screens.call_parts import (
    HINTS,
    CallerPane,
    CallText,
    Opened,
    Saved,
)
from console.ui.screens.call_words import duration
from console.ui.screens.form_parts import FormField, FormLine, FormTitle
from console.ui.text import typed
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from textual.timer import Timer

FIELDS = ("email", "name", "phone", "department", "subject")


class CallSheet(Screen[Saved | Opened | None]):
    """Fields, text and what is beside them. What is typed is saved as it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        form: CallForm,
        departments: Sequence[tuple[str, str]],
        save: Callable[[CallForm], str],
        look_up: Callable[[str], None],
        clock: Callable[[], datetime],
        agent: str,
        fields: Callable[[CallForm], Sequence[FormLine]] = lambda _: (),
    ) -> None:
        """`departments` are ids and names; `save` puts the form on disk and says why it cannot, if so; `look_up`
        begins to look for somebody by address or name, and the caller's pane hears of it; `fields` are the custom
        fields that can be filled in."""
        super().__init__()
        self._form = form
        self._departments = tuple(departments)
        self._save = save
        self._look_up = look_up
        self._clock = clock
        self._agent = agent
        self._fields = fields
        self._timer: Timer | None = None
        self.keep = True
        """Whether what was typed stays as a draft."""

    def compose(self) -> ComposeResult:
        """Title, fields and text at the left, the caller at the right, review line, keys."""
        form, names = self._form, dict(self._departments)
        lines = (
            FormLine("email", "Customer", form.email, hint="mail address or name"),
            FormLine("name", "Name", form.name),
            FormLine("phone", "Phone", form.phone),
            FormLine("department", "Department", names.get(form.department, ""), tuple(names.values()), strict=True),
            FormLine("subject", "Subject", form.subject),
        )
        with Horizontal(id="call-body"):
            with Vertical(id="call-left"):
                yield PaneTitle(id="call-title")
                with Vertical(id="call-form"):
                    for line in lines:
                        with Horizontal(classes="form-row"):
                            yield FormTitle(line.title)
                            yield FormField(line)
                    yield PartView(id="form-choices")
                    yield CallText(
                        form.text,
                        id="call-text",
                        soft_wrap=True,
                        show_line_numbers=False,
                        tab_behavior="focus",
                        placeholder="text of the message",
                    )
            yield CallerPane(id="call-side")
        yield ReviewLine(id="call-review")
        yield FooterLine(id="call-keys")

    def on_mount(self) -> None:
        """The clock of the call goes on; the first field waits."""
        self.text.cursor_blink = False
        self.choices.can_focus = False
        self.choices.marker = " "
        self.keys.show_hints(HINTS)
        self.tick()
        self.set_interval(1, self.tick)
        self.caller.draw()
        self.field("email").focus()
        if self._form.email:
            self.look(self._form.email)

    # Parts

    @property
    def keys(self) -> FooterLine:
        """The line at the bottom."""
        return self.query_one("#call-keys", FooterLine)

    @property
    def text(self) -> CallText:
        """The text."""
        return self.query_one("#call-text", CallText)

    @property
    def caller(self) -> CallerPane:
        """Who calls."""
        return self.query_one("#call-side", CallerPane)

    @property
    def side(self) -> PartView:
        """What is known of the caller."""
        return self.caller.view

    @property
    def review(self) -> ReviewLine:
        """What will be made, in words."""
        return self.query_one("#call-review", ReviewLine)

    @property
    def choices(self) -> PartView:
        """The departments that can be chosen."""
        return self.query_one("#form-choices", PartView)

    def field(self, key: str) -> FormField:
        """A field by its key."""
        return next(field for field in self.query(FormField) if field.line.key == key)

    def tick(self) -> None:
        """How long the call takes."""
        seconds = self._clock().timestamp() - self._form.began
        self.query_one("#call-title", PaneTitle).title = f"New conversation   {duration(seconds)}"

    def say(self, words: str, *, warning: bool = False) -> None:
        """Say something in the place of the keys."""
        self.keys.say(words, warning=warning)

    # What is typed

    def current(self) -> CallForm:
        """The form as it stands."""
        said = {key: typed(self.field(key).value).strip() for key in FIELDS}
        ids = {name: department_id for department_id, name in self._departments}
        return replace(
            self._form,
            email=said["email"],
            name=said["name"],
            phone=said["phone"],
            department=ids.get(said["department"], ""),
            subject=said["subject"],
            text=self.text.text,
            known=self.caller.profile is not None,
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """A keystroke: save it in a moment."""
        event.stop()
        if isinstance(event.input, FormField) and not event.input.untouched_since_opened:
            self.say("")
        self.show_choices()
        self.changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """A keystroke in the text."""
        event.stop()
        self.changed()

    def changed(self) -> None:
        """Something is other than on disk: save it in a moment."""
        if self._timer is None and self.current() != self._form:
            self._timer = self.set_timer(SAVE_AFTER, self.save)

    def save(self) -> None:
        """Put what was typed on disk."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        form = self.current()
        if form == self._form or not self.keep:
            return
        trouble = self._save(form)
        self.query_one("#call-title", PaneTitle).note = "NOT SAVED" if trouble else "draft saved"
        if trouble:
            self.say(trouble, warning=True)
        else:
            self._form = form

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Say what became of a paste."""
        event.stop()
        self.say(event.words, warning=True)

    def look(self, text: str) -> None:
        """Look for somebody by address or name."""
        self.caller.forget(text)
        self.caller.draw()
        self._look_up(text)

    def show_choices(self) -> None:
        """The departments, while that field has the focus."""
        field = self.field("department")
        if not field.has_focus:
            self.choices.show([([("", "text")], None)])
            return
        parts = [(f"{name}  ", "strong" if name == field.value else "dim") for name in field.matching()[:8]]
        self.choices.show([(parts or [("no such department", "warning")], None)])
