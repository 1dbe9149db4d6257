"""Handing on: taking a conversation, and giving it away with a note that is a draft until the outbox has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.contract.enums import SendType
from console.services.audit import acting
from console.services.errors import ServiceError
from console.services.records import Draft, OutboxRow, QueueRow
from console.services.wishes import HandOver
from console.ui.panes.composer import SAVE_AFTER
from console.ui.screens.transfer import Handover, TransferPicker
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.ui.screens.workspace import Workspace


@dataclass
class HeldNote:
    """What is typed for whoever takes over, kept below a note that was begun before and is not part of it."""

    conversation_id: str
    before: str
    text: str = ""
    timer: Timer | None = None


class Handing(Work):
    """Assignment and transfer."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._note = HeldNote("", "")

    def assign_to_me(self) -> None:
        """Take the conversation, or all that are selected."""
        self.screen.acting.remember("take", self._take)
        self._take(self.screen.acting.targets())

    def _take(self, targets: list[QueueRow]) -> None:
        if self.state.agent is None:
            return
        rows = [row for row in targets if not self._is_mine(row)]
        if targets and not rows:
            self.screen.say(f"{'It is' if len(targets) == 1 else 'All of them are'} yours already")
            return

        def wish(row: QueueRow, agreed: bool) -> OutboxRow:
            return self.services.outbox.assign_to_me(row.id, agreed=agreed)

        self.screen.outgoing.accept_for(rows, wish)

    def _is_mine(self, row: QueueRow) -> bool:
        """Whether it is known to be the agent's own, and is not on its way to somebody else."""
        agent = self.state.agent
        if agent is None or row.assigned_to != agent.id:
            return False
        return not any(isinstance(one.wish, HandOver) for one in self.services.outbox.of_conversation(row.id))

    def transfer(self) -> None:
        """Ask to whom, with which note; one that was begun and has a single line goes along."""
        rows = self.screen.acting.targets()
        if not rows or not self.screen.writing.leave():
            return
        begun = self.services.replies.draft(rows[0].id, SendType.NOTE)
        text = begun.text.strip() if begun else ""
        goes_along = "" if "\n" in text or len(rows) > 1 else text
        self._note = HeldNote(rows[0].id, "" if goes_along else text, goes_along)
        picker = TransferPicker(self.services, self.state.presence, rows, goes_along, self._note_changed)
        self.screen.app.push_screen(picker, lambda answer: self._chosen(rows, answer))
        self.screen.watching.look_closely()

    def _note_changed(self, text: str) -> None:
        """A keystroke in the note: save it in a moment, unless that is under way already."""
        if text == self._note.text:
            return
        self._note.text = text
        if self._note.timer is None:
            self._note.timer = self.screen.set_timer(SAVE_AFTER, self.save_note)

    def save_note(self) -> None:
        """Put the note on disk, as a draft."""
        note = self._note
        if note.timer is None:
            return
        note.timer.stop()
        note.timer = None
        try:
            self._keep(note.conversation_id, "\n".join(filter(None, (note.before, note.text))))
        except ServiceError as error:
            self.screen.say(error.message, warning=True)

    def _keep(self, conversation_id: str, text: str) -> None:
        if text.strip():
            self.services.replies.save_draft(Draft(conversation_id, SendType.NOTE, text, cursor=len(text)))
        else:
            self.services.replies.discard(conversation_id, SendType.NOTE)

    def _chosen(self, rows: list[QueueRow], answer: Handover | None) -> None:
        self.save_note()
        note = self._note
        if answer is None or answer.remind:
            if answer is not None:
                self.screen.watching.remind(answer.target, rows)
            elif note.text.strip():
                self.screen.say(f"Not transferred; the note is kept as a draft, and {self.key('note')} opens it")
            self.screen.queueing.reload(always=True)
            return
        to, target, text = answer, answer.target, answer.note

        def done() -> None:
            if text:
                self._keep(note.conversation_id, note.before)
            if answer.tell:
                self._tell_customer(rows[0])

        # A repeated transfer goes without the note, which is about this conversation.
        self.screen.acting.remember(f"transfer to {target.name}", lambda others: self._hand_over(others, to))
        with acting(f"key transfer, warned: {answer.warned}" if answer.warned else "key transfer"):
            self._hand_over(rows, to, text, done)

    def _hand_over(
        self, rows: list[QueueRow], to: Handover, note: str = "", then: Callable[[], None] = lambda: None
    ) -> None:
        def wish(row: QueueRow, agreed: bool) -> OutboxRow:
            return self.services.outbox.transfer(row.id, to.target, note, within=to.within, agreed=agreed)

        self.screen.outgoing.accept_for(rows, wish, then)

    def _tell_customer(self, row: QueueRow) -> None:
        """Open a reply, whose words are the agent's."""
        if self.state.conversation_id != row.id:
            self.screen.reading.open_id(row.id)
        self.screen.writing.begin(SendType.MESSAGE)
