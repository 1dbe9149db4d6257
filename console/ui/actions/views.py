"""The queue's views: digits, sorting, filters, and opening what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.services.records import QueueFilter, SortOrder
from console.ui.actions.base import Action, Place
from console.ui.screens.filters import FilterPicker

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Open(Action):
    """Open the conversation under the cursor."""

    id = "open"
    label = "open"
    keys = ("enter",)
    places = (Place.QUEUE,)
    topic = "queue"
    footer = 3
    in_palette = False

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a row."""
        return None if workspace.queue.rows.row_at_cursor() else "The queue is empty"

    def run(self, workspace: Workspace) -> None:
        """From the cache at once."""
        row = workspace.queue.rows.row_at_cursor()
        if row is not None:
            workspace.reading.open(row)


class OpenPrevious(Action):
    """Open the customer's conversation under the cursor."""

    id = "open-previous"
    label = "open"
    keys = ("enter",)
    places = (Place.CUSTOMER,)
    topic = "customer"
    footer = 3
    in_palette = False

    def why_not(self, workspace: Workspace) -> str | None:
        """The cursor must stand on a conversation."""
        return None if workspace.customer.previous_under_cursor else "Put the cursor on one of the conversations below"

    def run(self, workspace: Workspace) -> None:
        """Open it."""
        conversation_id = workspace.customer.previous_under_cursor
        if conversation_id is not None:
            workspace.reading.open_id(conversation_id)


class ChooseView(Action):
    """Open the view of this digit."""

    number: ClassVar[str] = "1"
    topic = "queue"

    def run(self, workspace: Workspace) -> None:
        """Switch to it."""
        workspace.queueing.choose_view(self.number)
        workspace.show_pane("queue")


class ViewAll(ChooseView):
    """All conversations but deleted ones and spam."""

    id = "view-all"
    label = "all"
    keys = ("1", "0")
    number = "1"


class ViewUnassigned(ChooseView):
    """New and open conversations that nobody has."""

    id = "view-unassigned"
    label = "unassigned"
    keys = ("2",)
    number = "2"


class ViewMine(ChooseView):
    """Conversations that are yours."""

    id = "view-mine"
    label = "mine"
    keys = ("3",)
    number = "3"


class ViewWaiting(ChooseView):
    """Conversations whose customer waits for an answer."""

    id = "view-waiting"
    label = "waiting"
    keys = ("4",)
    number = "4"


class Select(Action):
    """Select this row, or no longer, and move on. What you do next is done to all that are selected."""

    id = "select"
    label = "select"
    keys = ("x",)
    places = (Place.QUEUE,)
    topic = "queue"
    footer = 22

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a row."""
        return None if workspace.queue.rows.row_at_cursor() else "The queue is empty"

    def run(self, workspace: Workspace) -> None:
        """Mark it."""
        workspace.selecting.toggle()


class SelectAll(Action):
    """Select all conversations of the view, or none."""

    id = "select-all"
    label = "select all, none"
    keys = ("X",)
    places = (Place.QUEUE,)
    topic = "queue"

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a row."""
        return None if workspace.queue.rows.row_at_cursor() else "The queue is empty"

    def run(self, workspace: Workspace) -> None:
        """Mark them all."""
        workspace.selecting.toggle_all()


class Filter(Action):
    """Show only some departments, some statuses, or conversations with certain words."""

    id = "filter"
    label = "filter"
    keys = ("f",)
    topic = "queue"
    footer = 21

    def why_not(self, workspace: Workspace) -> str | None:
        """A search has filters of its own."""
        return "Filters of a search are typed: / dept:billing status:open" if workspace.finding.active else None

    def run(self, workspace: Workspace) -> None:
        """Ask which."""

        def chosen(answer: QueueFilter | None) -> None:
            if answer is not None:
                workspace.queueing.filter_by(answer)
                workspace.show_pane("queue")

        departments = workspace.services.queue.departments()
        workspace.app.push_screen(FilterPicker(departments, workspace.state.extra), chosen)


class SortAction(Action):
    """Sort the queue."""

    order: ClassVar[SortOrder] = SortOrder.LONGEST_WAIT
    topic = "queue"

    def run(self, workspace: Workspace) -> None:
        """Sort."""
        workspace.queueing.sort_by(self.order)


class SortByWait(SortAction):
    """Sort the queue by longest wait."""

    id = "sort-wait"
    label = "sort by wait"
    keys = ("o w",)
    order = SortOrder.LONGEST_WAIT


class SortNewest(SortAction):
    """Sort the queue, last changed first."""

    id = "sort-newest"
    label = "newest first"
    keys = ("o n",)
    order = SortOrder.NEWEST


class SortOldest(SortAction):
    """Sort the queue, oldest first."""

    id = "sort-oldest"
    label = "oldest first"
    keys = ("o o",)
    order = SortOrder.OLDEST


class SyncNow(Action):
    """Ask the server for changes now."""

    id = "sync"
    label = "sync"
    keys = ("S",)
    topic = "queue"

    def run(self, workspace: Workspace) -> None:
        """At once."""
        workspace.say("Asking the server…")
        workspace.queueing.sync_now(everything=True)
        workspace.reading.reload()


VIEWS = (
    Open,
    OpenPrevious,
    ViewAll,
    ViewUnassigned,
    ViewMine,
    ViewWaiting,
    Select,
    SelectAll,
    Filter,
    SortByWait,
    SortNewest,
    SortOldest,
    SyncNow,
)
