"""Customers groups: the list, and making, changing and deleting one (section 5)."""

from __future__ import annotations

from console.contract.base import Acknowledgement, NoParams, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class GroupParams(Params):
    """Which group: its id."""

    groupid: str


class CreateGroupParams(Params):
    """A name, which no other group may have, and colours: FFFFFF on 808080 when they are not set [chosen]."""

    name: str
    color: str | None = None
    bg_color: str | None = None


class ChangeGroupParams(GroupParams):
    """What becomes different; the rest stays as it was [chosen]."""

    name: str | None = None
    color: str | None = None
    bg_color: str | None = None


class GroupRow(Record):
    """A group in the list of all groups."""

    id: Text = ""
    name: Text = ""


class Group(GroupRow):
    """A group with its colours: six or three hex digits without #, or empty."""

    color: Text = ""
    bg_color: Text = ""


class CreatedGroup(Acknowledgement):
    """The new group."""

    id: Text = ""
    name: Text = ""
    color: Text = ""
    bg_color: Text = ""


DELETE_GROUP = ObjectEndpoint(
    "5.1",
    "delete_group",
    "Delete customers group",
    "DELETE",
    "customersgroups/{groupid}",
    GroupParams,
    record=Acknowledgement,
)
READ_GROUP = ObjectEndpoint(
    "5.2",
    "read_group",
    "Retrieve customers group info",
    "GET",
    "customersgroups/{groupid}",
    GroupParams,
    record=Group,
)
LIST_GROUPS = ListEndpoint(
    "5.3",
    "list_groups",
    "Retrieve all groups of all customers",
    "GET",
    "customersgroups",
    NoParams,
    record=GroupRow,
    envelope="groups",
)
CREATE_GROUP = ObjectEndpoint(
    "5.4",
    "create_group",
    "Add customers group",
    "POST",
    "customersgroups",
    CreateGroupParams,
    record=CreatedGroup,
)
CHANGE_GROUP = ObjectEndpoint(
    "5.5",
    "change_group",
    "Change customers group",
    "PUT",
    "customersgroups/{groupid}",
    ChangeGroupParams,
    record=Acknowledgement,
)
