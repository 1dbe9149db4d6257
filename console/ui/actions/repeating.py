"""Doing something several times: a count before a move or an act, and once more what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Count(Action):
    """Type a number, then a move or an act: it goes so far, or is about so many rows from the cursor on."""

    id = "count"
    label = "count"
    keys = (";",)
    topic = "moving"

    def run(self, workspace: Workspace) -> None:
        """The digits that follow are the number."""
        workspace.keys.begin_count()


class Repeat(Action):
    """Do once more what you did last, to this conversation or to the selected ones."""

    id = "repeat"
    label = "do again"
    keys = (".",)
    topic = "conversation"

    def why_not(self, workspace: Workspace) -> str | None:
        """Something must have been done, and there must be something to do it to."""
        if workspace.acting.last is None:
            return "Nothing was done yet that could be done again"
        return None if workspace.acting.targets() else "No conversation is under the cursor"

    def run(self, workspace: Workspace) -> None:
        """Again."""
        workspace.acting.repeat()


REPEATING = (Count, Repeat)
