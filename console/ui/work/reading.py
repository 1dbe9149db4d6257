"""Opening conversations: from the cache at once, from the server a moment later; customer and neighbours too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ServiceError
from console.services.news import with_news
from console.services.outbox.pending import profile_with_pending, with_pending
from console.services.records import CustomerFound, CustomerProfile, QueueRow, Thread
from console.ui.messages import CustomerLoaded, ThreadLoaded
from console.ui.panes.queue_words import own_words
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

PATIENCE = 1.5
"""Seconds after which it is said why a conversation does not come."""
HELD_BACK = "Reading the conversation… The calls that the server takes in a minute are used up; it comes by itself."


class Reading(Work):
    """Shows threads and customers, and looks regularly what is new in the open conversation."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._timer: Timer | None = None
        self._customer_alone = ""
        """The address of a customer who is shown without any conversation."""
        self._seen: frozenset[str] = frozenset()
        """Messages of the open conversation that the agent had seen before."""

    def open(self, row: QueueRow, *, focus: bool = True) -> None:
        """Open a conversation: what is cached now, what the server says when it comes."""
        if self.state.conversation_id != row.id and not self.screen.writing.leave():
            return
        self.state.conversation_id = row.id
        self._seen = self.services.queue.seen(row.id)
        cached = self.services.threads.cached(row.id)
        self.state.thread = cached
        self.screen.thread.view.empty_text = "Reading the conversation…"
        self._draw(cached)
        self.services.queue.mark_seen(row.id)
        self.services.marks.opened(row.id)
        self.services.later.opened(row.id)
        self.screen.queueing.reload()
        self._show_customer(row)
        if focus:
            self.screen.show_pane("thread")
        self.screen.show_bars()
        self.start(self._load(row.id), "thread")
        if cached is None:
            self.screen.set_timer(PATIENCE, lambda: self._say_why_it_waits(row.id))

    def _say_why_it_waits(self, conversation_id: str) -> None:
        """Whoever waits for a conversation shall know that it is no fault of the server's."""
        waits = self.state.conversation_id == conversation_id and self.state.thread is None
        if waits and self.services.engine.is_held_back:
            self.screen.thread.view.empty_text = HELD_BACK
            self.screen.thread.view.lines_changed()

    def open_id(self, conversation_id: str) -> None:
        """Open a conversation that may not be in the queue's view."""
        row = self.services.queue.row(conversation_id)
        if row is None:
            self.screen.say("That conversation is not in the cache yet; sync with S", warning=True)
            return
        self.open(row)

    async def _load(self, conversation_id: str) -> Message:
        try:
            return ThreadLoaded(await self.services.threads.load(conversation_id))
        except ServiceError:
            if self.state.thread is None:
                self.screen.thread.view.empty_text = "The conversation could not be read, and it is not in the cache."
                self.screen.thread.view.lines_changed()
            raise

    def reload(self) -> None:
        """Read the open conversation again. Should that fail, it is no more than news that did not come."""
        if self.state.conversation_id:
            self.start(self._load(self.state.conversation_id), "news")
            self._schedule()  # what this displaced may not have begun, and would not go on with it

    # News of the open conversation

    def begin(self) -> None:
        """Begin to look regularly; nothing is asked yet."""
        self._schedule()

    def _schedule(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        seconds = self.services.cadence.until_conversation(focused=self.screen.app.app_focus)
        self._timer = self.screen.set_timer(seconds, self.look_again)

    def look_again(self) -> None:
        """Ask for news of the open conversation; while the server does not answer, leave the asking to the sync."""
        if self.state.conversation_id is None or self.state.trouble_since is not None:
            self._schedule()
        else:
            self.start(self._look_again(self.state.conversation_id), "news")

    async def _look_again(self, conversation_id: str) -> Message:
        try:
            return ThreadLoaded(await self.services.threads.look_again(conversation_id))
        finally:
            self._schedule()

    def refresh_if(self, changed: frozenset[str]) -> None:
        """Read the open conversation again when it is among the changed ones."""
        if self.state.conversation_id in changed:
            self.reload()

    def loaded(self, event: ThreadLoaded) -> None:
        """A thread came: draw it if it is still the open one."""
        thread = event.thread
        if thread.row.id != self.state.conversation_id:
            return
        before = self.state.thread
        fresh = before is None or thread.changed_raw != before.changed_raw or len(thread.groups) != len(before.groups)
        self.state.thread = thread
        self.screen.troubles.over("news")
        self.services.queue.mark_seen(thread.row.id)
        self.screen.queueing.reload()
        if fresh or thread.row != (before.row if before else None) or thread.tags != (before.tags if before else ()):
            self._draw(thread, follow=not self.screen.writing.active)
            self.screen.writing.thread_changed(thread)
        profile = self.state.profile
        if self._customer_alone:
            return
        if profile is None or profile.email != thread.row.customer_email:
            self._show_customer(thread.row)
        else:
            self.customer_again()

    def show_cached(self) -> None:
        """Draw the open conversation as it was read last, by whomever."""
        if self.state.conversation_id is not None:
            self.state.thread = self.services.threads.cached(self.state.conversation_id) or self.state.thread
            self._draw(self.state.thread, follow=False)

    def show_pending(self) -> None:
        """Draw the open conversation again, with what is on its way into it."""
        if self.state.thread is not None:
            self._draw(self.state.thread, follow=not self.screen.writing.active)

    def _draw(self, thread: Thread | None, *, follow: bool = True) -> None:
        if thread is None:
            self.screen.thread.show(None, follow=follow)
            return
        try:
            rows = self.services.outbox.of_conversation(thread.row.id)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            rows = []
        me = self.state.agent.id if self.state.agent else None
        drawn = with_pending(with_news(thread, self._seen, me), rows, self.state.agent)
        self.screen.thread.show(drawn, follow=follow)
        self.show_own()

    def show_own(self) -> None:
        """Say above the open conversation what the agent put on it."""
        row = self.services.queue.row(self.state.conversation_id) if self.state.conversation_id else None
        words = own_words(row, self.screen.glyphs, self.screen.zone, self.screen.clock()) if row is not None else ""
        self.screen.thread.show_own(words)

    def _show_customer(self, row: QueueRow) -> None:
        email, self._customer_alone = row.customer_email, ""
        profile = self.services.customers.cached(email) if email else None
        self.state.profile = profile
        self._draw_customer(profile, row)
        if email:
            self.start(self._load_customer(email), "customer")

    def show_customer(self, found: CustomerFound) -> None:
        """Show a customer without any conversation."""
        profile = self.services.customers.cached(found.email)
        self.state.profile = profile
        self._customer_alone = found.email
        self._draw_customer(profile, None)
        self.start(self._load_customer(found.email), "customer")

    def customer_again(self) -> None:
        """Draw the customer's conversations again if they are other than they were drawn."""
        profile, row = self.state.profile, self.screen.customer.row
        if profile is None or row is None:
            return
        fresh = self.services.customers.as_now(profile, row.customer_email)
        if fresh.previous != profile.previous:
            self.state.profile = fresh
            self._draw_customer(fresh, row)

    def show_pending_customer(self) -> None:
        """Draw the customer again, with what is on its way about groups and fields."""
        if self.state.profile is not None:
            self._draw_customer(self.state.profile, self.screen.customer.row)

    def _draw_customer(self, profile: CustomerProfile | None, row: QueueRow | None) -> None:
        if profile is not None:
            try:
                profile = profile_with_pending(profile, self.services.outbox.of_customer(profile.id))
            except ServiceError as error:
                self.screen.say(error.message, warning=True)
        self.screen.customer.show(profile, row)

    def reload_customer(self) -> None:
        """Read the customer again."""
        profile = self.state.profile
        if profile is not None and profile.email:
            self.start(self._load_customer(profile.email), "customer")

    async def _load_customer(self, email: str) -> Message | None:
        return CustomerLoaded(await self.services.customers.load(email))

    def customer_loaded(self, event: CustomerLoaded) -> None:
        """A profile came: draw it if its customer is still the one shown."""
        row = self.screen.customer.row
        wanted = row.customer_email if row is not None else self._customer_alone
        if wanted and wanted.lower() == event.profile.email.lower():
            self.state.profile = event.profile
            self._draw_customer(event.profile, row)
        self.screen.troubles.over("customer")
        self.screen.queueing.reload()

    def prefetch(self) -> None:
        """Read the neighbours of the cursor into the cache while nobody waits."""
        view, cursor = self.screen.queueing.view, self.screen.queue.rows.cursor
        if view is None or self.state.trouble_since is not None:
            return
        ids = [view.row(i).id for i in range(cursor, min(cursor + 3, len(view)))]
        self.start(self._prefetch(ids), "prefetch")

    async def _prefetch(self, ids: list[str]) -> None:
        try:
            await self.services.threads.prefetch(ids)
        except ServiceError:
            return  # nobody waits for it; what matters is read when it is opened
