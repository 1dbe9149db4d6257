"""The picker of marks that are on or off: the desk's tags, and the groups a customer is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widgets import Input

from console.services.labels import LabelKind
from console.services.records import DeskLabel
from console.services.transfer import closeness
from console.ui.glyphs import glyphs_of
from console.ui.screens.dialogs import Question
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.part_view import Parts
from console.ui.widgets.text_field import TextField

NAME_CELLS, FEWEST_CELLS = 40, 22
ROOMY_FROM = 70
"""Columns of the terminal from which on long names stand whole beside what is said of them."""
EDIT = "edit"
"""The answer that asks for the list of all tags or groups to be changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the picker: a name, and whether the desk has it."""

    name: str
    new: bool = False


Answer = tuple[Choice, bool]
"""A mark, and whether it is to be there."""


class NarrowingField(TextField):
    """A field in which Space marks the row under the cursor, unless what was typed is a new name."""

    class SpacePressed(Message):
        """The row under the cursor is to be marked."""

    def on_key(self, event: events.Key) -> None:
        """Space belongs to the rows while some match."""
        if event.key == "space" and isinstance(self.screen, LabelPicker) and self.screen.matches(self.value):
            event.stop()
            event.prevent_default()
            self.post_message(self.SpacePressed())


def name_cells(width: int) -> int:
    """Cells for a name, at a width of the terminal."""
    return NAME_CELLS if width >= ROOMY_FROM else FEWEST_CELLS


class LabelPicker(Picker[Choice, "tuple[Answer, ...] | str"]):
    """Letters narrow, Space marks several, Enter marks the one under the cursor and is done."""

    field: ClassVar[type[TextField]] = NarrowingField
    nothing: ClassVar[str] = "None are known yet. Type a name to make one."

    def __init__(
        self, kind: LabelKind, title: str, known: Sequence[DeskLabel], has: Mapping[str, bool], *, note: str = ""
    ) -> None:
        """`has` are the marks that are there, by name; False for those that only some of the targets have."""
        super().__init__()
        self.kind = kind
        self._title = title
        self._labels = {one.name.casefold(): one for one in known}
        self._has = {name.casefold(): on for name, on in has.items()}
        self._names = {name.casefold(): name for name in has}
        self._names |= {one.name.casefold(): one.name for one in known}
        self._wanted: dict[str, Answer] = {}
        self._note = note
        self.placeholder = f"name of a {kind.noun}"  # type: ignore[misc]
        self.hints = (  # type: ignore[misc]
            ("Enter", "toggle, done"),
            ("Space", "several"),
            ("Ctrl+E", f"edit {kind.value}"),
            ("Esc", "leave"),
        )

    def title_text(self) -> str:
        """What is marked."""
        return self._title

    def on_mount(self) -> None:
        """Say what is special about it."""
        if self._note:
            self.query_one("#picker-keys", FooterLine).say(self._note, warning=True)

    def show_known(self, known: Sequence[DeskLabel]) -> None:
        """The server's list came: draw the rows anew, the cursor on the same one."""
        self._labels = {one.name.casefold(): one for one in known}
        self._names |= {one.name.casefold(): one.name for one in known}
        at = self.rows.value
        self.narrow(self.query_one("#picker-query", Input).value)
        self._put_cursor(at)

    def _put_cursor(self, at: object) -> None:
        values = [value for _, value in self.rows.shown]
        if at in values:
            self.rows.move_to(values.index(at))

    def find(self, query: str) -> Sequence[tuple[Parts, Choice]]:
        """Names that match, the closest first; those that are there before the others. A new one is the last row."""
        text = query.strip()
        ranked = []
        for key, name in self._names.items():
            rank = closeness(text, name)
            if rank is not None:
                label = self._labels.get(key)
                used = label.count or 0 if label else 0
                ranked.append((rank, 0 if text or key not in {**self._has, **self._wanted} else -1, -used, key, name))
        rows = [self._row(Choice(name)) for *_, name in sorted(ranked)]
        if text and text.casefold() not in self._names:
            rows.append(self._row(Choice(text, new=True)))
        return rows

    def matches(self, query: str) -> bool:
        """Whether a name is already there for what was typed."""
        return any(closeness(query.strip(), name) is not None for name in self._names.values())

    def _row(self, choice: Choice) -> tuple[Parts, Choice]:
        key = choice.name.casefold()
        ticked = (
            self._wanted[key][1] if key in self._wanted else {True: True, False: None, None: False}[self._has.get(key)]
        )
        sign = glyphs_of(self.app).box(ticked)
        name = clean(choice.name, limit=200)
        if choice.new:
            return [(sign, "marker"), (name, "strong"), (f"   a new {self.kind.noun}", "warning")], choice
        label = self._labels.get(key)
        count = f"{label.count:>7}" if label is not None and label.count else ""
        return [(sign, "marker"), (pad(name, name_cells(self.app.size.width)), "text"), (count, "dim")], choice

    def toggle(self, choice: Choice) -> None:
        """Want a mark, or want it away; once more gives that up."""
        key = choice.name.casefold()
        if key in self._wanted:
            del self._wanted[key]
        else:
            self._wanted[key] = (choice, self._has.get(key) is not True)
            if choice.new:
                self._names[key] = choice.name

    def choose(self, choice: Choice) -> None:
        """Enter: the row under the cursor too, unless some were marked and nothing was typed since."""
        if self.query_one("#picker-query", Input).value.strip() or not self._wanted:
            self._with_consent(choice, lambda: self._toggle_and_end(choice))
        else:
            self.dismiss(tuple(self._wanted.values()))

    def _toggle_and_end(self, choice: Choice) -> None:
        self.toggle(choice)
        self.dismiss(tuple(self._wanted.values()))

    def _with_consent(self, choice: Choice, then: Callable[[], None]) -> None:
        """Nobody makes a new one by a slip of the keys."""
        if not choice.new or choice.name.casefold() in self._wanted:
            then()
            return
        words = f"The desk has no {self.kind.noun} {choice.name}. Make it, for everybody?"
        question = Question(f"New {self.kind.noun}", words, [("y", "make it")])
        self.app.push_screen(question, lambda answer: then() if answer == "y" else None)

    def _mark(self, choice: Choice) -> None:
        """Space: mark this one, and go on."""
        field = self.query_one("#picker-query", Input)
        self.toggle(choice)
        if field.value:
            field.value = ""  # the letters have found their row
        else:
            cursor = self.rows.cursor
            self.narrow("")
            self.rows.move_to(cursor)

    def on_narrowing_field_space_pressed(self, event: NarrowingField.SpacePressed) -> None:
        """Mark the row under the cursor."""
        event.stop()
        value = self.rows.value
        if isinstance(value, Choice):
            self._with_consent(value, lambda: self._mark(value))

    def on_key(self, event: events.Key) -> None:
        """Ctrl+E goes to the list of all; Tab marks like Space."""
        value = self.rows.value
        if event.key == "tab" and isinstance(value, Choice):
            self._with_consent(value, lambda: self._mark(value))
        elif event.key == "ctrl+e":
            self.dismiss(EDIT)
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
