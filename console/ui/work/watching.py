"""Watching who is online, in the background, more slowly while nobody looks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.timer import Timer

from console.services.errors import ErrorKind, ServiceError
from console.services.records import Presence
from console.ui.messages import AgentIdentified, PresencePolled
from console.ui.work.base import MANY, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.services.records import QueueRow
    from console.services.transfer import TransferTarget
    from console.ui.screens.presence import PresenceBoard
    from console.ui.screens.workspace import Workspace


CLOSE: Final = timedelta(seconds=30)
"""How old presence may be for a decision."""
MOST_CODES = 3
"""Conversations that are named in a line."""


class Watching(Work):
    """Polls presence with back-off, and asks once who the agent is."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._failures = 0
        self._timer: Timer | None = None
        self._board: PresenceBoard | None = None

    def begin(self) -> None:
        """Ask who we are, then who is online."""
        self.start(self._identify(), "identify")
        self.poll()

    def identify_again(self) -> None:
        """The server answers: ask who we are, if that failed before for another reason than that it does not know."""
        if self.state.agent is None and not self.screen.troubles.refuses("identify"):
            self.start(self._identify(), "identify")

    async def _identify(self) -> Message:
        return AgentIdentified(await self.services.session.identify())

    def identified(self, event: AgentIdentified) -> None:
        """The agent is known: "Mine" has a meaning now."""
        self.state.agent = event.agent
        self.screen.troubles.over("identify")
        self.screen.queueing.reload(always=True)
        self.screen.show_bars()

    def poll(self) -> None:
        """Ask who is online."""
        self.start(self._poll(self.services.cadence.fresh(focused=self.screen.app.app_focus)), "presence")

    def look_closely(self) -> None:
        """Somebody decides by who is online: ask, unless what is known is of just now."""
        at = self.state.presence.fetched_at
        if at is None or self.screen.clock() - at > CLOSE:
            self.start(self._poll(CLOSE), "presence")

    async def _poll(self, fresh: timedelta) -> Message:
        if self._timer is not None:
            self._timer.stop()
        try:
            presence = await self.services.presence.poll(fresh)
        except ServiceError as error:
            self._failures += MANY if error.kind is ErrorKind.REFUSED else 1
            raise
        else:
            self._failures = 0
        finally:
            cadence, focused = self.services.cadence, self.screen.app.app_focus
            seconds = cadence.back_off(self._failures) if self._failures else cadence.until_presence(focused=focused)
            self._timer = self.screen.set_timer(seconds, self.poll)
        return PresencePolled(presence)

    def polled(self, event: PresencePolled) -> None:
        """Draw it in the header, and on the board if that is open."""
        self.screen.troubles.over("presence")
        self._show(event.presence)

    def counted(self) -> None:
        """The sync asked what waits in the departments: draw that too."""
        presence = self.services.presence.current()
        if presence != self.state.presence:
            self._show(presence)

    def remind(self, target: TransferTarget, rows: Sequence[QueueRow]) -> None:
        """Say when a department or an agent is online, for these conversations."""
        self.services.reminders.add(target.id, target.name, [row.code for row in rows])
        self.screen.say(f"Not transferred. You hear of it here when {target.name} is online")

    def _tell_who_came(self, presence: Presence) -> None:
        online = {one.id for one in presence.departments if one.online}
        online |= {one.id for one in presence.agents if one.online}
        for awaited in self.services.reminders.came(online):
            codes = ", ".join(awaited.codes[:MOST_CODES])
            more = f" and {len(awaited.codes) - MOST_CODES} more" if len(awaited.codes) > MOST_CODES else ""
            self.screen.say(f"{awaited.name} is online now: you wanted to transfer {codes}{more}", warning=True)

    def _show(self, presence: Presence) -> None:
        self.state.presence = presence
        self._tell_who_came(presence)
        self.screen.show_bars()
        if self._board is not None and self._board.is_mounted:
            self._board.show(presence)
        dialog = self.screen.app.screen
        if dialog is not self.screen:
            from console.ui.screens.transfer import TransferPicker  # not needed for the first screen

            if isinstance(dialog, TransferPicker):
                dialog.show_presence(presence)

    def show_board(self) -> None:
        """Open the board on what is known."""
        from console.ui.screens.presence import PresenceBoard  # not needed for the first screen

        self._board = PresenceBoard(self.state.presence, self.services.presence.trend, self.screen.zone)
        self.screen.app.push_screen(self._board, self._board_left)

    def _board_left(self, _: None) -> None:
        self._board = None
