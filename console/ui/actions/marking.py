"""Marks: tags and custom fields of conversations, groups and custom fields of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.acts import Act

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Tags(Act):
    """Put tags on, or take them off. Letters narrow, Enter is done, Space marks several."""

    id = "tags"
    label = "tags"
    keys = ("t",)
    footer = 8

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.marking.tags()


MARKING = (Tags,)
