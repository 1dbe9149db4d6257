"""Taking the next conversation, and going on to the next that is unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ServiceError
from console.services.outbox.verdicts import TAKEN
from console.services.records import OutboxRow, QueueFilter, RowState
from console.ui.messages import CandidatesFound, NextUnreadFound, OutboxChanged
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.queue import QueueView
    from console.ui.screens.workspace import Workspace

NOBODY = "Nobody waits whom you could take"
NO_ANSWER = "Nothing was taken: the server does not answer"


class Playing(Work):
    """Tries one candidate after the other through the outbox, until one is the agent's."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._candidates: list[str] = []
        self._row = ""
        """The row of the outbox that takes the present candidate."""
        self._gone: list[str] = []
        """What became of the candidates before it, in words."""
        self._begun = False

    def take_next(self) -> None:
        """Take who waits longest in this view, or else of all that have nobody."""
        if self._begun:
            self.screen.say("Taking the next conversation…")
            return
        self._begun, self._gone = True, []
        views = self.services.views
        filters = [views.query(views.view("unassigned")).filter]
        if not self.screen.finding.active:
            filters.insert(0, self.screen.viewing.filter())
        self.screen.say("Taking the next conversation…")
        self.start(self._find(filters), "candidates")

    async def _find(self, filters: list[QueueFilter]) -> Message:
        try:
            return CandidatesFound(await self.services.queue.taking.candidates(filters))
        except ServiceError:
            self._begun = False
            raise

    def found(self, event: CandidatesFound) -> None:
        """Who could be taken is known: begin with the first."""
        self._candidates = list(event.ids)
        self._try_next()

    def _try_next(self) -> None:
        if not self._candidates:
            self._end()
            self.screen.say(self._with_gone(NOBODY))
            return
        conversation_id = self._candidates.pop(0)
        taken = self._row

        def take(agreed: bool) -> OutboxRow:
            row = self.services.outbox.take(conversation_id, agreed=agreed)
            self._row = row.id
            return row

        self.screen.outgoing.accept(take)
        if self._row == taken:  # it was refused, or the agent is asked first
            self._end()

    def heard(self, event: OutboxChanged) -> bool:
        """What became of the candidate; whether that is all there is to say of it."""
        row = event.row
        if row.id != self._row:
            return False
        if row.state is RowState.CONFIRMED:
            self._taken(row)
            return False
        if row.state is RowState.REFUSED and TAKEN in row.error:
            self._withdraw(row)
            self._gone.append(f"{self.screen.outgoing.code(row.conversation_id)}: {clean(row.error, limit=100)}")
            self._try_next()
            return True
        if row.state is RowState.WAITING and row.error:
            self._withdraw(row)
            self._end()
            self.screen.say(NO_ANSWER, warning=True)
            return True
        if row.settled_at is not None or row.state in (RowState.REFUSED, RowState.CHANGED, RowState.UNKNOWN):
            self._end()
        return False

    def _taken(self, row: OutboxRow) -> None:
        self._end()
        found = self.services.queue.row(row.conversation_id)
        if found is not None:
            self.screen.reading.open(found)
        if self._gone:
            code = self.screen.outgoing.code(row.conversation_id)
            self.screen.call_later(self.screen.say, self._with_gone(f"{code} is yours"))

    def _withdraw(self, row: OutboxRow) -> None:
        try:
            self.services.outbox.take_back(row.id)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
        self.screen.outgoing.redraw([row])
        self.screen.queueing.reload()

    def _with_gone(self, words: str) -> str:
        return ". ".join((*(one.rstrip(".") for one in self._gone), words))

    def _end(self) -> None:
        self._begun, self._row = False, ""

    # The next unread one

    def next_unread(self) -> None:
        """Open the next conversation of the view that has something unread."""
        view = self.screen.queueing.view
        if view is not None:
            self.start(self._look(view, self.state.conversation_id or ""), "unread")

    async def _look(self, view: QueueView, after: str) -> Message:
        return NextUnreadFound(await self.services.queue.next_unread(view, after))

    def unread_found(self, event: NextUnreadFound) -> None:
        """Open it, with the cursor on it."""
        row = event.row
        if row is None or self.screen.queueing.view is None:
            self.screen.say("Nothing else in this view is unread")
            return
        self.screen.queueing.go_to(row.id)
        self.screen.reading.open(row)
