"""Views of the queue: choosing, sorting, filtering, saving, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ServiceError
from console.services.query import joined
from console.services.records import QueueFilter, SortOrder
from console.services.views import Count, View, line_of_departments
from console.ui.messages import NamesRead, ViewsCounted
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Viewing(Work):
    """Knows which view is open and what the agent added to it."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._departments = ""
        """A line with the departments that the settings name, as far as they are known; it narrows every view."""
        self._told = False
        """Whether it was said that some of them are not there."""
        self._counting = False

    def filter(self) -> QueueFilter:
        """What the queue shows now."""
        return self.services.views.query(self.state.view, self.state.extra).filter

    def heed_departments(self) -> bool:
        """Narrow the view to the departments that the settings name, as far as they are known; whether it changed."""
        ids, unknown = self.services.queue.with_ids_or_names(self.screen.preferences.departments)
        own = line_of_departments(one.name for one in self.services.queue.departments() if one.id in ids)
        changed = self.state.extra == self._departments != own  # otherwise the agent chose something else meanwhile
        if changed:
            self.state.extra = own
        self._departments = own
        if unknown and self.state.synced_at is not None and not self._told:
            self._told = True
            self.screen.say(f"The settings name departments that are not there: {', '.join(unknown)}", warning=True)
        return changed

    @property
    def is_narrowed(self) -> bool:
        """Whether the agent narrowed the view to something else than the settings do."""
        return self.state.extra != self._departments

    def minute(self) -> None:
        """A filter that goes by the clock lets others through than a minute ago."""
        asked = f"{self.state.view.line} {self.state.extra}"
        if any(key in asked for key in ("older:", "newer:", "waiting:")) and not self.screen.finding.active:
            self.screen.queueing.open_view(keep_cursor=True)

    # Choosing

    def choose(self, digit: str) -> None:
        """Open the view of a digit."""
        view = self.services.views.on_digit(digit)
        if view is not None:
            self.open(view)

    def open(self, view: View) -> None:
        """Open a view, as it was sorted last, without what the agent added to the one before."""
        self.screen.finding.leave()
        self.screen.selecting.clear()
        self.state.view, self.state.sort, self.state.extra = view, view.sort, self._departments
        self.screen.queueing.open_view()
        self.screen.show_pane("queue")

    def sort_by(self, order: SortOrder) -> None:
        """Sort the view, now and whenever it is opened; the cursor goes to its top."""
        if self.screen.finding.active:
            self.screen.finding.sort_by(order)
            return
        self.state.sort = order
        self._try(lambda: self.services.views.sort_by(self.state.view, order))
        self.state.view = self.services.views.view(self.state.view.id)
        self.screen.queueing.open_view()

    # Filtering

    def ask_filter(self) -> None:
        """Let the agent type a filter, with what it may become below."""
        from console.ui.screens.filters import FilterPicker  # not needed for the first screen

        picker = FilterPicker(self.services.search.names(tags=False), self.state.extra, self.services.views.troubles)
        self.screen.app.push_screen(picker, self._filter_chosen)
        self.start(self._read_names(), "names")

    async def _read_names(self) -> Message:
        return NamesRead(await self.services.search.read_names())

    def names_read(self, event: NamesRead) -> None:
        """The tags are known as well: offer them."""
        from console.ui.screens.filters import FilterPicker

        picker = self.screen.app.screen
        if isinstance(picker, FilterPicker):
            picker.know(event.names)

    def _filter_chosen(self, line: str | None) -> None:
        if line is None:
            return
        self.state.extra = line
        self.screen.queueing.open_view(keep_cursor=True)
        self.screen.show_pane("queue")

    # Saving, and the list

    def ask_save(self) -> None:
        """Keep what the queue shows as a view; ask for its name."""
        from console.ui.screens.one_line import OneLine  # not needed for the first screen

        line = joined(self.state.view.line, self.state.extra)
        asked = OneLine("Save as a view", line or "all conversations", "name of the view")
        self.screen.app.push_screen(asked, self._save)

    def _save(self, name: str | None) -> None:
        if not name:
            return
        view, extra = self.state.view, self.state.extra
        saved: list[View] = []
        if self._try(lambda: saved.append(self.services.views.save(name, view, extra))):
            (fresh,) = saved
            self.screen.undoing.done(f"view {clean(fresh.name)}", lambda: self._remove(fresh))
            self.open(fresh)
            on = f"on {fresh.digit}" if fresh.digit else f"in the list that {self.key('views')} shows"
            self.screen.say(f"Saved as {clean(fresh.name)}, {on}")

    def _remove(self, view: View) -> None:
        self.services.views.remove(view)
        if self.state.view.id == view.id:
            self.open(self.services.views.view("all"))
        self.screen.show_bars()

    def show_list(self) -> None:
        """List all views."""
        from console.ui.screens.view_list import ViewList  # not needed for the first screen

        def chosen(view: View | None) -> None:
            self.state.view = self.services.views.view(self.state.view.id)
            if view is not None:
                self.open(view)
            elif self.state.view.id == "all":
                self.screen.queueing.open_view(keep_cursor=True)
            self.screen.show_bars()

        listed = ViewList(self.services.views, self.counts(), self.state.view.id, self.screen.undoing.done)
        self.screen.app.push_screen(listed, chosen)

    # Numbers

    def counts(self) -> Mapping[str, Count]:
        """How many conversations are in each view; of many they are counted away from the keys, and drawn then."""
        views = self.services.views
        try:
            self.services.queue.counts()
            if not self.services.queue.large:
                return views.count()
            if not self._counting and views.stale:
                self._counting = True
                self.start(self._count(), "counts", exclusive=False)
        except ServiceError:
            pass  # whatever is wrong says itself elsewhere; the numbers stay as they were
        return views.counts()

    async def _count(self) -> Message | None:
        try:
            await self.services.views.read()
        except ServiceError:
            return None  # they stay as they were; whatever is wrong says itself elsewhere
        finally:
            self._counting = False
        return ViewsCounted()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return False
        return True
