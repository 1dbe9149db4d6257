"""Taking back what was done on this machine alone, in turn with what is still in the outbox."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from console.services.errors import ServiceError
from console.services.outbox.tally import last_takeable
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

MOST = 100
"""Acts that are remembered."""


@dataclass(frozen=True, slots=True)
class LocalAct:
    """Something that was done here, and how it is undone."""

    at: datetime
    after: str
    """The row of the outbox that was accepted last before it, as far as it could still be taken back."""
    words: str
    """What is taken back, in words."""
    back: Callable[[], None]
    about: Sequence[str]
    """Ids of the conversations it was done to."""


class Undoing(Work):
    """What was done here, the last at the end."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._acts: deque[LocalAct] = deque(maxlen=MOST)

    @property
    def hint(self) -> str:
        """What ends a sentence about something that was done."""
        return f"; {self.key('undo')} takes it back"

    def done(self, words: str, back: Callable[[], None], about: Iterable[str] = ()) -> None:
        """Remember something that was done just now; `back` undoes it, and may raise `ServiceError`.

        `about` are the conversations it was done to.
        """
        try:
            row = last_takeable(self.services.outbox.rows())
        except ServiceError:
            row = None  # the outbox says what is wrong with it
        self._acts.append(LocalAct(self.screen.clock(), row.id if row else "", words, back, tuple(about)))

    def take_back(self) -> bool:
        """Undo what was done here last, unless something came into the outbox after it; whether there was anything."""
        try:
            row = last_takeable(self.services.outbox.rows())
        except ServiceError:
            return False  # the outbox says what is wrong with it
        if not self._acts:
            return False
        act = self._acts[-1]
        if row is not None and row.id != act.after and row.accepted_at >= act.at:
            return False
        self._acts.pop()
        try:
            act.back()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return True
        self.screen.queueing.reload()
        self.screen.reading.show_own()
        self.screen.outgoing.say_with(f"Taken back: {act.words}", self.return_to(act.about))
        return True

    def _went_on(self, conversation_id: str) -> bool:
        """Whether another conversation took the place of one that was read, as the settings may say."""
        elsewhere = self.screen.pane_name != "queue" and self.state.conversation_id != conversation_id
        return elsewhere and self.screen.preferences.after_resolve == "next" and not self.screen.writing.active

    def return_to(self, ids: Iterable[str]) -> str:
        """Go back to where something was done that is taken back: words for what is other on the screen by that.

        In the queue several conversations are selected again, and the cursor goes to a single one.
        """
        about, queue = tuple(dict.fromkeys(ids)), self.screen.queueing
        if len(about) == 1 and self._went_on(about[0]):
            self.screen.reading.open_id(about[0])
        if self.screen.pane_name != "queue" or not about:
            return ""
        if len(about) > 1:
            return ", selected again" if self.screen.selecting.select(about) else ""
        queue.go_to(about[0])
        return ""
