"""Who has a conversation, and its tags: asked one by one, for those that are seen before all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ErrorKind, ServiceError
from console.services.records import QueueRow
from console.ui.messages import DetailsFilled
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

AT_ONCE = 12
"""Conversations whose assignee and tags are fetched at a time."""


class Detailing(Work):
    """Fetches what the server's list does not tell."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._timer: Timer | None = None

    def fill(self) -> None:
        """Fetch some of what is missing."""
        wanted = [row.id for row in self._visible_rows() if row.assigned_to is None][:AT_ONCE]
        # Those nobody sees have to wait for the archive: both live on the same few calls.
        limit = AT_ONCE if self.services.filling.progress().done else len(wanted)
        self.start(self._fill(wanted, limit), "details")

    async def _fill(self, wanted: list[str], limit: int) -> Message | None:
        try:
            count = await self.services.sync.fill_details(wanted, limit)
        except ServiceError as error:
            if error.kind is ErrorKind.REFUSED:
                raise
            return None  # the next sync says it, and tries again
        return DetailsFilled(count)

    def filled(self, event: DetailsFilled) -> None:
        """Assignees came: draw them, and go on with those still missing after a while."""
        if event.count:
            self.screen.queueing.reload()
            self.screen.show_bars()
            self.screen.noticing.again()
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.screen.set_timer(self.services.cadence.until_details(), self.fill)

    def _visible_rows(self) -> list[QueueRow]:
        rows, view = self.screen.queue.rows, self.screen.queueing.view
        if view is None:
            return []
        top = rows.scroll_offset.y // rows.row_height
        return [view.row(index) for index in range(top, min(top + rows.size.height, len(view)))]
