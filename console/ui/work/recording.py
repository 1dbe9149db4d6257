"""Recording: what is done between two presses of a key becomes a macro's file, by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.contract.enums import SendType
from console.services.errors import ServiceError
from console.ui import format as formats
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import OutboxRow
    from console.ui.screens.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Inserted:
    """A canned reply or an article that was put into a text."""

    conversation_id: str
    step: str
    text: str


class Recording(Work):
    """Listens to what goes into the outbox, and to what is put into texts."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._lines: list[tuple[str, str]] = []
        """Steps, each with the row of the outbox that it came from, if there is one."""
        self._inserted: list[Inserted] = []
        """What was put into texts that are not sent yet."""
        self._sent: dict[str, list[Inserted]] = {}
        """What of it went into a reply, by the row of that one."""

    def toggle(self) -> None:
        """Begin, or end and ask for a name."""
        from console.services.macros.recording import ordered  # not needed for the first screen

        self.state.recording = not self.state.recording
        if self.state.recording:
            self._lines, self._inserted, self._sent = [], [], {}
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
                self._ask_whether_to_end()
                return
            try:
                path = self.services.macros.save(title, lines)
            except ServiceError as error:
                self.screen.say(error.message, warning=True)
                self._ask(lines)
                return
            self.screen.say(f"Recorded as {title}; {self.key('macro')} runs it. The file is {path}")

        note = f"{formats.plural(len(lines), 'step')} recorded"
        self.screen.app.push_screen(Asked("New macro", "its name", note), named)

    def _ask_whether_to_end(self) -> None:
        """No name: nothing that was recorded goes without a word."""

        def answered(answer: str | None) -> None:
            if answer == "y":
                self.screen.say("The recording is thrown away")
                return
            self.state.recording = True
            self.screen.say("Recording goes on; the same key asks for its name again")
            self.screen.show_bars()

        words = "Throw away what was recorded? Without that, the recording goes on."
        self.screen.app.push_screen(Question("Recording", words, [("y", "throw away")]), answered)

    # What is heard

    def accepted(self, rows: Sequence[OutboxRow]) -> None:
        """Something went into the outbox."""
        if not self.state.recording:
            return
        from console.services.macros.recording import lines_of

        for row in rows:
            for line in lines_of(row.wish, [one.step for one in self._gone_into(row)]):
                self._lines.append((row.id, line))
            for after in self.services.outbox.of_conversation(row.conversation_id):
                if after.needs == row.id:
                    self._lines += [(row.id, line) for line in lines_of(after.wish)]

    def _gone_into(self, row: OutboxRow) -> list[Inserted]:
        """What was put into the text of a reply. What was put into a note, or into a text that was discarded, is not:
        it must never come into a reply of the macro."""
        from console.services.macros.recording import stands_in

        if not row.is_message or row.draft_kind is not SendType.MESSAGE:
            return []
        here = [one for one in self._inserted if one.conversation_id == row.conversation_id]
        self._sent[row.id] = [one for one in here if stands_in(one.text, row.text)]
        self._inserted = [one for one in self._inserted if one not in self._sent[row.id]]
        return self._sent[row.id]

    def taken_back(self, rows: Sequence[OutboxRow]) -> None:
        """It was taken back: it is no step, and what was put into its text is there again."""
        ids = {row.id for row in rows}
        self._inserted += [one for row_id in ids for one in self._sent.pop(row_id, [])]
        self._lines = [(row, line) for row, line in self._lines if row not in ids]

    def inserted(self, step: str, text: str) -> None:
        """A canned reply or an article was put into the text."""
        draft = self.screen.writing.composer.draft
        if self.state.recording and draft is not None:
            self._inserted.append(Inserted(draft.conversation_id, step, text))

    def done(self, step: str) -> None:
        """Something was done on this machine alone."""
        if self.state.recording:
            self._lines.append(("", step))
