"""Acts on conversations: what the agent wants of one, or of all that are selected, goes into the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import OutboxRow


class Acting(Work):
    """What acts are about, and the status."""

    def target(self) -> QueueRow | None:
        """The one conversation an act is about: the open one in the thread, else the one under the cursor."""
        if self.screen.pane_name != "queue" and self.state.thread is not None:
            return self.state.thread.row
        return self.screen.queue.rows.row_at_cursor()

    def targets(self) -> list[QueueRow]:
        """The conversations an act is about: the selected ones, and without a selection the one of `target`."""
        if self.screen.selecting.ids:
            return self.screen.selecting.rows()
        row = self.target()
        return [row] if row is not None else []

    def set_status(self, status: ConversationStatus, *, advance: bool = False) -> None:
        """Change the status in a moment, unless `u` takes it back."""
        rows = [row for row in self.targets() if row.status != status]
        selected = bool(self.screen.selecting.ids)

        def go_on() -> None:
            if advance and not selected and self.screen.pane_name == "queue":
                self.screen.queue.rows.move_by(1)

        def wish(row: QueueRow, agreed: bool) -> OutboxRow:
            return self.services.outbox.set_status(row.id, status, agreed=agreed)

        self.screen.outgoing.accept_for(rows, wish, go_on)
