"""Going on: taking the next conversation, and paging on to what is unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action
from console.ui.panes.thread_view import ThreadView

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Play(Action):
    """Take the conversation that waits longest, here or among all that nobody has, and open it."""

    id = "play"
    label = "play"
    keys = ("p",)
    topic = "queue"
    footer = 9

    def why_not(self, workspace: Workspace) -> str | None:
        """An agent must be known."""
        if workspace.state.agent is None:
            return "No agent is known: set LIVEAGENT_AGENT or --agent to your address"
        return None

    def run(self, workspace: Workspace) -> None:
        """The server is asked whether it is still free, beside the keys."""
        workspace.playing.take_next()


class PageOn(Action):
    """A page down; at the end of a conversation, the next one that is unread."""

    id = "page-on"
    label = "page on"
    keys = ("space",)
    topic = "moving"
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """One page, or on."""
        view = workspace.focused_view
        if isinstance(view, ThreadView) and view.at_end:
            workspace.playing.next_unread()
        else:
            view.move_page(1)


PLAYING = (Play, PageOn)
"""Actions of this topic."""
