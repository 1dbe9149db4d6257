"""Selecting rows of the queue, so that one act is about several conversations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from console.services.records import QueueRow
from console.ui import format as formats
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.queue import QueueView
    from console.ui.screens.workspace import Workspace

MOST = 1000
"""Conversations that can be selected at once: what is done to more takes the server many minutes."""


class Selecting(Work):
    """The selection. It is kept by conversation, so that rows may move, and ends with the view or with an act."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.ids: dict[str, None] = {}
        """The selected conversations, in the order in which they were selected."""
        self._rows: list[QueueRow] | None = None

    def rows(self) -> list[QueueRow]:
        """What is known of the selected conversations."""
        if self._rows is None:
            self._rows = self.services.queue.rows(self.ids)
        return self._rows

    def toggle(self) -> None:
        """Select the row under the cursor, or no longer, and move on; with a count so many."""
        rows, view, count = self.screen.queue.rows, self.screen.queueing.view, self.screen.keys.count or 1
        for index, row in enumerate(view.rows(rows.cursor, rows.cursor + count) if view is not None else ()):
            if row.id in self.ids:
                del self.ids[row.id]
            elif len(self.ids) >= MOST:
                self.screen.say(f"No more than {formats.count(MOST)} conversations can be selected")
                break
            else:
                self.ids[row.id] = None
            rows.refresh_row(rows.cursor + index)
        self._changed()
        rows.move_by(count)

    def toggle_all(self) -> None:
        """Select all rows of the view; none when all are selected already."""
        view = self.screen.queueing.view
        if view is None:
            return
        all_ids = [row.id for row in view.rows(0, MOST)]
        if self.ids.keys() >= set(all_ids):
            self.clear()
            return
        self.ids = dict.fromkeys(all_ids)
        if len(view) > MOST:
            self.screen.say(f"The first {formats.count(MOST)} of {formats.count(len(view))} are selected")
        self._changed()
        self.screen.queue.rows.lines_changed()

    def select(self, ids: Iterable[str]) -> bool:
        """Select those of some conversations that are in the view, unless others are selected; whether it was done."""
        view = self.screen.queueing.view
        if self.ids or view is None:
            return False
        self.ids = dict.fromkeys(view.among(dict.fromkeys(ids)))
        self._changed()
        self.screen.queue.rows.lines_changed()
        return bool(self.ids)

    def clear(self) -> bool:
        """Select nothing; whether there was something selected."""
        if not self.ids:
            return False
        self.ids = {}
        self._changed()
        self.screen.queue.rows.lines_changed()
        return True

    def keep_to(self, view: QueueView) -> None:
        """The rows were read anew: what left the view is not selected any more, for nobody sees it."""
        self._rows = None
        if not self.ids:
            return
        kept = view.among(self.ids)
        if gone := len(self.ids) - len(kept):
            self.ids = dict.fromkeys(kept)
            self._changed()
            words = formats.plural(gone, "selected conversation")
            self.screen.say(f"{words} left the view, and {'is' if gone == 1 else 'are'} not selected any more")

    def _changed(self) -> None:
        self._rows = None
        self.screen.queue.rows.selected = self.ids
        self.screen.show_bars()
