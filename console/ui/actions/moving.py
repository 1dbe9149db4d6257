"""Moving: rows, groups, pages, panes and conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Moving(Action):
    """Moves something; always possible."""

    topic = "moving"
    in_palette = False


def _move(workspace: Workspace, step: int) -> None:
    """A step in the view that has the focus; with a count so many rows or groups, however long they are."""
    view, count = workspace.focused_view, workspace.keys.count
    if count is None:
        view.move_by(step)
    else:
        view.move_to(view.cursor + step * count)


class Next(Moving):
    """Next row, message group or line. In a long message, half a page first."""

    id = "next"
    label = "next"
    keys = ("j", "down")
    footer = 1

    def run(self, workspace: Workspace) -> None:
        """One down, or as many as the count says."""
        _move(workspace, 1)


class Previous(Moving):
    """Previous row, message group or line."""

    id = "previous"
    label = "previous"
    keys = ("k", "up")
    footer = 2

    def run(self, workspace: Workspace) -> None:
        """One up, or as many as the count says."""
        _move(workspace, -1)


class PageDown(Moving):
    """A page down."""

    id = "page-down"
    label = "page down"
    keys = ("pagedown",)

    def run(self, workspace: Workspace) -> None:
        """One page, or as many as the count says."""
        workspace.focused_view.move_page(workspace.keys.count or 1)


class PageUp(Moving):
    """A page up."""

    id = "page-up"
    label = "page up"
    keys = ("pageup",)

    def run(self, workspace: Workspace) -> None:
        """One page, or as many as the count says."""
        workspace.focused_view.move_page(-(workspace.keys.count or 1))


class Top(Moving):
    """To the first row or message group."""

    id = "top"
    label = "top"
    keys = ("g g", "home")

    def run(self, workspace: Workspace) -> None:
        """To the first."""
        workspace.focused_view.move_to(0)


class Bottom(Moving):
    """To the last row or message group; with a count, to that one."""

    id = "bottom"
    label = "bottom"
    keys = ("G", "end")

    def run(self, workspace: Workspace) -> None:
        """To the last; views stop there by themselves."""
        workspace.focused_view.move_to((workspace.keys.count or 10**9) - 1)


def _open_neighbour(workspace: Workspace, step: int) -> None:
    """Open the conversation so many rows on; at the end of the view, say that it is the last one."""
    row = workspace.queueing.neighbour(step)
    if row is None:
        workspace.say("No conversation is in this view")
    elif row.id == workspace.state.conversation_id:
        workspace.say(f"This is the {'last' if step > 0 else 'first'} conversation of the view")
    else:
        workspace.reading.open(row, focus=False)


class NextConversation(Moving):
    """Open the next conversation of the queue, from any pane."""

    id = "next-conversation"
    label = "next conversation"
    keys = ("J",)
    in_palette = True

    def run(self, workspace: Workspace) -> None:
        """The row below."""
        _open_neighbour(workspace, workspace.keys.count or 1)


class PreviousConversation(Moving):
    """Open the previous conversation of the queue, from any pane."""

    id = "previous-conversation"
    label = "previous conversation"
    keys = ("K",)
    in_palette = True

    def run(self, workspace: Workspace) -> None:
        """The row above."""
        _open_neighbour(workspace, -(workspace.keys.count or 1))


class PaneLeft(Moving):
    """To the pane at the left."""

    id = "pane-left"
    label = "pane left"
    keys = ("h", "left")
    footer = 30

    def run(self, workspace: Workspace) -> None:
        """One pane back, stopping at the queue."""
        workspace.move_pane(-1, wrap=False)


class PaneRight(Moving):
    """To the pane at the right; where customer and knowledge base are folded away, it unfolds them."""

    id = "pane-right"
    label = "pane right"
    keys = ("l", "right")
    footer = 31

    def run(self, workspace: Workspace) -> None:
        """One pane on, stopping at the last."""
        workspace.move_pane(1, wrap=False)


class NextPane(Moving):
    """To the next pane."""

    id = "next-pane"
    label = "next pane"
    keys = ("tab",)

    def run(self, workspace: Workspace) -> None:
        """One pane on, around."""
        workspace.move_pane(1, wrap=True)


class PreviousPane(Moving):
    """To the previous pane."""

    id = "previous-pane"
    label = "previous pane"
    keys = ("shift+tab",)

    def run(self, workspace: Workspace) -> None:
        """One pane back, around."""
        workspace.move_pane(-1, wrap=True)


class GoQueue(Action):
    """Go to the queue."""

    id = "go-queue"
    label = "queue"
    keys = ("g q",)
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """Focus it."""
        workspace.show_pane("queue")


class GoThread(Action):
    """Go to the open conversation."""

    id = "go-thread"
    label = "thread"
    keys = ("g t",)
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """Focus it."""
        workspace.show_pane("thread")


class GoCustomer(Action):
    """Go to the customer."""

    id = "go-customer"
    label = "customer"
    keys = ("g u",)
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """Focus it."""
        workspace.show_pane("customer")


class GoKnowledge(Action):
    """Search the knowledge base."""

    id = "go-knowledge"
    label = "knowledge"
    keys = ("w", "g k")
    topic = "moving"
    footer = 25

    def run(self, workspace: Workspace) -> None:
        """Focus its search field."""
        workspace.show_pane("knowledge", focus=False)
        workspace.knowledge.field.focus()


class LeaveSearch(Action):
    """Leave the search field for the results."""

    id = "leave-search"
    label = "to the results"
    keys = ("escape", "tab")
    places = (Place.SEARCH,)
    topic = "moving"
    in_palette = False
    footer = 2

    def run(self, workspace: Workspace) -> None:
        """Focus the results."""
        workspace.show_pane("knowledge")


MOVING = (
    Next,
    Previous,
    PageDown,
    PageUp,
    Top,
    Bottom,
    NextConversation,
    PreviousConversation,
    PaneLeft,
    PaneRight,
    NextPane,
    PreviousPane,
    GoQueue,
    GoThread,
    GoCustomer,
    GoKnowledge,
    LeaveSearch,
)
