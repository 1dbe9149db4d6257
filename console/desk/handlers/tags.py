"""Tags: all of them, one with its colours, and making, changing and removing one."""

from __future__ import annotations

from console.contract.base import WireRow
from console.contract.tags import (
    CHANGE_TAG,
    CREATE_TAG,
    DELETE_TAG,
    LIST_TAGS,
    READ_TAG,
    ChangeTagParams,
    CreateTagParams,
    ListTagsParams,
    TagParams,
)
from console.desk.context import Context
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.labels import TAGS, label_row


@handles(DELETE_TAG)
def delete_tag(ctx: Context, params: TagParams) -> WireRow:
    """Remove a tag, from every conversation too."""
    TAGS.delete(ctx.connection, params.tagid)
    return ACKNOWLEDGED


@handles(LIST_TAGS)
def list_tags(ctx: Context, params: ListTagsParams) -> list[WireRow]:
    """All tags by name, or the one of a name."""
    return TAGS.rows(ctx.connection, params.name)


@handles(READ_TAG)
def read_tag(ctx: Context, params: TagParams) -> WireRow:
    """One tag, by its id."""
    return label_row(TAGS.read(ctx.connection, params.tagid))


@handles(CREATE_TAG)
def create_tag(ctx: Context, params: CreateTagParams) -> WireRow:
    """A new tag, whose name no other one has."""
    return ACKNOWLEDGED | TAGS.create(ctx.connection, params)


@handles(CHANGE_TAG)
def change_tag(ctx: Context, params: ChangeTagParams) -> WireRow:
    """Another name or colour; what is not named stays."""
    TAGS.change(ctx.connection, params.tagid, params)
    return ACKNOWLEDGED
