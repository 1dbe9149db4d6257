"""What is on its way: the outbox in words, its numbers in the header, and taking back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.contract.enums import SendType
from console.services.errors import NOT_KEPT, ServiceError
from console.services.outbox.words import act_words, done_words
from console.ui import format as formats
from console.ui.messages import OutboxChanged
from console.ui.screens.dialogs import Question
from console.ui.screens.outbox import OutboxScreen
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.services.records import OutboxRow
    from console.ui.screens.workspace import Workspace


class Outgoing(Work):
    """Follows the rows of the outbox. The sender runs in a thread of its own and tells what became of each."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._ticking: Timer | None = None
        self._agreed = False
        """Whether the agent sends although nothing can be kept."""

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
            self.screen.say(f"In the outbox: {', '.join(filter(None, left))}. d shows them", warning=True)
        elif drafts:
            self.screen.say(f"{formats.plural(drafts, 'draft')} from before; d shows {'it' if drafts == 1 else 'them'}")
        if self.services.trouble:
            self.screen.say(self.services.trouble, warning=True)
        self.services.sender.start()

    def _heard(self, row: OutboxRow) -> None:
        """In the sender's thread: hand it over, unless the console is closing."""
        with contextlib.suppress(RuntimeError):
            self.screen.post_message(OutboxChanged(row))

    # What became of a row

    def accepted(self, row: OutboxRow) -> None:
        """The agent wants this done: say for how long it can be taken back, and draw it."""
        self.screen.queueing.let_go(row.conversation_id)
        seconds = round((row.due_at - self.screen.clock()).total_seconds()) if row.due_at else 0
        what = act_words(row, self.code(row.conversation_id))
        goes = f"{what.partition(' ')[0]} goes out" if row.is_message else what
        self.screen.say(f"{goes} in {seconds} s, u takes it back" if seconds > 0 else f"{what}…")
        self.redraw(row)

    def changed(self, event: OutboxChanged) -> None:
        """Say what became of a row, where that is worth a word, and read again what it changed."""
        row, code = event.row, self.code(event.row.conversation_id)
        self.redraw(row)
        words, is_warning = done_words(row, code)
        if words:
            self.screen.say(words, warning=is_warning)
        if row.settled_at is not None:
            if self.state.conversation_id == row.conversation_id:
                self.screen.reading.reload()
            self.screen.queueing.sync_now()

    def redraw(self, row: OutboxRow) -> None:
        """Numbers, the row in its conversation, and the screen of the outbox, if that is open."""
        self.count()
        if self.state.conversation_id == row.conversation_id:
            self.screen.reading.show_pending()
        board = self.screen.app.screen
        if isinstance(board, OutboxScreen):
            board.reload()

    def code(self, conversation_id: str) -> str:
        """What people call a conversation."""
        row = self.services.queue.row(conversation_id)
        return clean(row.code if row else conversation_id, limit=40)

    # Numbers

    def count(self) -> None:
        """Count the rows anew; while one is held, again each second."""
        try:
            self.state.outbox = self.services.outbox.tally()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
        self.screen.show_bars()
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        if self.state.outbox.held:
            self._ticking = self.screen.set_timer(1, self.count)

    # What the agent decides

    def take_back(self) -> None:
        """Take back what was accepted last; a text comes back into the composer as it was."""
        rows = self._try(self.services.outbox.take_back_last)
        if not rows:
            self.screen.say("There is nothing to take back")
            return
        first, code = rows[0], self.code(rows[0].conversation_id)
        self.screen.queueing.reload(always=True)
        self.redraw(first)
        if first.draft_kind is not None:
            self.write_on(first.conversation_id, first.draft_kind)
        late = "; what was sent before may still arrive" if first.follows else ""
        self.screen.say(f"Taken back: {act_words(first, code)}{late}")

    def write_on(self, conversation_id: str, kind: SendType) -> None:
        """Open the draft of a conversation."""
        if self.state.conversation_id != conversation_id:
            self.screen.reading.open_id(conversation_id)
        if self.state.conversation_id == conversation_id and not self.screen.writing.active:
            self.screen.writing.begin(kind)

    def show(self) -> None:
        """Open the screen of drafts and outbox."""

        def chosen(answer: tuple[str, SendType | None] | None) -> None:
            self.count()
            self.screen.reading.show_pending()
            self.screen.queueing.reload(always=True)
            if answer is None:
                return
            conversation_id, kind = answer
            self.screen.reading.open_id(conversation_id)
            if kind is not None:
                self.screen.writing.begin(kind)

        self.screen.app.push_screen(OutboxScreen(self.services, self.screen.clock, self.screen.zone), chosen)

    def _try(self, act: Callable[[], list[OutboxRow]]) -> list[OutboxRow]:
        try:
            return act()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return []

    def accept(self, act: Callable[[bool], OutboxRow], then: Callable[[], None] = lambda: None) -> None:
        """Put something into the outbox, say so and go on; when it is not taken, that is said.

        Where nothing can be kept the agent is asked first, and `act` hears whether there was agreement.
        """
        try:
            row = act(self._agreed)
        except ServiceError as error:
            if error.title == NOT_KEPT and self.screen.app.screen is self.screen:
                self._ask(error.message, act, then)
            else:
                self.screen.say(error.message, warning=True)
            return
        self.accepted(row)
        then()

    def _ask(self, words: str, act: Callable[[bool], OutboxRow], then: Callable[[], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "y":
                self._agreed = True
                self.accept(act, then)

        question = Question("Nothing is kept", f"{words} Send all the same, from now on?", [("y", "send")])
        self.screen.app.push_screen(question, answered)


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}" if count else ""
