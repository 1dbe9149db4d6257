"""Coming back to where one was: view, row, conversation, pane and widths, kept between two starts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from console.services.whereabouts import Whereabouts
from console.ui.screens.layout import NAMES
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

DELAY: Final = 2.0
"""Seconds from a change until it is written."""


class Remembering(Work):
    """Notes where the agent is, and goes there at the next start."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._was = Whereabouts()
        """What was at the last time."""
        self._written = Whereabouts()
        self._timer: Timer | None = None
        self._came_back = False

    def begin(self) -> str | None:
        """Take up view and widths, before anything is drawn; gives the conversation at which the cursor was."""
        if not self.screen.preferences.restore:
            return None
        was = self._was = self._written = self.services.whereabouts.read()
        view = self.services.views.view(was.view)
        self.state.view, self.state.sort = view, view.sort
        if was.filter is not None and not self.services.views.troubles(was.filter):
            self.state.extra = was.filter
        self.screen.panes.sizes.restore(was.widths, zoomed=was.zoomed)
        return was.at or None

    def go_on(self) -> None:
        """The first screen is painted: open what was open, and go to the pane."""
        was, self._came_back = self._was, True
        row = self.services.queue.row(was.conversation) if was.conversation else None
        if row is not None and self.state.conversation_id is None:
            self.screen.reading.open(row, focus=False)
        if was.pane in NAMES and (row is not None or was.pane == "knowledge") and self.screen.pane_name == "queue":
            self.screen.show_pane(was.pane)

    def touch(self) -> None:
        """Something may have changed: note it in a while."""
        if self._came_back and self._timer is None and self.screen.preferences.restore:
            self._timer = self.screen.set_timer(DELAY, self._write_later)

    def save(self) -> None:
        """Note it at once, because this is the end."""
        if self._came_back and self.screen.preferences.restore and (now := self._now()) != self._written:
            self._written = now
            self.services.whereabouts.write(now)

    def _write_later(self) -> None:
        self._timer = None
        if (now := self._now()) != self._written:
            self._written = now
            self.start(self._write(now), "whereabouts")

    async def _write(self, now: Whereabouts) -> None:
        await asyncio.to_thread(self.services.whereabouts.write, now)

    def _now(self) -> Whereabouts:
        panes, row = self.screen.panes, self.screen.queue.rows.row_at_cursor()
        return Whereabouts(
            view=self.state.view.id,
            filter=self.state.extra if self.screen.viewing.is_narrowed else None,
            at=row.id if row is not None else "",
            conversation=self.state.conversation_id or "",
            pane=panes.name,
            zoomed=panes.sizes.zoomed,
            widths=dict(panes.sizes.widths),
        )
