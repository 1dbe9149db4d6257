"""Acts on conversations: what the agent wants of one, or of all that are selected, goes into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow
from console.services.wishes import DeleteConversation
from console.ui import format as formats
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import OutboxRow
    from console.ui.screens.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done and can be done again."""

    words: str
    again: Callable[[list[QueueRow]], None]


class Acting(Work):
    """What acts are about, what was done last, and the status."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.last: Deed | None = None
        """What the key that repeats does."""

    def target(self) -> QueueRow | None:
        """The one conversation an act is about: the open one in the thread, else the one under the cursor."""
        if self.screen.pane_name != "queue" and self.state.thread is not None:
            return self.state.thread.row
        return self.screen.queue.rows.row_at_cursor()

    def targets(self) -> list[QueueRow]:
        """The conversations an act is about: the selected ones, and without a selection the one of `target`.

        With a count before the act they are so many rows from the cursor on.
        """
        if self.screen.selecting.ids:
            return self.screen.selecting.rows()
        count, view = self.screen.keys.count, self.screen.queueing.view
        if count is not None and view is not None and self.screen.pane_name == "queue":
            first = self.screen.queue.rows.cursor
            return view.rows(first, first + count)
        row = self.target()
        return [row] if row is not None else []

    def remember(self, words: str, again: Callable[[list[QueueRow]], None]) -> None:
        """What was done last, in words, and how it is done again to other conversations: for the key that repeats."""
        self.last = Deed(words, again)

    def repeat(self) -> None:
        """Do once more what was done last, to what acts are about now."""
        if self.last is not None:
            self.last.again(self.targets())

    def delete(self) -> None:
        """Ask, and put conversations into the bin in a moment, unless `u` takes that back."""
        if rows := self.targets():
            self._ask_delete(rows)

    def _ask_delete(self, rows: list[QueueRow]) -> None:
        one = f'{rows[0].code} "{rows[0].subject}"'
        what = one if len(rows) == 1 else formats.plural(len(rows), "conversation")
        hold = round(self.services.outbox.holds.change)
        back = f" {self.key('undo')} takes it back in the first {hold} seconds;" if hold else ""
        words = f"Delete {what}?{back} once it is done, API v1 cannot bring it back: only the server's own pages can."

        def answered(answer: str | None) -> None:
            if answer == "y":
                self.remember("delete", self._ask_delete)
                self.screen.outgoing.accept_unit([partial(self._delete, row.id) for row in rows])

        self.screen.app.push_screen(Question("Delete", words, [("y", "delete")], otherwise="keep"), answered)

    def _delete(self, conversation_id: str, agreed: bool) -> OutboxRow:
        return self.services.outbox.accept(conversation_id, DeleteConversation(), agreed=agreed)

    def set_status(self, status: ConversationStatus, *, advance: bool = False) -> None:
        """Change the status in a moment, unless `u` takes it back."""
        self.remember(status.word, lambda rows: self._set_status(rows, status, advance))
        self._set_status(self.targets(), status, advance)

    def _set_status(self, targets: list[QueueRow], status: ConversationStatus, advance: bool) -> None:
        rows = [row for row in targets if row.status != status]
        if not rows:
            self.screen.say(f"{'It is' if len(targets) == 1 else 'All of them are'} {status.word} already")
            return
        selected = bool(self.screen.selecting.ids)

        def go_on() -> None:
            if advance and not selected and self.screen.pane_name == "queue":
                self.screen.queue.rows.move_by(len(targets))
            elif advance and not selected:
                self.screen.advancing.go_on(rows[0].id)

        def wish(row: QueueRow, agreed: bool) -> OutboxRow:
            return self.services.outbox.set_status(row.id, status, agreed=agreed)

        self.screen.outgoing.accept_for(rows, wish, go_on)
