"""Marks by hand, which stay on this machine: stars, unread and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.acts import Act

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Star(Act):
    """Put a star on the conversation, or take it away. Stars are yours alone."""

    id = "star"
    label = "star"
    keys = ("*",)

    def run(self, workspace: Workspace) -> None:
        """On this machine."""
        workspace.hand_marks.star()


class MarkUnread(Act):
    """Mark as unread until you open it again."""

    id = "mark-unread"
    label = "mark unread"
    keys = ("U",)

    def run(self, workspace: Workspace) -> None:
        """On this machine."""
        workspace.hand_marks.unread()


class MarkRead(Act):
    """Mark as read without opening it."""

    id = "mark-read"
    label = "mark read"
    keys = ("I",)

    def run(self, workspace: Workspace) -> None:
        """On this machine."""
        workspace.hand_marks.read()


HAND_MARKS = (Star, MarkUnread, MarkRead)
"""Actions of this topic."""
