"""Acts on conversations: status changes that are held for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow
from console.ui.messages import ActDone
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


@dataclass
class HeldStatus:
    """A status change that is not sent yet."""

    row: QueueRow
    status: ConversationStatus
    timer: Timer


class Acting(Work):
    """The status."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.held: list[HeldStatus] = []

    def target(self) -> QueueRow | None:
        """The conversation an act is about: the open one in the thread, else the one under the cursor."""
        if self.screen.pane_name != "queue" and self.state.thread is not None:
            return self.state.thread.row
        return self.screen.queue.rows.row_at_cursor()

    def set_status(self, status: ConversationStatus, *, advance: bool = False) -> None:
        """Change the status in a moment, unless `u` takes it back."""
        row = self.target()
        if row is None:
            return
        hold = self.screen.preferences.hold_status
        self.screen.queueing.let_go(row.id)
        if hold > 0:
            self.held.append(HeldStatus(row, status, self.screen.set_timer(hold, self.release)))
            self.screen.say(f"{clean(row.code)}: {status.word} in {hold:g} s, u takes it back")
        else:
            self._send(row, status)
        if advance and self.screen.pane_name == "queue":
            self.screen.queue.rows.move_by(1)

    def undo(self) -> None:
        """Take the last held change back."""
        if not self.held:
            self.screen.say("There is nothing to take back")
            return
        held = self.held.pop()
        held.timer.stop()
        self.screen.say(f"Taken back: {clean(held.row.code)} stays {held.row.status.word}")

    def release(self) -> None:
        """Send the oldest held change."""
        if self.held:
            held = self.held.pop(0)
            self._send(held.row, held.status)

    def _send(self, row: QueueRow, status: ConversationStatus) -> None:
        self.start(self._set_status(row, status), f"status {row.id}", exclusive=False)

    async def release_all(self) -> None:
        """Send all held changes now: the console is closing."""
        held, self.held = self.held, []
        for one in held:
            one.timer.stop()
            await self.services.statuses.set_status(one.row.id, one.status)

    async def _set_status(self, row: QueueRow, status: ConversationStatus) -> Message:
        await self.services.statuses.set_status(row.id, status)
        return ActDone(f"{row.code} is {status.word} now", row.id)

    def done(self, event: ActDone) -> None:
        """Say it, and read again what changed."""
        self.screen.say(event.words)
        if self.state.conversation_id == event.conversation_id:
            self.screen.reading.reload()
        self.screen.queueing.sync_now()
