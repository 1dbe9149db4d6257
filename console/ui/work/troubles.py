"""Errors in words: each said once, in the place its kind deserves, and never over what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.services.errors import ErrorKind
from console.ui.actions.base import TEXT_PLACES, Place
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.messages import WorkFailed
    from console.ui.screens.workspace import Workspace

SYNC, ASKED_SYNC, FILL = "sync", "sync that was asked for", "archive"
BACKGROUND = frozenset({SYNC, FILL, "presence", "details", "customer", "articles", "identify", "review", "news"})
"""Groups of workers nobody started by a key: what is wrong with them is said once, and stands in the header."""


class Troubles(Work):
    """The one presenter of errors: offline as a line, retryable as a message, refused as a dialog."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._refusals: dict[str, str] = {}
        """What the server refused last, by the group of background work that has not succeeded since."""

    def failed(self, event: WorkFailed) -> None:
        """Say what is wrong."""
        error = event.error
        if error.kind is ErrorKind.OFFLINE:
            self._lost(event)
        elif error.kind is ErrorKind.REFUSED:
            self._refused(event)
        else:
            self.screen.say(f"{error.title}: {error.message}", warning=True)

    def over(self, group: str) -> None:
        """Background work of this group succeeded: should it fail again, that is news."""
        self._refusals.pop(group, None)
        if group == SYNC and self.state.trouble_since is not None:
            self.state.trouble_since = None
            self.state.trouble_words = ""

    def refuses(self, group: str) -> bool:
        """Whether the server refused background work of this group the last time."""
        return group in self._refusals

    def _lost(self, event: WorkFailed) -> None:
        words = event.error.message
        news = words != self.state.trouble_words
        self._note("offline", words)
        if event.group not in BACKGROUND or (news and not self.screen.telling.warns):
            self.screen.say(words, warning=True)

    def _refused(self, event: WorkFailed) -> None:
        error, group = event.error, event.group
        known = error.message in self._refusals.values()
        if group in (SYNC, ASKED_SYNC):
            self._note("refused", error.message)
        if group in BACKGROUND or group == ASKED_SYNC:
            self._refusals[SYNC if group == ASKED_SYNC else group] = error.message
        if known and group in BACKGROUND:
            return
        if known or self._occupied:
            self.screen.say(error.message, warning=True)
        else:
            self.screen.app.push_screen(Question(error.title, error.message, [("Enter", "go on from the cache")]))

    def _note(self, what: str, words: str) -> None:
        if self.state.trouble_since is None:
            self.state.trouble_since = self.screen.clock()
        self.state.trouble, self.state.trouble_words = what, words
        self.screen.show_bars()

    @property
    def _occupied(self) -> bool:
        """Whether keys are on their way into a text, a review or a dialog, which another dialog would take."""
        return self.screen.app.screen is not self.screen or self.screen.place in {*TEXT_PLACES, Place.REVIEW}
