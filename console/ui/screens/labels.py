"""The list of all tags or customers groups of the desk: renamed, coloured, made and removed for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.widgets import Input

from console.services.labels import LabelKind
from console.services.records import DeskLabel
from console.services.transfer import closeness
from console.ui.colours import chip
from console.ui.screens.dialogs import Question
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

NAME_CELLS = 34


@dataclass(frozen=True, slots=True)
class Edit:
    """A tag or group that is to be changed, made or removed; a new one has no id."""

    label: DeskLabel
    remove: bool = False


class LabelList(Picker[Edit, Edit]):
    """Enter edits the one under the cursor, or makes the one that was typed; Ctrl+R removes it, once asked."""

    hints: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "edit, make"),
        ("Ctrl+R", "remove"),
        ("Esc", "leave"),
    )
    nothing: ClassVar[str] = "None are known yet. Type a name to make one."

    def __init__(self, kind: LabelKind, known: Sequence[DeskLabel]) -> None:
        super().__init__()
        self.kind = kind
        self._known = tuple(known)
        self.placeholder = f"name of a {kind.noun}"  # type: ignore[misc]

    def title_text(self) -> str:
        """Whose they are."""
        return "Tags of the desk" if self.kind is LabelKind.TAG else "Groups of customers"

    def show_known(self, known: Sequence[DeskLabel]) -> None:
        """The server's list came, or colours: draw the rows anew."""
        self._known = tuple(known)
        query = self.query_one("#picker-query", Input).value
        self.show_found(self.find(query), query, later=True)

    def find(self, query: str) -> Sequence[tuple[Parts, Edit]]:
        """Names that match, the closest first."""
        text = query.strip()
        ranked = [(rank, one) for one in self._known if (rank := closeness(text, one.name)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].name.casefold()))
        rows = [(self._parts(one), Edit(one)) for _, one in ranked]
        if text and text.casefold() not in {one.name.casefold() for one in self._known}:
            parts = [(clean(text, limit=200), "strong"), (f"   a new {self.kind.noun}", "warning")]
            rows.append((parts, Edit(DeskLabel("", text))))
        return rows

    def _parts(self, label: DeskLabel) -> Parts:
        name = clean(label.name, limit=200)
        style = chip(label.color, label.bg_color) if label.color or label.bg_color else "text"
        used = f"{label.count:>7} conversations" if label.count else ""
        return [(pad(f" {name} ", NAME_CELLS), style), (used, "dim")]

    def choose(self, choice: Edit) -> None:
        """This one."""
        self.dismiss(choice)

    def on_key(self, event: events.Key) -> None:
        """Ctrl+R removes."""
        value = self.rows.value
        if event.key == "ctrl+r" and isinstance(value, Edit) and value.label.id:
            event.stop()
            event.prevent_default()
            self._ask(value.label)
        else:
            super().on_key(event)

    def _ask(self, label: DeskLabel) -> None:
        if self.kind is LabelKind.TAG:
            used = f"{label.count} conversations or more" if label.count else "every conversation that has it"
            words = f"The tag {label.name} is gone for everybody then, and taken off {used}."
        else:
            words = f"The group {label.name} is gone for everybody then; the customers in it stay."
        words += " u takes it back in the first seconds; later nothing does."
        question = Question(f"Remove {self.kind.noun}", words, [("y", "remove")])

        def answered(answer: str | None) -> None:
            if answer == "y":
                self.dismiss(Edit(label, remove=True))

        self.app.push_screen(question, answered)
