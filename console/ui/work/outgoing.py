"""What is on its way: the outbox in words, its numbers in the header, and taking back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.contract.enums import SendType
from console.services.errors import ServiceError
from console.services.outbox.units import UNDER_WAY, pending_words, unit_done_words, unit_late_words, unit_name
from console.services.outbox.words import act_words, done_words
from console.services.records import RowState
from console.services.wishes import HandOver
from console.ui import format as formats
from console.ui.messages import OutboxChanged
from console.ui.work.accepting import Accepting, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from console.services.records import OutboxRow
    from console.ui.screens.outbox import OutboxScreen
    from console.ui.screens.workspace import Workspace


class Outgoing(Accepting):
    """Follows the rows of the outbox. The sender runs in a thread of its own and tells what became of each."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._ticking: Timer | None = None
        self._board: OutboxScreen | None = None

    def begin(self) -> None:
        """Start to send what is due, and say what the last session left open."""
        self.services.sender.listen(self._heard)
        self.count()
        tally = self.state.outbox
        left = [
            _many(tally.unknown, "is not confirmed", "are not confirmed"),
            _many(tally.asking, "waits for your word", "wait for your word"),
        ]
        drafts = len(self.services.replies.drafts())
        if any(left):
            self.screen.say(
                f"In the outbox: {', '.join(filter(None, left))}. {self.key('drafts')} shows them", warning=True
            )
        elif drafts:
            them = "it" if drafts == 1 else "them"
            self.screen.say(f"{formats.plural(drafts, 'draft')} from before; {self.key('drafts')} shows {them}")
        if self.services.trouble:
            self.screen.say(self.services.trouble, warning=True)
        self.services.sender.start()

    def _heard(self, row: OutboxRow) -> None:
        """In the sender's thread: hand it over, unless the console is closing."""
        with contextlib.suppress(RuntimeError):
            self.screen.post_message(OutboxChanged(row))

    # What became of a row

    def _unit_words(self, row: OutboxRow, unit: Sequence[OutboxRow]) -> tuple[str, bool]:
        """What became of a unit, once it is settled; until then only what holds it up."""
        words = self._words.get(row.unit, "")
        if not _goes_on(unit):
            said, is_warning = unit_done_words(unit, words, look=self.key("drafts"))
            return capital(said), is_warning
        if row.state is RowState.WAITING and row.error:
            return f"{capital(unit_name(unit, words))}: not sent yet, and tried again by itself. {row.error}", True
        return "", False

    def changed(self, event: OutboxChanged) -> None:
        """Say what became of a row, where that is worth a word, and read again what it changed."""
        row, code = event.row, self.code(event.row.conversation_id)
        self.redraw([row])
        unit = self._try(lambda: self.services.outbox.of_unit(row.unit)) if row.unit else []
        words, is_warning = self._unit_words(row, unit) if unit else done_words(row, code, look=self.key("drafts"))
        if words:
            self.screen.say(words, warning=is_warning)
        if row.settled_at is None:
            return
        if self.state.conversation_id == row.conversation_id:
            self.screen.reading.reload()
        if _goes_on(unit):
            self.screen.queueing.reload()  # the sender has read this one back; the server is asked after the last one
        else:
            self.screen.queueing.sync_now()

    def redraw(self, rows: Sequence[OutboxRow]) -> None:
        """Numbers, the rows in their conversation, and the screen of the outbox, if that is open."""
        self.count()
        if any(self.state.conversation_id == row.conversation_id for row in rows):
            self.screen.reading.show_pending()
        if self._board is not None and self._board.is_attached:
            self._board.reload()

    # Numbers

    def count(self) -> None:
        """Count the rows anew; while one is held, again each second."""
        try:
            self.state.outbox = self.services.outbox.tally()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
        self.screen.queue.rows.show_pending(pending_words(self._try(self.services.outbox.open_rows)))
        self.screen.show_bars()
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        if self.state.outbox.held:
            self._ticking = self.screen.set_timer(1, self.count)

    # What the agent decides

    def take_back(self) -> None:
        """Take back what was done last, here or in the outbox; a text comes back into the composer as it was."""
        if self.screen.undoing.take_back():
            return
        rows = self._try(self.services.outbox.take_back_last)
        if not rows:
            self.screen.say("There is nothing to take back")
            return
        first, code = rows[0], self.code(rows[0].conversation_id)
        self.screen.queueing.reload(always=True)
        self.redraw(rows)
        texts = [row for row in rows if row.is_message]
        if len(texts) == 1 and texts[0].draft_kind is not None:
            self.write_on(texts[0].conversation_id, texts[0].draft_kind)
        late = "; what was sent before may still arrive" if first.follows else ""
        if any(isinstance(row.wish, HandOver) and row.text for row in rows):
            late += "; its note is a draft"  # which goes along with the next transfer
        unit = self._try(lambda: self.services.outbox.of_unit(first.unit)) if first.unit else []
        if went := unit_late_words(unit, self.code):
            late += f"; {went}"
        words = unit_name(rows, self._words.get(first.unit, "")) if first.unit else act_words(first, code)
        again = "" if texts else self.screen.undoing.return_to(row.conversation_id for row in rows)
        self.say_with(f"Taken back: {words}", late or again)
        self.screen.calling.taken_back(rows)
        if self.state.recording:
            self.screen.recording.taken_back(rows)

    def write_on(self, conversation_id: str, kind: SendType) -> None:
        """Open the draft of a conversation."""
        if self.state.conversation_id != conversation_id:
            self.screen.reading.open_id(conversation_id)
        if self.state.conversation_id == conversation_id and not self.screen.writing.active:
            self.screen.writing.begin(kind)

    def show(self) -> None:
        """Open the screen of drafts and outbox."""
        from console.services.calls import is_form  # neither of them is needed for the first screen
        from console.ui.screens.outbox import OutboxScreen

        def chosen(answer: tuple[str, SendType | None] | None) -> None:
            self.count()
            self.screen.reading.show_pending()
            self.screen.queueing.reload(always=True)
            if answer is None:
                return
            conversation_id, kind = answer
            if is_form(conversation_id):
                self.screen.calling.open_entry(conversation_id)
                return
            self.screen.reading.open_id(conversation_id)
            if kind is not None:
                self.screen.writing.begin(kind)

        self._board = OutboxScreen(self.services, self.screen.clock, self.screen.zone)
        self.screen.app.push_screen(self._board, chosen)

    def _try(self, act: Callable[[], list[OutboxRow]]) -> list[OutboxRow]:
        try:
            return act()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return []


def _goes_on(unit: Sequence[OutboxRow]) -> bool:
    """Whether something is still to become of a unit by itself."""
    return any(row.state in UNDER_WAY for row in unit)


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}" if count else ""
