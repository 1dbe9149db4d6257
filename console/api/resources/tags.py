"""Calls on tags: `client.tags`; those on the tags of a conversation are in `client.conversations`."""

from __future__ import annotations

import builtins

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import Acknowledgement
from console.contract.conversations import TagRow
from console.contract.tags import (
    CHANGE_TAG,
    CREATE_TAG,
    DELETE_TAG,
    LIST_TAGS,
    READ_TAG,
    ChangeTagParams,
    CreatedTag,
    CreateTagParams,
    ListTagsParams,
    Tag,
    TagParams,
)


class TagCalls(Calls):
    """Tags are named by id. Colours are hex digits such as `C0392B`."""

    async def list(self, *, name: str | None = None, priority: Priority = Priority.OPEN) -> builtins.list[TagRow]:
        """All tags without their colours; with `name` those of that name, on servers that know the filter."""
        return await self._call(LIST_TAGS, ListTagsParams(name=name), priority)

    async def info(self, tag_id: str, *, priority: Priority = Priority.OPEN) -> Tag:
        """One tag with its colours; raises `NotFoundError`."""
        return await self._call(READ_TAG, TagParams(tagid=tag_id), priority)

    async def create(
        self,
        name: str,
        *,
        color: str | None = None,
        background: str | None = None,
        idempotency_key: str | None = None,
    ) -> CreatedTag:
        """A new tag. Raises `ServerRefusedError` when another one has the name."""
        params = CreateTagParams(name=name, color=color, bg_color=background)
        return await self._call(CREATE_TAG, params, Priority.SEND, idempotency_key)

    async def change(
        self,
        tag_id: str,
        *,
        name: str | None = None,
        color: str | None = None,
        background: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Another name or other colours; what is not given stays as it was."""
        params = ChangeTagParams(tagid=tag_id, name=name, color=color, bg_color=background)
        return await self._call(CHANGE_TAG, params, Priority.SEND, idempotency_key)

    async def delete(self, tag_id: str, *, idempotency_key: str | None = None) -> Acknowledgement:
        """Remove it, from all conversations as well."""
        return await self._call(DELETE_TAG, TagParams(tagid=tag_id), Priority.SEND, idempotency_key)
