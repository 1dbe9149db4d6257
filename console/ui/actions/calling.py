"""What is not at the desk yet: a new conversation, a new customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class NewHere(Action):
    """Makes something in the agent's name."""

    topic = "conversation"

    def why_not(self, workspace: Workspace) -> str | None:
        """An agent must be known."""
        if workspace.state.agent is None:
            return "No agent is known: set LIVEAGENT_AGENT or --agent to your address"
        return None


class NewConversation(NewHere):
    """Begin a conversation, such as for a call: with a customer who is known or new."""

    id = "create"
    label = "new conversation"
    keys = ("c",)
    footer = 13

    def run(self, workspace: Workspace) -> None:
        """Open the form."""
        workspace.calling.begin()


class NewCustomer(NewHere):
    """Register a customer."""

    id = "register"
    label = "new customer"
    keys = ("C",)

    def run(self, workspace: Workspace) -> None:
        """Open the form."""
        workspace.calling.register()


CALLING = (NewConversation, NewCustomer)
