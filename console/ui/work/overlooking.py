"""Chats and calls: asked for again and again while somebody looks, and not at all otherwise."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ServiceError
from console.ui.messages import OverviewRead
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.overview import LiveNumbers, Talk
    from console.services.records import DepartmentPresence
    from console.ui.screens.overview import OverviewScreen
    from console.ui.screens.workspace import Workspace


class Overlooking(Work):
    """Opens the screen, asks for it, and tells it what came."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._shown: OverviewScreen | None = None
        self._timer: Timer | None = None
        self.trouble = ""
        """Why nothing newer is known; empty when the server answered."""

    def open(self) -> None:
        """Open the screen on what is known, and ask."""
        from console.ui.screens.overview import OverviewScreen  # not for the first screen

        self._shown = OverviewScreen(self)
        self.screen.app.push_screen(self._shown, self._left)
        self.ask()

    def _left(self, conversation_id: str | None) -> None:
        self._shown = None
        self._stop()
        if conversation_id:
            self.screen.reading.open_id(conversation_id)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def ask(self) -> None:
        """Ask the server now, and then again after a while."""
        self._stop()
        self.start(self._ask(), "overview")

    async def _ask(self) -> Message:
        try:
            await self.services.overview.refresh()
        except ServiceError as error:
            return OverviewRead(error.message)
        return OverviewRead()

    def was_read(self, event: OverviewRead) -> None:
        """Draw what came, or say why nothing did; ask again while the screen is there."""
        if self._shown is None:
            return
        self.trouble = event.trouble
        if self._shown.is_mounted:
            self._shown.reload()
        seconds = self.services.cadence.until_sync(focused=self.screen.app.app_focus)
        self._timer = self.screen.set_timer(seconds, self.ask)

    # What the screen asks

    @property
    def known(self) -> LiveNumbers | None:
        """The server's numbers."""
        return self.services.overview.known

    @property
    def zone(self) -> tzinfo:
        """The agent's."""
        return self.screen.zone

    def now(self) -> datetime:
        """The time."""
        return self.screen.clock()

    def talks(self) -> list[Talk]:
        """What goes on and waits."""
        return self.services.overview.talks()

    def departments(self) -> tuple[DepartmentPresence, ...]:
        """All departments with their counters, as the sync asked for them last."""
        return self.services.queue.departments()

    def agent_name(self, agent_id: str) -> str:
        """The name of an agent; the id where that is not known."""
        found = next((one for one in self.state.presence.agents if one.id == agent_id), None)
        return found.name if found is not None else agent_id

    def trend(self, department_id: str) -> tuple[int | None, ...]:
        """How many waited in a department lately."""
        return self.services.presence.trend(department_id)
