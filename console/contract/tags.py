"""Tags: the list, and making, changing and removing one (section 12); tags on conversations are in conversations.py."""

from __future__ import annotations

from console.contract.base import Acknowledgement, Params, Record, Text
from console.contract.conversations import TagRow
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class TagParams(Params):
    """Which tag: its id."""

    tagid: str


class ListTagsParams(Params):
    """Tags of one name, or all of them."""

    name: str | None = None


class CreateTagParams(Params):
    """A name, which no other tag may have, case ignored [chosen], and colours."""

    name: str
    color: str | None = None
    bg_color: str | None = None


class ChangeTagParams(TagParams):
    """What becomes different; the rest stays as it was [chosen]."""

    name: str | None = None
    color: str | None = None
    bg_color: str | None = None


class Tag(Record):
    """A tag with its colours: six or three hex digits without #, or empty."""

    id: Text = ""
    name: Text = ""
    color: Text = ""
    bg_color: Text = ""


class CreatedTag(Acknowledgement):
    """The new tag; all but its id is [chosen]."""

    id: Text = ""
    name: Text = ""
    color: Text = ""
    bg_color: Text = ""


DELETE_TAG = ObjectEndpoint(
    "12.1",
    "delete_tag",
    "Remove tag",
    "DELETE",
    "tags/{tagid}",
    TagParams,
    record=Acknowledgement,
)
LIST_TAGS = ListEndpoint(
    "12.2",
    "list_tags",
    "Retrieve a list of all available tags",
    "GET",
    "tags",
    ListTagsParams,
    record=TagRow,
    envelope="tags",
)
READ_TAG = ObjectEndpoint(
    "12.3",
    "read_tag",
    "Retrieve tag info",
    "GET",
    "tags/{tagid}",
    TagParams,
    record=Tag,
)
CREATE_TAG = ObjectEndpoint(
    "12.4",
    "create_tag",
    "Add tag",
    "POST",
    "tags",
    CreateTagParams,
    record=CreatedTag,
)
CHANGE_TAG = ObjectEndpoint(
    "12.5",
    "change_tag",
    "Change tag",
    "PUT",
    "tags/{tagid}",
    ChangeTagParams,
    record=Acknowledgement,
)
