"""Calls on conversations: `client.conversations`."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from console.api.budget import Priority
from console.api.dates import DateFilter
from console.api.paging import Rows
from console.api.resources.conversation_writes import ConversationWrites
from console.contract.clock_changes import in_order
from console.contract.conversations import (
    LIST_CONVERSATION_TAGS,
    LIST_CONVERSATIONS,
    READ_CONVERSATION,
    Conversation,
    ConversationParams,
    ConversationRow,
    ListConversationsParams,
    TagRow,
)
from console.contract.enums import ConversationStatus
from console.contract.messages import LIST_MESSAGES, ListMessagesParams, MessageGroup


class ConversationCalls(ConversationWrites):
    """Conversations are named by id, by code (AXF-4BT-9D8) or by public url code."""

    async def info(self, conversation: str, *, priority: Priority = Priority.OPEN) -> Conversation:
        """One conversation; raises `ConversationNotFoundError`."""
        return await self._call(READ_CONVERSATION, ConversationParams(conversationid=conversation), priority)

    async def messages(
        self,
        conversation: str,
        *,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        priority: Priority = Priority.OPEN,
    ) -> builtins.list[MessageGroup]:
        """Its message groups with their messages, oldest first as servers send them; aware times bound them.

        In the hour that comes twice a year their order tells the second pass from the first.
        """
        params = ListMessagesParams(
            conversationid=conversation, datefrom=self._since(created_from), dateto=self._until(created_to)
        )
        groups = await self._call(LIST_MESSAGES, params, priority)
        _settle(groups, self._caller.zone)
        return groups

    async def tags(self, conversation: str, *, priority: Priority = Priority.OPEN) -> builtins.list[TagRow]:
        """Its tags."""
        return await self._call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=conversation), priority)

    async def list(
        self,
        *,
        department: str | None = None,
        owner: str | None = None,
        status: Iterable[ConversationStatus] | None = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        changed: DateFilter | None = None,
        subject: str | None = None,
        channel_type: Iterable[str] | None = None,
        limit: int | None = None,
        offset: int | None = None,
        priority: Priority = Priority.OPEN,
    ) -> builtins.list[ConversationRow]:
        """The conversations of a department (by id) or of an owner (by e-mail); one of the two must be given.

        Deleted, spam and init ones come only when their status is asked for. `limit`, `offset` and `channel_type` are
        known to newer servers only; older ones answer with all rows.
        """
        params = ListConversationsParams(
            department=department,
            owneridentifier=owner,
            status=None if status is None else [*status],
            datefrom=self._since(created_from),
            dateto=self._until(created_to),
            datechanged=None if changed is None else changed.wire(self._caller.zone),
            subject=subject,
            channel_type=None if channel_type is None else ",".join(channel_type),
            limit=limit,
            offset=offset,
        )
        return await self._call(LIST_CONVERSATIONS, params, priority)

    def all(
        self,
        *,
        department: str | None = None,
        owner: str | None = None,
        status: Iterable[ConversationStatus] | None = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        changed: DateFilter | None = None,
        subject: str | None = None,
        channel_type: Iterable[str] | None = None,
        page_size: int = 100,
        priority: Priority = Priority.OPEN,
    ) -> Rows[ConversationRow]:
        """All of them, page by page on newer servers; older ones answer with everything at once."""
        letters = None if status is None else [*status]
        channels = None if channel_type is None else [*channel_type]

        async def ask(count: int, start: int) -> builtins.list[ConversationRow]:
            return await self.list(
                department=department,
                owner=owner,
                status=letters,
                created_from=created_from,
                created_to=created_to,
                changed=changed,
                subject=subject,
                channel_type=channels,
                limit=count,
                offset=start,
                priority=priority,
            )

        return Rows(ask, page_size=page_size, identity=lambda row: row.conversationid or None)


def _settle(groups: list[MessageGroup], zone: ZoneInfo) -> None:
    """Let no group be earlier than the one before it, and no message earlier than its group or the one before it."""
    for group, created in zip(groups, in_order([one.datecreated for one in groups], zone), strict=True):
        group.datecreated = created
        times = in_order([created, *(one.datecreated for one in group.messages)], zone)
        next(times)
        for message, at in zip(group.messages, times, strict=True):
            message.datecreated = at
