"""Macros: running and recording them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.ui.actions.acts import Act
from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class RunMacro(Act):
    """Run a macro: several acts and a reply at once, from a file of yours. A reply goes by the review line."""

    id = "macro"
    label = "macro"
    keys: ClassVar[tuple[str, ...]] = ("m",)
    footer = 10

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a conversation, and an agent."""
        if workspace.state.agent is None:
            return "No agent is known: set LIVEAGENT_AGENT or --agent to your address"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.macros.ask()


NAMED = "macro "
"""Begins the name under which a macro has keys of its own, as in "macro refund"."""


def macro_action(name: str) -> Action:
    """The action of a macro that the agent gave keys of its own."""

    class RunThis(RunMacro):
        """Run this macro of yours."""

        id = f"{NAMED}{name}"
        label = f"macro {name}"
        keys = ()
        footer = 0
        in_palette = False  # where it stands by its title

        def run(self, workspace: Workspace) -> None:
            """Without asking which."""
            workspace.macros.run_named(name)

    return RunThis()


class RecordMacro(Action):
    """Record a macro: what you do until you press it again becomes a file, by meaning and not by keys."""

    id = "record"
    label = "record macro"
    keys = ("Q",)
    topic = "conversation"

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be a folder for it."""
        return None if workspace.services.macros.own_folder else "There is no folder for macros here"

    def run(self, workspace: Workspace) -> None:
        """Begin, or end."""
        workspace.recording.toggle()


MACROS = (RunMacro, RecordMacro)
