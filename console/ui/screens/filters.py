"""The filter picker: departments and statuses to mark, and words that must stand in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.widgets import Input

from console.contract.enums import ConversationStatus
from console.services.records import DepartmentPresence, QueueFilter
from console.ui.screens.picker import Picker
from console.ui.text import clean
from console.ui.widgets.part_view import Parts

Mark = DepartmentPresence | ConversationStatus
STATUSES = (
    ConversationStatus.NEW,
    ConversationStatus.OPEN,
    ConversationStatus.ANSWERED,
    ConversationStatus.RESOLVED,
    ConversationStatus.POSTPONED,
    ConversationStatus.CHATTING,
    ConversationStatus.CALLING,
)


class FilterPicker(Picker[Mark, QueueFilter]):
    """Space marks the row under the cursor, Enter applies marks and words, Ctrl+U clears all."""

    heading: ClassVar[str] = "Show only"
    placeholder: ClassVar[str] = "words in subject, customer, code; or part of a name below"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Up Down", "move"),
        ("Tab", "mark"),
        ("Enter", "apply"),
        ("Ctrl+U", "clear all"),
        ("Esc", "leave"),
    )

    def __init__(self, departments: Sequence[DepartmentPresence], current: QueueFilter) -> None:
        super().__init__()
        self._departments = [department for department in departments if not department.deleted]
        self._marked = replace(current, text="")
        self._words = current.text

    def on_mount(self) -> None:
        """Begin with the words of the filter there is."""
        self.query_one("#picker-query", Input).value = self._words

    def find(self, query: str) -> Sequence[tuple[Parts, Mark]]:
        """Every department and status; those whose name holds the words first."""
        words = query.casefold().strip()
        marks: list[Mark] = [*STATUSES, *self._departments]
        marks.sort(key=lambda mark: bool(words) and words not in _name(mark).casefold())
        return [(self._parts(mark), mark) for mark in marks]

    def _parts(self, mark: Mark) -> Parts:
        kind = "status" if isinstance(mark, ConversationStatus) else "department"
        sign = "[x] " if self._is_marked(mark) else "[ ] "
        return [(sign, "marker"), (clean(_name(mark), limit=100), "text"), (f"  {kind}", "dim")]

    def _is_marked(self, mark: Mark) -> bool:
        if isinstance(mark, ConversationStatus):
            return mark in self._marked.statuses
        return mark.id in self._marked.departments

    def choose(self, choice: Mark) -> None:
        """Enter applies."""
        words = self.query_one("#picker-query", Input).value.strip()
        self.dismiss(replace(self._marked, text=words))

    def toggle(self, mark: Mark) -> None:
        """Mark a row, or take its mark away; words that are a part of its name have done their work."""
        if isinstance(mark, ConversationStatus):
            self._marked = replace(self._marked, statuses=self._marked.statuses ^ {mark})
        else:
            self._marked = replace(self._marked, departments=self._marked.departments ^ {mark.id})
        field, cursor = self.query_one("#picker-query", Input), self.rows.cursor
        words = field.value.casefold().strip()
        if words and words in _name(mark).casefold():
            field.value = ""  # they were typed to find this row, not to be looked for in conversations
        else:
            self.narrow(field.value)
            self.rows.move_to(cursor)

    def on_key(self, event: events.Key) -> None:
        """Tab marks, Ctrl+U clears."""
        value = self.rows.value
        if event.key == "tab" and isinstance(value, DepartmentPresence | ConversationStatus):
            self.toggle(value)
        elif event.key == "ctrl+u":
            self._marked = QueueFilter()
            self.query_one("#picker-query", Input).value = ""
            self.narrow("")
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()


def _name(mark: Mark) -> str:
    return mark.word if isinstance(mark, ConversationStatus) else mark.name
