"""Finding one's way on the screen: letters that lead anywhere, a pane for itself, wider and narrower panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

ALONE = "This pane has the whole screen already"


class Jump(Action):
    """Put letters beside all rows, messages, links and panes on the screen; the letters of one lead there."""

    id = "jump"
    label = "jump"
    keys = (",",)
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """Show the letters."""
        workspace.jumping.begin()


class Zoom(Action):
    """Give this pane the whole screen, or the others theirs back. It stays so from pane to pane."""

    id = "zoom"
    label = "zoom"
    keys = ("W",)
    topic = "moving"

    def why_not(self, workspace: Workspace) -> str | None:
        """Where one pane shows at a time there is nothing to take away."""
        return ALONE if workspace.panes.single else None

    def run(self, workspace: Workspace) -> None:
        """Change between the two."""
        workspace.panes.zoom()


class Widen(Action):
    """Make this pane wider; with a count, by so many columns. The width is remembered."""

    id = "widen"
    label = "wider"
    keys = ("+", ">")
    topic = "moving"

    def why_not(self, workspace: Workspace) -> str | None:
        """Where one pane shows at a time it is as wide as the screen."""
        return None if workspace.panes.sizes.kind else ALONE

    def run(self, workspace: Workspace) -> None:
        """Some columns more."""
        workspace.panes.widen(1)


class Narrow(Action):
    """Make this pane narrower; with a count, by so many columns. The width is remembered."""

    id = "narrow"
    label = "narrower"
    keys = ("-", "<")
    topic = "moving"

    def why_not(self, workspace: Workspace) -> str | None:
        """Where one pane shows at a time it is as wide as the screen."""
        return None if workspace.panes.sizes.kind else ALONE

    def run(self, workspace: Workspace) -> None:
        """Some columns less."""
        workspace.panes.widen(-1)


class ResetPanes(Action):
    """Make all panes as wide as they were at first."""

    id = "reset-panes"
    label = "usual widths"
    keys = ()
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """Forget what was changed."""
        workspace.panes.sizes.reset()
        workspace.say("The panes have their usual widths")


ARRANGING = (Jump, Zoom, Widen, Narrow, ResetPanes)
