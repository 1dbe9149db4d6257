"""Marks: tags and custom fields of conversations, groups and custom fields of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.services.labels import LabelKind
from console.ui.actions.acts import Act
from console.ui.actions.base import Action, Place

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


class Fields(Act):
    """Fill in custom fields: of the customer in the customer pane, else of the conversation."""

    id = "fields"
    label = "fields"
    keys = ("F",)
    footer = 9

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be somebody or something that has them."""
        if workspace.pane_name == "customer":
            return None if workspace.state.profile else "The customer is not known yet"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """Open the form."""
        workspace.marking.fields()


class Groups(Action):
    """Put the customer into groups, or out of them ("membership")."""

    id = "groups"
    label = "groups"
    keys = ("M",)
    topic = "conversation"
    footer = 9
    footer_places = (Place.CUSTOMER, Place.THREAD)

    def why_not(self, workspace: Workspace) -> str | None:
        """The customer must be known, and be one alone."""
        if workspace.pane_name == "queue" and len(workspace.acting.targets()) > 1:
            return "Groups are for one customer at a time: select one conversation"
        return None if workspace.marking.customer() else "The customer is not known yet: open the conversation first"

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.marking.groups()


class EditTags(Action):
    """See, rename, colour, make and remove the desk's tags, for everybody."""

    id = "edit-tags"
    label = "tags of the desk"
    keys = ()

    def run(self, workspace: Workspace) -> None:
        """Open the list."""
        workspace.labelling.show(LabelKind.TAG)


class EditGroups(Action):
    """See, rename, colour, make and remove the groups of customers, for everybody."""

    id = "edit-groups"
    label = "groups of customers"
    keys = ()

    def run(self, workspace: Workspace) -> None:
        """Open the list."""
        workspace.labelling.show(LabelKind.GROUP)


MARKING = (Tags, Fields, Groups, EditTags, EditGroups)
