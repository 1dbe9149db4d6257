"""The queue's work: drawing its view, the regular sync with the server, and keeping the cursor where it was."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ErrorKind, ServiceError
from console.services.records import QueueRow
from console.ui import format as formats
from console.ui.messages import ArchiveRead, QueueGrew, QueueRead, QueueSynced
from console.ui.work.base import MANY, Work
from console.ui.work.finding import NOTHING_FOUND
from console.ui.work.troubles import ASKED_SYNC, FILL, SYNC

if TYPE_CHECKING:
    from console.services.queue import QueueView, Reading
    from console.ui.screens.workspace import Workspace

NOTHING_HERE = "No conversation is in this view. {all} shows all of them."
NOTHING_AT_ALL = "No conversation is here, and nothing hides any. {sync} asks the server at once."
NOTHING_MATCHES = "No conversation of this view matches the filter. {filter} changes it, {all} shows all of them."
NOT_YET = (
    "None is known yet to be in this view: who has which conversation is still being read. {all} shows all of them."
)
NOTHING_KNOWN = "Nothing is known yet. The queue comes as soon as the server answers."


class Queueing(Work):
    """Opens views, syncs, and draws what changed."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.view: QueueView | None = None
        self._timer: Timer | None = None
        self._failures = 0
        self._let_go: str | None = None
        self._reached: str | None = None
        """The conversation that came under the cursor when the one that was read left its line."""
        self._reading = self._reads_again = False
        """Whether the rows are being read in another thread, and have to be once more after that."""

    # Views

    def begin(self) -> None:
        """Open the first view, from the cache."""
        self.screen.viewing.heed_departments()
        at = self.screen.remembering.begin()
        self.open_view(at=at)

    def open_view(self, *, keep_cursor: bool = False, at: str | None = None) -> None:
        """Read the order of the rows and draw them, with the cursor at a conversation; results of a search stay."""
        if self.screen.finding.found is not None:
            return
        current = self.screen.queue.rows.row_at_cursor() if keep_cursor else None
        self.show(
            self.services.queue.open(self.screen.viewing.filter(), self.state.sort), at=current.id if current else at
        )

    def show(self, view: QueueView, *, at: str | None = None) -> None:
        """Draw other rows, with the cursor at a conversation that is among them, or else at the first."""
        self.view = view
        index = view.index_of(at) if at is not None else None
        self._draw(at, index if index is not None else 0)
        if at is None:
            self.screen.queue.rows.scroll_lines(0)

    def reload(self, *, always: bool = False) -> None:
        """Draw what the cache says now; cursor, scroll and selection stay with their conversation.

        Of many conversations it is read in another thread, and drawn when that is done.
        """
        if self.view is None or not (always or self.view.stale):
            return
        if self.services.queue.large:
            self._reads_again = self._reading
            if not self._reading:
                self._reading = True
                self.start(self._read(self.view), "order")
            return
        self._take(self.view.read())

    async def _read(self, view: QueueView) -> Message:
        try:
            return QueueRead(view, await self.services.queue.read(view))
        finally:
            self._reading = False

    def was_read(self, event: QueueRead) -> None:
        """Draw the queue as it was read, and read again what changed meanwhile."""
        if event.view is self.view:
            self._take(event.reading)
        if self._reads_again or event.view is not self.view:
            self._reads_again = False
            self.reload()

    def _take(self, reading: Reading) -> None:
        if self.view is None:
            return
        rows = self.screen.queue.rows
        current = rows.row_at_cursor()
        self.view.take(reading)
        if current is not None and current.id == self._let_go:
            # The agent is done with it: the cursor stays on its line, for the next conversation.
            if self.view.index_of(current.id) != rows.cursor:
                self._let_go = None
            self._draw(None, None)
        else:
            self._draw(current.id if current else None, self.view.index_of(current.id) if current else None)
        reached = rows.row_at_cursor()
        if current is not None and current.id == self.state.conversation_id and reached is not None:
            self._reached = reached.id if reached.id != current.id else None

    def let_go(self, conversation_id: str) -> None:
        """The agent answered or resolved this conversation: the cursor shall not follow it down the queue."""
        self._let_go = conversation_id

    def go_to(self, conversation_id: str) -> None:
        """Put the cursor on a conversation of the view, for the agent is about it once more."""
        index = self.view.index_of(conversation_id) if self.view is not None else None
        if index is not None:
            self._let_go = None
            self.screen.queue.rows.move_to(index)

    def _draw(self, keep: str | None, index: int | None) -> None:
        if self.view is None:
            return
        self.screen.selecting.keep_to(self.view)
        self.screen.queue.rows.empty_text = "" if self.view else self._why_empty()
        title = "Search" if self.screen.finding.found is not None else "Queue"
        self.screen.queue.show(self.view, title=title, note=formats.count(len(self.view)), keep=keep, index=index)
        self.screen.show_bars()

    def _why_empty(self) -> str:
        """Why no row is here, and what shows some."""
        if self.screen.finding.found is not None:
            return NOTHING_FOUND
        if self.services.sync.last_synced is None:
            return NOTHING_KNOWN
        count = self.screen.viewing.counts().get(self.state.view.id)
        if self.state.extra and self.screen.viewing.is_narrowed:
            words = NOTHING_MATCHES
        elif count is not None and count.is_least:
            words = NOT_YET
        else:
            words = NOTHING_HERE if self.state.view.line or self.state.extra else NOTHING_AT_ALL
        key = self.screen.keys.words_of
        return words.format(all=key("view-all"), filter=key("filter"), sync=key("sync"))

    def neighbour(self, step: int) -> QueueRow | None:
        """The conversation before or after the one under the cursor, which goes there.

        When the one that was read has left its line, the next one is under the cursor already.
        """
        rows = self.screen.queue.rows
        row = rows.row_at_cursor()
        if step < 0 or row is None or row.id != self._reached:
            rows.move_by(step)
        self._reached = None
        return rows.row_at_cursor()

    # Sync

    def sync_now(self, *, everything: bool = False) -> None:
        """Ask the server at once; with `everything`, for all that may have changed."""
        if self._timer is not None:
            self._timer.stop()
        self.start(self._sync(everything), ASKED_SYNC if everything else SYNC)

    async def _sync(self, everything: bool) -> Message:
        try:
            if self.services.sync.last_synced is None:
                report = await self.services.sync.refresh(everything=everything, came=self._came)
            else:
                report = await self.services.sync.refresh(everything=everything)
        except ServiceError as error:
            # A refused key is asked for again as rarely as there is: too many tries can lock it.
            self._failures += MANY if error.kind is ErrorKind.REFUSED else 1
            self._schedule()
            raise
        self._failures = 0
        self._schedule()
        return QueueSynced(report)

    def _came(self) -> None:
        """In the engine's thread: hand it over, unless the console is closing."""
        with contextlib.suppress(RuntimeError):
            self.screen.post_message(QueueGrew())

    def grown(self) -> None:
        """The first conversations are there, and more will follow: draw them already."""
        if self.screen.viewing.heed_departments() or self._untouched:
            self.open_view()
        else:
            self.reload()

    @property
    def _untouched(self) -> bool:
        """Whether the cursor is where it began: then it stays there, and follows no row that others go before."""
        return self.screen.queue.rows.cursor == 0 and self.state.conversation_id is None

    def _schedule(self) -> None:
        cadence, focused = self.services.cadence, self.screen.app.app_focus
        seconds = cadence.back_off(self._failures) if self._failures else cadence.until_sync(focused=focused)
        self._timer = self.screen.set_timer(seconds, self.sync_now)

    def synced(self, event: QueueSynced) -> None:
        """The cache is fresh: draw it, and ask for the details of what is visible."""
        self.state.synced_at = event.report.at
        self.screen.troubles.over(SYNC)
        if self.screen.viewing.heed_departments() and not self.screen.finding.active:
            self.open_view(keep_cursor=True)
        elif event.report.first and self._untouched and not self.screen.finding.active:
            self.open_view()
        else:
            self.reload(always=not self.view)
        self.screen.show_bars()
        if not event.report.first:
            self.screen.telling.announce_news(len(event.report.changed))
        self.screen.notifying.came(event.report.changed, first=event.report.first)
        self.screen.reading.refresh_if(event.report.changed)
        self.screen.reading.customer_again()
        self.screen.watching.identify_again()
        self.screen.watching.counted()
        self.screen.knowing.keep_fresh()
        self.screen.postponing.again()
        self.screen.noticing.again()
        self.screen.finding.again()
        self.screen.finding.index()
        self._fill()
        self.screen.detailing.fill()

    def _fill(self) -> None:
        """Read on in the archive, while there is more of it."""
        if not self.services.filling.progress().done:
            self.start(self._fill_a_step(), FILL)

    async def _fill_a_step(self) -> Message | None:
        try:
            return ArchiveRead(await self.services.filling.step())
        except ServiceError as error:
            if error.kind is ErrorKind.REFUSED:
                raise
            return None  # the next sync says it, and reads on

    def archive_read(self, event: ArchiveRead) -> None:
        """Older conversations came: draw them, say how far back they reach, and read on."""
        self.screen.troubles.over(FILL)
        self.state.known_back_to = None if event.fill.done else event.fill.back_to
        if event.fill.changed:
            self.reload()
        self.screen.show_bars()
        if event.fill.done:
            self.screen.finding.index()
            self.screen.detailing.fill()
        self._fill()
