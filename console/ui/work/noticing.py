"""What changed since the agent looked: a few words in the line of views, until they were seen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ServiceError
from console.ui import format as formats
from console.ui.messages import NewsFound, PictureTaken
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from datetime import datetime

    from console.services.news import News, Picture
    from console.ui.screens.workspace import Workspace

IDLE = timedelta(minutes=2)
"""Without a key for so long, the agent does not look."""
SEEN = timedelta(seconds=5)
"""Words that were there for so long when a key is pressed were seen."""
NAMES = 2
"""Who took conversations, by name; others as a number."""


class Noticing(Work):
    """Takes a picture of the queue when the agent looks away, and says what is other after that."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.news: News | None = None
        """What is said."""
        self._picture: Picture | None = None
        self._last_key: datetime | None = None
        self._back_at: datetime | None = None
        """When the agent pressed the first key in the queue after that."""

    def begin(self) -> None:
        """What is in the cache is what the agent saw last, before anything is asked."""
        self._last_key = self.screen.clock()
        self.screen.watch(self.screen.app, "app_focus", self._focus_changed, init=False)
        synced = self.services.sync.last_synced
        if synced is not None:
            self.start(self._take(synced), "picture")

    def _focus_changed(self, focused: bool) -> None:
        if not focused:
            self.looked_away()

    def looked_away(self) -> None:
        """The agent looks elsewhere: remember how the queue was, unless there is something not seen already."""
        self._back_at = None
        if self._picture is None and self.services.sync.last_synced is not None:
            self.start(self._take(self.screen.clock()), "picture")

    async def _take(self, at: datetime) -> Message | None:
        try:
            return PictureTaken(await self.services.queue.news.picture(at))
        except ServiceError:
            return None  # there is nothing to compare with then, and nothing is said

    def picture_taken(self, event: PictureTaken) -> None:
        """How the queue was is known."""
        if self._picture is None:
            self._picture = event.picture

    def minute(self) -> None:
        """A minute is over; without keys for a while nobody looks."""
        if self._last_key is not None and self.screen.clock() - self._last_key >= IDLE:
            self.looked_away()

    def again(self) -> None:
        """The queue may be other than it was."""
        if self._picture is not None:
            self.start(self._compare(self._picture), "news of the queue")

    async def _compare(self, picture: Picture) -> Message | None:
        try:
            return NewsFound(picture, await self.services.queue.news.since(picture))
        except ServiceError:
            return None

    def found(self, event: NewsFound) -> None:
        """Say what is other, if anything is."""
        if event.picture is self._picture and (event.news or self.news):
            self.news = event.news or None
            self.screen.show_bars()

    def pressed(self) -> None:
        """A key: in the queue, what was said for a while is seen with it."""
        now = self.screen.clock()
        self._last_key = now
        if self.screen.pane_name != "queue":
            self.looked_away()
            return
        if self._picture is None:
            return
        if self._back_at is None:
            self._back_at = now
        elif now - self._back_at >= (SEEN if self.news else IDLE):
            self._picture = self.news = self._back_at = None
            self.screen.show_bars()

    def words(self, *, short: bool = False) -> str:
        """What is said, cleaned; empty for nothing."""
        if self.news is None:
            return ""
        parts = [f"{formats.count(self.news.new)} new"] if self.news.new else []
        parts += [f"{formats.count(self.news.reopened)} reopened"] if self.news.reopened else []
        taken = sorted(self.news.taken.items(), key=lambda pair: -pair[1])
        parts += [f"{formats.count(count)} taken by {clean(name, limit=30)}" for name, count in taken[:NAMES]]
        if more := sum(count for _, count in taken[NAMES:]):
            parts.append(f"{formats.count(more)} by others")
        if short:
            return ", ".join(parts[:2])
        return f"since {formats.when(self.news.since, self.screen.zone, self.screen.clock())}: {', '.join(parts)}"
