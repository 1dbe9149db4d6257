"""The transfer picker: departments and agents with their state and load, a note, and a warning where nobody is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from console.services.records import Presence, QueueRow
from console.services.transfer import TargetKind, TransferTarget
from console.ui import format as formats
from console.ui.screens.dialogs import Question
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts
from console.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from console.services.bundle import Services

NAME_CELLS, SHORT_NAME_CELLS = 24, 17
TIGHT, ROOM_FOR_WORDS = 60, 100
"""Columns up to which names are short, and from which on it is said in words what somebody serves."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What the agent chose."""

    target: TransferTarget
    note: str
    warned: str = ""
    """The warning that stood against it and was passed over; empty when there was none."""
    remind: bool = False
    """Not now: say when the target is online."""
    tell: bool = False
    """Write to the customer afterwards."""
    within: str = ""
    """Id of the department that gets it together with an agent; empty when it stays in the one where it is."""


class TransferPicker(Picker[TransferTarget, Handover]):
    """To whom, and with which note. Enter takes the target, Enter again transfers."""

    placeholder: ClassVar[str] = "department or agent"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "take"), ("Tab", "note"), ("Esc", "leave"))
    other_lines: ClassVar[int] = Picker.other_lines + 2

    def __init__(
        self,
        services: Services,
        presence: Presence,
        rows: Sequence[QueueRow],
        note: str,
        note_changed: Callable[[str], None],
    ) -> None:
        """`note` is what the note begins with; `note_changed` hears every other text of it."""
        super().__init__()
        self._services = services
        self._presence = presence
        self._conversations = tuple(rows)
        self._note = note
        self._note_changed = note_changed
        self._target: TransferTarget | None = None
        self._within = ""

    def compose_more(self) -> ComposeResult:
        """A field for the note."""
        placeholder = "note for whoever takes over (optional)"
        field = TextField(self._note, placeholder=placeholder, id="transfer-note", compact=True)
        field.cursor_blink = False
        yield field

    def title_text(self) -> str:
        """Which conversation goes, or how many."""
        if len(self._conversations) == 1:
            return f"Transfer {self._conversations[0].code} to"
        return f"Transfer {formats.plural(len(self._conversations), 'conversation')} to"

    def find(self, query: str) -> Sequence[tuple[Parts, TransferTarget]]:
        """Targets whose names match."""
        rows: list[tuple[Parts, TransferTarget]] = []
        for target in self._services.transfers.targets(query, self._presence):
            state_style = "good" if target.online else "warning"
            width, state = self.app.size.width, target.state_words
            if target.online and width < ROOM_FOR_WORDS:
                state = f"online {formats.service_letters(target.services)}"  # in words it would hide what waits
            parts = [
                (pad(clean(target.name, limit=200), NAME_CELLS if width > TIGHT else SHORT_NAME_CELLS) + " ", "strong"),
                (f"{clean(state, limit=120)}  ", state_style),
                (clean(target.detail, limit=200), "dim"),
            ]
            rows.append((parts, target))
        return rows

    def show_presence(self, presence: Presence) -> None:
        """It is known anew who is online: draw that; cursor and target stay where they are."""
        self._presence = presence
        at, found = self.rows.value, list(self.find(self.query_one("#picker-query", TextField).value))
        places = {target.id: index for index, (_, target) in enumerate(found)}
        if isinstance(at, TransferTarget) and at.id in places:
            self.rows.cursor = places[at.id]
        if found:
            self.rows.show(found)
        if self._target is not None and self._target.id in places:
            self._target = found[places[self._target.id]][1]

    def narrow(self, query: str) -> None:
        """Another query gives the target up."""
        self._target = None
        self.query_one("#picker-keys", FooterLine).say("")
        super().narrow(query)

    def choose(self, choice: TransferTarget) -> None:
        """Keep the target; offline ones say what that means; the note is next."""
        if choice != self._target:
            self._target, self._within = choice, ""
        keys = self.query_one("#picker-keys", FooterLine)
        name, where = f"{clean(choice.name, limit=60)}{self._within_words()}", self._where(choice)
        if choice.online:
            keys.say(f"To {name}. Enter transfers{where or ', Esc leaves; a note goes along'}")
        else:
            state = clean(choice.state_words, limit=60)
            keys.say(f"{name} is {state}. Enter goes on{where or ', Esc leaves'}", warning=True)
        self.query_one("#transfer-note", Input).focus()

    def _departments(self, target: TransferTarget) -> list[str]:
        """Where an agent can get it, by id: where it is, which is the empty one, and the departments of the agent."""
        here = {row.department_id for row in self._conversations}
        return ["", *(one for one in target.departments if here != {one})]

    def _within_words(self) -> str:
        names = {one.id: one.name for one in self._presence.departments}
        return f" in {clean(names.get(self._within, self._within), limit=40)}" if self._within else ""

    def _where(self, target: TransferTarget) -> str:
        """That the department is not the agent's, where it is not, and how that is changed."""
        if self._within:
            return "; Ctrl+O changes the department"
        strange = [row for row in self._conversations if row.department_id not in target.departments]
        if target.kind is not TargetKind.AGENT or not strange or not target.departments:
            return ""
        return f"; not in {clean(strange[0].department_name, limit=40)}, Ctrl+O changes that"

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """The row under the cursor is the target, also when the cursor moves after the choice."""
        event.stop()
        if self._target is not None:
            self.choose_current()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed into the note is worth keeping."""
        if event.input.id == "transfer-note":
            event.stop()
            event.prevent_default()
            self._note_changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the note's field transfers to the target that was named, if it is the one under the cursor still."""
        if event.input.id == "transfer-note" and self._target is not None and self.rows.value == self._target:
            event.stop()
            event.prevent_default()
            self._transfer(self._target, event.value.strip())

    def _change_department(self) -> None:
        target = self.rows.value
        if not isinstance(target, TransferTarget) or target.kind is not TargetKind.AGENT:
            return
        self.choose(target)
        places = self._departments(target)
        self._within = places[(places.index(self._within) + 1) % len(places)] if self._within in places else ""
        self.choose(target)

    def _transfer(self, target: TransferTarget, note: str) -> None:
        if target.online:
            self.dismiss(Handover(target, note, within=self._within))
            return
        warning = f"{target.name} is {target.state_words}"
        words = ", ".join(filter(None, (warning, target.detail)))
        answers = [("y", "transfer anyway"), ("a", "another target"), ("b", "remind me when it is online")]
        if len(self._conversations) == 1:
            answers.append(("c", "transfer, and tell the customer"))

        def answered(answer: str | None) -> None:
            if answer == "a":
                self.query_one("#picker-query", TextField).value = ""
                self.query_one("#picker-query", TextField).focus()
            elif answer is not None:
                remind, tell = answer == "b", answer == "c"
                chosen = Handover(target, note, warning, remind=remind, tell=tell, within=self._within)
                self.dismiss(chosen)

        self.app.push_screen(Question("Nobody is there", f"{words}.", answers), answered)

    def on_key(self, event: events.Key) -> None:
        """Tab goes on to the note with the row under the cursor as target, and from the note back to the target.

        Ctrl+O has an agent get it in another department.
        """
        if event.key not in ("tab", "shift+tab", "ctrl+o"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "ctrl+o":
            self._change_department()
        elif self._target is None:
            self.choose_current()
        else:
            note = self.query_one("#transfer-note", Input)
            (self.query_one("#picker-query", Input) if note.has_focus else note).focus()
