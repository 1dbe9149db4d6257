"""Putting conversations off until later, and letting them come back in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ServiceError
from console.services.outbox.tally import last_takeable
from console.ui.messages import ConversationsCameBack
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.later import Woken
    from console.services.moments import When
    from console.services.records import QueueRow
    from console.ui.screens.workspace import Workspace

TYPED = {"hour": "+1h", "week": "+1w"}
"""How the usual times are typed that have no name."""
LONGEST = 60.0
"""Seconds after which what is due is looked for at the latest: the machine may have slept."""


class Postponing(Work):
    """What the agent puts off leaves the views, and comes back by its time or by a customer's reply."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._timer: Timer | None = None

    # What the agent does

    def usual(self, name: str) -> None:
        """Put off for one of the usual times."""
        from console.services.moments import USUAL  # not needed for the first screen

        self.put_off(self.screen.acting.targets(), USUAL[name](self.screen.clock(), self.screen.zone))
        self.screen.recording.done(f"later {TYPED.get(name, name)}")

    def ask(self) -> None:
        """Let the agent type until when."""
        from console.ui.screens.when import WhenDialog  # not needed for the first screen

        rows = self.screen.acting.targets()
        if not rows:
            return

        def chosen(when: When | None) -> None:
            if when is not None:
                self.put_off(rows, when)

        names = self.screen.hand_marks.names(rows)
        self.screen.app.push_screen(WhenDialog(names, self.screen.clock, self.screen.zone), chosen)

    def put_off(self, rows: Sequence[QueueRow], when: When, *, joined: bool = False) -> None:
        """Put conversations off; they leave the other views at once.

        `joined` says that this is one act with what went into the outbox just now, and is taken back with it.
        """
        self.screen.acting.remember("later", lambda others: self.put_off(others, when))
        from console.ui.screens.when import in_words

        ids, later = [row.id for row in rows], self.services.later
        try:
            before = later.put_off(ids, when)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        until = in_words(when, self.screen.clock(), self.screen.zone, short=True)
        words = f"{self.screen.hand_marks.names(rows)} later, {until}"
        accepted = last_takeable(self.services.outbox.rows()) if joined else None

        def back() -> None:
            later.restore(before)
            last = last_takeable(self.services.outbox.rows())
            if accepted is not None and last is not None and last.id == accepted.id:
                self.screen.call_later(self.screen.outgoing.take_back)

        self.screen.undoing.done(words, back, ids)
        for one in ids:
            self.screen.queueing.let_go(one)
        self.screen.selecting.clear()
        self.screen.queueing.reload()
        self.screen.reading.show_own()
        self.screen.outgoing.say_with(words, self.screen.undoing.hint)
        self._schedule()

    def end(self) -> None:
        """Let what is put off come back now."""
        self._end(self.screen.acting.targets())

    def _end(self, rows: Sequence[QueueRow]) -> None:
        self.screen.acting.remember("back", self._end)
        ids = [row.id for row in self.services.queue.rows([row.id for row in rows]) if row.snooze is not None]
        if not ids:
            self.screen.say("It is not put off")
            return
        try:
            before = self.services.later.end(ids)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        words = f"{self.screen.hand_marks.names(rows)} back"
        self.screen.undoing.done(words, lambda: self.services.later.restore(before), ids)
        self.screen.selecting.clear()
        self.screen.queueing.reload()
        self.screen.reading.show_own()
        self.screen.outgoing.say_with(f"{words[0].upper()}{words[1:]}", self.screen.undoing.hint)

    # Coming back

    def begin(self) -> None:
        """Let come back what was due while the console was away."""
        self.again()

    def again(self) -> None:
        """Something changed, or it is time: see what comes back."""
        self.start(self._look(), "later")

    async def _look(self) -> Message | None:
        try:
            due = self.services.later.wake()
            if due.ids:
                self.screen.post_message(ConversationsCameBack(due))
            replied = await self.services.later.look()
        except ServiceError:
            return None  # the sync says what is wrong, and after it this is tried again
        finally:
            self._schedule()
        return ConversationsCameBack(replied) if replied.ids else None

    def came_back(self, woken: Woken) -> None:
        """Draw what came back, and say it."""
        rows = self.services.queue.rows(woken.ids)
        self.screen.queueing.reload()
        self.screen.reading.show_own()
        if rows:
            why = ": the customer replied" if woken.replied else ""
            names = self.screen.hand_marks.names(rows)
            subject = f" {clean(rows[0].subject, limit=60)}" if len(rows) == 1 else ""
            self.screen.say(f"Back from later{why}: {names}{subject}")

    def _schedule(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        try:
            due = self.services.later.next_due()
        except ServiceError:
            return
        if due is not None:
            seconds = (due - self.screen.clock()).total_seconds()
            self._timer = self.screen.set_timer(min(LONGEST, max(0.5, seconds)), self.again)
