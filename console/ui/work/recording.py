"""Recording: what is done between two presses of a key becomes a macro's file, by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.services.errors import ServiceError
from console.ui import format as formats
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import OutboxRow
    from console.ui.screens.workspace import Workspace


class Recording(Work):
    """Listens to what goes into the outbox, and to what is put into texts."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._lines: list[tuple[str, str]] = []
        """Steps, each with the row of the outbox that it came from, if there is one."""
        self._inserted: list[str] = []
        """What was put into the text that is being written."""

    def toggle(self) -> None:
        """Begin, or end and ask for a name."""
        from console.services.macros.recording import ordered  # not needed for the first screen

        self.state.recording = not self.state.recording
        if self.state.recording:
            self._lines, self._inserted = [], []
            self.screen.say("Recording: do what the macro shall do, then press the same key again")
        elif not (lines := ordered(line for _, line in self._lines)):
            self.screen.say("Nothing was recorded")
        else:
            self._ask(lines)
        self.screen.show_bars()

    def _ask(self, lines: Sequence[str]) -> None:
        from console.ui.screens.macros import Asked

        def named(title: str | None) -> None:
            if title is None:
                self.screen.say("The recording is thrown away")
                return
            try:
                path = self.services.macros.save(title, lines)
            except ServiceError as error:
                self.screen.say(error.message, warning=True)
                self._ask(lines)
                return
            self.screen.say(f"Recorded in {path}; m runs it")

        note = f"{formats.plural(len(lines), 'step')} recorded"
        self.screen.app.push_screen(Asked("New macro", "its name", note), named)

    # What is heard

    def accepted(self, rows: Sequence[OutboxRow]) -> None:
        """Something went into the outbox."""
        if not self.state.recording:
            return
        from console.services.macros.recording import lines_of

        for row in rows:
            for line in lines_of(row.wish, self._inserted):
                self._lines.append((row.id, line))
            if row.text:
                self._inserted = []
            for after in self.services.outbox.of_conversation(row.conversation_id):
                if after.needs == row.id:
                    self._lines += [(row.id, line) for line in lines_of(after.wish)]

    def taken_back(self, rows: Sequence[OutboxRow]) -> None:
        """It was taken back: it is no step."""
        ids = {row.id for row in rows}
        self._lines = [(row, line) for row, line in self._lines if row not in ids]

    def inserted(self, step: str) -> None:
        """A canned reply or an article was put into the text."""
        if self.state.recording:
            self._inserted.append(step)

    def done(self, step: str) -> None:
        """Something was done on this machine alone."""
        if self.state.recording:
            self._lines.append(("", step))
