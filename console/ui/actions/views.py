"""The queue's views: digits, sorting, filters, and opening what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.services.records import SortOrder
from console.services.views import DIGITS
from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NO_SEARCH = "A search cannot be saved; leave it with Esc, filter with f, then save"
NO_VIEW = "No view is on {digit}; {save} saves what you see as one, and {all} lists them all"


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
        return None if workspace.queue.rows.row_at_cursor() else "No conversation is in this view"

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
    """Open the view on this digit; `v` lists the views."""

    digit: ClassVar[str] = "1"
    topic = "queue"
    in_palette = False

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be one."""
        if workspace.services.views.on_digit(self.digit):
            return None
        key = workspace.keys.words_of
        return NO_VIEW.format(digit=self.digit, save=key("save-view"), all=key("views"))

    def run(self, workspace: Workspace) -> None:
        """Switch to it."""
        workspace.viewing.choose(self.digit)


def _on_digit(digit: str) -> type[ChooseView]:
    """The action of a digit."""
    names = {
        "__doc__": f"Open the view on {digit}.",
        "__module__": __name__,
        "id": f"view-{NUMERALS[int(digit)]}",
        "label": f"view {digit}",
        "keys": (digit,),
        "digit": digit,
    }
    return type(f"View{digit}", (ChooseView,), names)


class ViewAll(Action):
    """All conversations but deleted ones, spam, and what you put off until later."""

    id = "view-all"
    label = "all"
    keys = ("0",)
    topic = "queue"

    def run(self, workspace: Workspace) -> None:
        """Switch to it."""
        workspace.viewing.open(workspace.services.views.view("all"))


class Views(Action):
    """List all views with their numbers: to open one, put it on a digit, rename or remove it."""

    id = "views"
    label = "views"
    keys = ("v",)
    topic = "queue"
    footer = 24

    def run(self, workspace: Workspace) -> None:
        """List them."""
        workspace.viewing.show_list()


class SaveView(Action):
    """Save what the queue shows now as a view of your own, on the first free digit."""

    id = "save-view"
    label = "save view"
    keys = ("V",)
    topic = "queue"

    def why_not(self, workspace: Workspace) -> str | None:
        """Results of a search are no view."""
        return (
            "A search cannot be saved; leave it with Esc, filter with f, then save"
            if workspace.finding.active
            else None
        )

    def run(self, workspace: Workspace) -> None:
        """Ask for a name."""
        workspace.viewing.ask_save()


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
        return None if workspace.queue.rows.row_at_cursor() else "No conversation is in this view"

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
        return None if workspace.queue.rows.row_at_cursor() else "No conversation is in this view"

    def run(self, workspace: Workspace) -> None:
        """Mark them all."""
        workspace.selecting.toggle_all()


class Filter(Action):
    """Show only some of the view: type a filter, or choose its parts from the list."""

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
        workspace.viewing.ask_filter()


class SortAction(Action):
    """Sort the queue."""

    order: ClassVar[SortOrder] = SortOrder.LONGEST_WAIT
    topic = "queue"

    def run(self, workspace: Workspace) -> None:
        """Sort."""
        workspace.viewing.sort_by(self.order)


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


class SortNextBack(SortAction):
    """Sort what you put off by when it comes back."""

    id = "sort-back"
    label = "next back first"
    keys = ("o l",)
    order = SortOrder.NEXT_BACK


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


VIEWS: tuple[type[Action], ...] = (
    Open,
    OpenPrevious,
    *map(_on_digit, DIGITS),
    ViewAll,
    Views,
    SaveView,
    Select,
    SelectAll,
    Filter,
    SortByWait,
    SortNewest,
    SortOldest,
    SortNextBack,
    SyncNow,
)
