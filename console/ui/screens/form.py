"""Forms: fields of one line under each other, filled in by keyboard alone, some with choices that letters narrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input

from console.ui.panes.composer import SAVE_AFTER
from console.ui.screens.dialogs import Question
from console.ui.screens.form_parts import FormField, FormLine, FormTitle, SeveralField
from console.ui.text import clean, typed
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.widgets.text_field import TextField

USUAL_TITLE = 18
"""Columns of the names beside the fields; long ones get more, up to a third of the screen."""


class Form(ModalScreen[Mapping[str, str] | None]):
    """Tab goes on, Enter saves, Esc leaves and asks when something was changed. The answer is what was touched."""

    BINDINGS: ClassVar[list[BindingType]] = []
    hints: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Tab", "next"),
        ("Enter", "save"),
        ("Up Down", "choices"),
        ("Esc", "leave"),
    )

    def __init__(
        self,
        title: str,
        lines: Sequence[FormLine],
        note: str = "",
        *,
        changed: Callable[[Mapping[str, str]], None] | None = None,
    ) -> None:
        """`changed` hears what was touched, a moment after each keystroke: to keep it as a draft."""
        super().__init__()
        self._changed = changed
        self._timer: Timer | None = None
        self._title = title
        self._lines = tuple(lines)
        self._note = note
        self._warned = ""
        """The value that is none of the choices and about which the agent was told."""

    def compose(self) -> ComposeResult:
        """Title, fields, choices, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="form-title")
            with VerticalScroll(id="form-fields", can_focus=False):
                for line in self._lines:
                    with Horizontal(classes="form-row"):
                        yield FormTitle(line.title)
                        yield SeveralField(line) if line.several else FormField(line)
            yield PartView(id="form-choices")
            yield FooterLine(id="form-keys")

    def on_mount(self) -> None:
        """The first field waits for what is typed."""
        self.query_one("#form-title", PaneTitle).title = self._title
        self.keys.show_hints(self.hints)
        if self._note:
            self.keys.say(self._note, warning=True)
        width = min(max(USUAL_TITLE, *(len(line.title) + 1 for line in self._lines), 0), self.app.size.width // 3)
        for title in self.query(FormTitle):
            title.styles.width = width
        self.choices.can_focus = False
        self.choices.marker = " "
        if self.fields:
            self.fields[0].focus()

    @property
    def fields(self) -> list[FormField]:
        """The fields in their order."""
        return list(self.query(FormField))

    @property
    def keys(self) -> FooterLine:
        """The line at the bottom."""
        return self.query_one("#form-keys", FooterLine)

    @property
    def choices(self) -> PartView:
        """What can be chosen in the field that has the focus."""
        return self.query_one("#form-choices", PartView)

    def touched(self) -> dict[str, str]:
        """What was changed, by key."""
        return {field.line.key: typed(field.value).strip() for field in self.fields if field.touched}

    def current(self) -> FormField | None:
        """The field that has the focus."""
        return self.focused if isinstance(self.focused, FormField) else None

    # Choices

    def show_choices(self) -> None:
        """Draw what can be chosen here."""
        field = self.current()
        if field is None or not field.line.choices:
            self.choices.show([([("", "text")], None)])
            return
        found = field.matching()
        parts = [("none of the choices", "warning")] if not found else []
        for number, choice in enumerate(found[:20]):
            chosen = choice == field.part or (number == 0 and field.touched and field.part not in found)
            words = clean(choice, limit=60)
            parts += [(f"[{words}]" if chosen else f" {words} ", "strong" if chosen else "dim"), (" ", "text")]
        self.choices.show([(parts, None)])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Letters narrow the choices."""
        event.stop()
        if isinstance(event.input, FormField) and not event.input.untouched_since_opened:
            self.keys.say("")  # a field that was only filled in takes no words away
            if self._changed is not None and self._timer is None:
                self._timer = self.set_timer(SAVE_AFTER, self._tell)
        self.show_choices()

    def _tell(self) -> None:
        self._timer = None
        if self._changed is not None:
            self._changed(self.touched())

    def on_descendant_focus(self) -> None:
        """Another field has other choices."""
        self.show_choices()

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Say what became of a paste."""
        event.stop()
        self.keys.say(event.words, warning=True)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """From field to field, and out."""
        match event.key:
            case "tab":
                self.go(1)
            case "shift+tab":
                self.go(-1)
            case "down" | "up":
                self._arrow(1 if event.key == "down" else -1)
            case "escape":
                self.leave()
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field."""
        event.stop()
        self.entered()

    def entered(self) -> None:
        """Enter saves."""
        self.save()

    def _arrow(self, step: int) -> None:
        field = self.current()
        if field is not None and field.line.choices:
            field.walk(step)
        else:
            self.go(step)

    def go(self, step: int) -> None:
        """To another field; letters typed for a choice become that choice."""
        fields, field = self.fields, self.current()
        if field is None:
            return
        field.settle()
        target = fields[(fields.index(field) + step) % len(fields)]
        target.focus()

    def save(self) -> None:
        """Be done, unless a field holds what nobody may have meant."""
        for field in self.fields:
            if not field.settle() and (field.line.strict or self._warned != field.value):
                self._warned = field.value
                field.focus()
                more = "" if field.line.strict else "; Enter once more saves it all the same"
                self.keys.say(f"{field.value} is none of the choices{more}", warning=True)
                return
        self.dismiss(self.touched())

    def leave(self) -> None:
        """Esc: nothing that was typed is thrown away without a word."""
        if not self.touched():
            self.dismiss(None)
            return
        question = Question("Leave the form", "Save what you changed?", [("y", "save"), ("n", "leave unsaved")])
        self.app.push_screen(question, self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "y":
            self.save()
        elif answer == "n":
            self.dismiss(None)
