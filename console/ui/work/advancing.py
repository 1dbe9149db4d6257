"""Going on from a conversation that was resolved, as the settings say, so that nothing hits the next one by mistake."""

from __future__ import annotations

from console.services.records import QueueRow
from console.ui.widgets.chrome import PaneTitle
from console.ui.work.base import Work

REST = 0.4
"""Seconds in which no act is taken, for it may have been meant for the conversation before."""
NOTICE = 1.5
"""Seconds in which the title says that it is another one."""


class Advancing(Work):
    """What comes in the place of a conversation that is read, once it is resolved."""

    def go_on(self, conversation_id: str) -> None:
        """The conversation is resolved: go where the settings say, if it is the one that is read."""
        where = self.screen.preferences.after_resolve
        if self.screen.pane_name == "queue" or self.state.conversation_id != conversation_id or where == "stay":
            return
        row = self._next(conversation_id) if where == "next" else None
        if row is None:
            self.screen.show_pane("queue")
            return
        self.screen.reading.open(row, focus=False)
        self.screen.keys.rest(REST)
        title = self.screen.query_one("#thread-title", PaneTitle)
        title.notice = "next conversation"
        self.screen.set_timer(NOTICE, lambda: setattr(title, "notice", ""))

    def _next(self, conversation_id: str) -> QueueRow | None:
        """The one below it in the queue, or the one that stands in its place."""
        self.screen.queueing.go_to(conversation_id)
        row = self.screen.queueing.neighbour(1)
        return row if row is not None and row.id != conversation_id else None
