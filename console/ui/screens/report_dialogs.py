"""What the reports ask: for whom, and into which file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from console.services.records import Presence
from console.ui.screens.picker import Picker
from console.ui.text import clean, typed
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import Parts
from console.ui.widgets.text_field import TextField


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a report is about; everybody where both are empty."""

    department: str = ""
    agent: str = ""


class WhomPicker(Picker[Whom, Whom]):
    """All, a department, or an agent. One of each may hold at a time."""

    heading: ClassVar[str] = "Report for"
    placeholder: ClassVar[str] = "department or agent"

    def __init__(self, presence: Presence, now: Whom, *, departments: bool, agents: bool) -> None:
        super().__init__()
        self._rows = [("everybody", "", Whom())]
        if departments:
            found = [one for one in presence.departments if not one.deleted]
            self._rows += [(one.name, "department", Whom(one.id, now.agent if agents else "")) for one in found]
        if agents:
            self._rows += [
                (one.name, "agent", Whom(now.department if departments else "", one.id)) for one in presence.agents
            ]

    def find(self, query: str) -> Sequence[tuple[Parts, Whom]]:
        """Those with all the letters in a row."""
        wanted = query.strip().casefold()
        return [
            ([(clean(name, limit=200), "text"), (f"  {kind}", "dim")], whom)
            for name, kind, whom in self._rows
            if wanted in name.casefold()
        ]

    def choose(self, choice: Whom) -> None:
        """That one."""
        self.dismiss(choice)


class PathDialog(ModalScreen[str | None]):
    """Into which file. The end of the name says how it is written."""

    def __init__(self, path: str, words: str = "") -> None:
        super().__init__()
        self._path = path
        self._words = words

    def compose(self) -> ComposeResult:
        """Title, field, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="path-title")
            yield TextField(self._path, id="path-name", compact=True)
            yield FooterLine(id="path-keys")

    def on_mount(self) -> None:
        """The name can be changed at once."""
        self.query_one("#path-title", PaneTitle).title = "Write the report to"
        field = self.query_one("#path-name", Input)
        field.cursor_blink = False
        field.focus()
        field.cursor_position = len(self._path)
        keys = self.query_one("#path-keys", FooterLine)
        keys.show_hints((("Enter", "write"), (".csv .json", "say how"), ("Esc", "leave")))
        if self._words:
            keys.say(self._words, warning=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The words were about another name."""
        event.stop()
        if event.value != self._path:
            self.query_one("#path-keys", FooterLine).say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it."""
        event.stop()
        if event.value.strip():
            self.dismiss(typed(event.value).strip())

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
