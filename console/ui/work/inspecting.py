"""Looking closer: information about a conversation, the history of its customer, and the search for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from console.ui.messages import CallersFound, CustomerLoaded
from console.ui.screens.customers import CustomerPicker
from console.ui.screens.history import HistoryScreen
from console.ui.screens.info import InfoScreen
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import CustomerFound, Thread


class Inspecting(Work):
    """Opens the screens, and brings them what comes from the server."""

    def info(self) -> None:
        """All that is known of the conversation an act would be about."""
        thread = self._thread()
        if thread is None:
            self.screen.say("That conversation was not read yet: Enter opens it")
            return
        is_open = self.state.conversation_id == thread.row.id
        group = self.screen.thread.view.cursor if is_open else len(thread.groups) - 1
        self.screen.app.push_screen(InfoScreen(thread, group, self.screen.clock, self.screen.zone))

    def _thread(self) -> Thread | None:
        row, thread = self.screen.acting.target(), self.state.thread
        if row is None:
            return None
        return thread if thread is not None and thread.row.id == row.id else self.services.threads.cached(row.id)

    def history(self) -> None:
        """The conversations of the customer."""
        row, profile = self.screen.acting.target(), self.state.profile
        if self.screen.pane_name == "customer" and profile is not None:
            email, name = profile.email, profile.name
        elif row is not None:
            email, name = row.customer_email, row.customer_name
        else:
            return
        screen = HistoryScreen(
            email,
            f"Conversations of {name or email}",
            self.services.customers.previous(email),
            self.state.conversation_id,
            self._look_at,
            self.screen.clock,
        )
        self.screen.app.push_screen(screen, self._chosen)
        self.start(self._load(email), "history")

    async def _load(self, email: str) -> Message:
        return CustomerLoaded(await self.services.customers.load(email))

    def customer_loaded(self, event: CustomerLoaded) -> None:
        """The server has told of a customer: a list that is open shows it."""
        screen = self.screen.app.screen
        if isinstance(screen, HistoryScreen) and screen.email.casefold() == event.profile.email.casefold():
            screen.show_conversations(event.profile.previous)

    def _look_at(self, conversation_id: str) -> None:
        row = self.services.queue.row(conversation_id)
        if row is not None:
            self.screen.reading.open(row, focus=False)

    def _chosen(self, conversation_id: str | None) -> None:
        if conversation_id is not None:
            self.screen.reading.open_id(conversation_id)

    # Customers

    def customers(self) -> None:
        """Search for customers."""
        self.screen.app.push_screen(CustomerPicker(self._look_for), self._customer_chosen)

    def _look_for(self, text: str) -> None:
        self.start(self._find(text), "customers here")
        if len(text) > 1:
            self.start(self._find_at_desk(text), "customers there")

    async def _find(self, text: str) -> Message:
        return CallersFound(text, await self.services.customers.find(text))

    async def _find_at_desk(self, text: str) -> Message:
        return CallersFound(text, await self.services.customers.find_at_desk(text))

    def found(self, event: CallersFound) -> None:
        """Customers were found."""
        screen = self.screen.app.screen
        if isinstance(screen, CustomerPicker):
            screen.found(event.text, event.customers)

    def _customer_chosen(self, found: CustomerFound | None) -> None:
        if found is not None:
            self.screen.reading.show_customer(found)
            self.screen.show_pane("customer")
