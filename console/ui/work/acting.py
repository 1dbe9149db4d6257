"""Acts on conversations: what the agent wants of one goes into the outbox."""

from __future__ import annotations

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow
from console.ui.work.base import Work


class Acting(Work):
    """The status."""

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

        def go_on() -> None:
            if advance and self.screen.pane_name == "queue":
                self.screen.queue.rows.move_by(1)

        self.screen.outgoing.accept(
            lambda agreed: self.services.outbox.set_status(row.id, status, agreed=agreed), go_on
        )
