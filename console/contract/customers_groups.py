"""Customers groups: the list and a group's colours (section 5)."""

from __future__ import annotations

from console.contract.base import NoParams, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class GroupParams(Params):
    """Which group: its id."""

    groupid: str


class GroupRow(Record):
    """A group in the list of all groups."""

    id: Text = ""
    name: Text = ""


class Group(GroupRow):
    """A group with its colours: six or three hex digits without #, or empty."""

    color: Text = ""
    bg_color: Text = ""


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
