"""Looking closer: information, the history of a customer, and customers by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.acts import Act
from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Info(Act):
    """See ids, dates as the server wrote them, headers and the raw text of the message under the cursor."""

    id = "info"
    label = "information"
    keys = ("i",)

    def run(self, workspace: Workspace) -> None:
        """Open the screen."""
        workspace.inspecting.info()


class History(Act):
    """See all conversations of this customer, and go through them with J and K."""

    id = "history"
    label = "history"
    keys = ("H",)

    def why_not(self, workspace: Workspace) -> str | None:
        """Somebody must have written it."""
        if workspace.pane_name == "customer" and workspace.state.profile is not None:
            return None
        row = workspace.acting.target()
        if row is None:
            return "No conversation is under the cursor"
        return None if row.customer_email else "The customer has no address by which conversations could be found"

    def run(self, workspace: Workspace) -> None:
        """Open the list."""
        workspace.inspecting.history()


class FindCustomers(Action):
    """Search for customers by name or mail address, here and at the server."""

    id = "customers"
    label = "customers"
    keys = ("g c",)
    topic = "looking"

    def run(self, workspace: Workspace) -> None:
        """Open the search."""
        workspace.inspecting.customers()


INSPECTING = (Info, History, FindCustomers)
