"""Looking at the desk as a whole: reports, chats and calls, who is online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class ShowReports(Action):
    """See the twenty reports: agents, departments, channels, load, service levels and more, for any range of days."""

    id = "reports"
    label = "reports"
    keys = ("g r",)
    topic = "looking"

    def run(self, workspace: Workspace) -> None:
        """Open the screen."""
        workspace.reporting.open()


class ShowOverview(Action):
    """See which chats and calls go on and who waits for one, by department."""

    id = "overview"
    label = "chats and calls"
    keys = ("g o",)
    topic = "looking"

    def run(self, workspace: Workspace) -> None:
        """Open the screen."""
        workspace.overlooking.open()


LOOKING = (ShowOverview, ShowReports)
