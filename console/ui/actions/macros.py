"""Macros: running and recording them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.acts import Act

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class RunMacro(Act):
    """Run a macro: several acts and a reply at once, from a file of yours. A reply goes by the review line."""

    id = "macro"
    label = "macro"
    keys = ("m",)
    footer = 10

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a conversation, and an agent."""
        if workspace.state.agent is None:
            return "No agent is known: set LIVEAGENT_AGENT or --agent to your address"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.macros.ask()


MACROS = (RunMacro,)
