"""Calls on groups of customers: `client.groups`; those on the groups of a customer are in `client.customers`."""

from __future__ import annotations

import builtins

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import Acknowledgement, NoParams
from console.contract.customers_groups import (
    CHANGE_GROUP,
    CREATE_GROUP,
    DELETE_GROUP,
    LIST_GROUPS,
    READ_GROUP,
    ChangeGroupParams,
    CreatedGroup,
    CreateGroupParams,
    Group,
    GroupParams,
    GroupRow,
)


class GroupCalls(Calls):
    """Groups are named by id. Colours are hex digits such as `B8860B`."""

    async def info(self, group_id: str, *, priority: Priority = Priority.OPEN) -> Group:
        """One group with its colours; raises `NotFoundError`."""
        return await self._call(READ_GROUP, GroupParams(groupid=group_id), priority)

    async def list(self, *, priority: Priority = Priority.OPEN) -> builtins.list[GroupRow]:
        """All groups, without their colours."""
        return await self._call(LIST_GROUPS, NoParams(), priority)

    async def create(
        self,
        name: str,
        *,
        color: str | None = None,
        background: str | None = None,
        idempotency_key: str | None = None,
    ) -> CreatedGroup:
        """A new group. Raises `ServerRefusedError` when another one has the name."""
        params = CreateGroupParams(name=name, color=color, bg_color=background)
        return await self._call(CREATE_GROUP, params, Priority.SEND, idempotency_key)

    async def change(
        self,
        group_id: str,
        *,
        name: str | None = None,
        color: str | None = None,
        background: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Another name or other colours; what is not given stays as it was."""
        params = ChangeGroupParams(groupid=group_id, name=name, color=color, bg_color=background)
        return await self._call(CHANGE_GROUP, params, Priority.SEND, idempotency_key)

    async def delete(self, group_id: str, *, idempotency_key: str | None = None) -> Acknowledgement:
        """Remove it; the customers who were in it stay."""
        return await self._call(DELETE_GROUP, GroupParams(groupid=group_id), Priority.SEND, idempotency_key)
