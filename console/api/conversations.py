"""Calls on conversations: `client.conversations`."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from datetime import datetime

from console.api.budget import Priority
from console.api.dates import DateFilter, wire_time
from console.api.errors import IdentifierError, Sent
from console.api.resources import Calls
from console.contract.base import Acknowledgement
from console.contract.conversations import (
    ADD_CONVERSATION_TAG,
    CHANGE_STATUS,
    LIST_CONVERSATION_TAGS,
    LIST_CONVERSATIONS,
    READ_CONVERSATION,
    REMOVE_CONVERSATION_TAG,
    TRANSFER_CONVERSATION,
    ChangeStatusParams,
    Conversation,
    ConversationParams,
    ConversationRow,
    ConversationTagParams,
    ListConversationsParams,
    TagRow,
    TransferParams,
)
from console.contract.enums import ConversationStatus, SendType
from console.contract.messages import (
    CREATE_MESSAGE,
    LIST_MESSAGES,
    CreateMessageParams,
    ListMessagesParams,
    MessageGroup,
)


class ConversationCalls(Calls):
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
        """Its message groups with their messages, oldest first as servers send them; aware times bound them."""
        params = ListMessagesParams(
            conversationid=conversation, datefrom=self._bound(created_from), dateto=self._bound(created_to)
        )
        return await self._call(LIST_MESSAGES, params, priority)

    async def reply(
        self,
        conversation: str,
        message: str,
        *,
        agent: str,
        html: bool = False,
        send_mail: bool = True,
        mail_message_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """A message to the customer in the agent's name. Refuses an empty agent: the server would store a note."""
        if not agent.strip():
            sentence = "Nobody is named as the sender, and the server would store the reply as a note: set the agent."
            raise IdentifierError(sentence, sent=Sent.NOT_SENT)
        return await self.create_message(
            conversation,
            message,
            type=SendType.MESSAGE,
            user=agent,
            html=html,
            send_mail=send_mail,
            mail_message_id=mail_message_id,
            idempotency_key=idempotency_key,
        )

    async def note(
        self, conversation: str, message: str, *, agent: str | None = None, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """A note that only agents see; without an agent it is the system's."""
        return await self.create_message(
            conversation, message, type=SendType.NOTE, user=agent, idempotency_key=idempotency_key
        )

    async def create_message(
        self,
        conversation: str,
        message: str,
        *,
        type: SendType,
        user: str | None = None,
        html: bool = False,
        send_mail: bool = True,
        use_template: bool | None = None,
        mail_message_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """A reply or a note as the API takes it; `user` is an agent or, for an incoming message, a customer.

        The answer has no id of what was created. Never repeated by the client: after an error whose `sent` is unknown
        read the messages first.
        """
        params = CreateMessageParams(
            conversationid=conversation,
            message=message,
            useridentifier=user or None,
            type=type,
            mail_messsage_id=mail_message_id,
            do_not_send_mail=None if send_mail else True,
            is_html_message=True if html else None,
            use_template=use_template,
        )
        return await self._call(CREATE_MESSAGE, params, Priority.SEND, idempotency_key)

    async def transfer(
        self,
        conversation: str,
        *,
        agent: str | None = None,
        department: str | None = None,
        note: str | None = None,
        by: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Hand it to an agent, a department (by id) or both; `by` is the agent who does it."""
        params = TransferParams(
            conversationid=conversation, agentidentifier=agent, department=department, note=note, useridentifier=by
        )
        return await self._call(TRANSFER_CONVERSATION, params, Priority.SEND, idempotency_key)

    async def set_status(
        self,
        conversation: str,
        status: ConversationStatus,
        *,
        by: str | None = None,
        note: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Make it answered, resolved or open; no other status can be set."""
        params = ChangeStatusParams(conversationid=conversation, status=status, useridentifier=by, note=note)
        return await self._call(CHANGE_STATUS, params, Priority.SEND, idempotency_key)

    async def tags(self, conversation: str, *, priority: Priority = Priority.OPEN) -> builtins.list[TagRow]:
        """Its tags."""
        return await self._call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=conversation), priority)

    async def add_tag(
        self,
        conversation: str,
        *,
        name: str | None = None,
        tag_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Put an existing tag on it, by id or else by name."""
        params = ConversationTagParams(conversationid=conversation, id=tag_id, name=name)
        return await self._call(ADD_CONVERSATION_TAG, params, Priority.SEND, idempotency_key)

    async def remove_tag(
        self,
        conversation: str,
        *,
        name: str | None = None,
        tag_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Take a tag off it, by id or else by name."""
        params = ConversationTagParams(conversationid=conversation, id=tag_id, name=name)
        return await self._call(REMOVE_CONVERSATION_TAG, params, Priority.SEND, idempotency_key)

    async def list(
        self,
        *,
        department: str | None = None,
        owner: str | None = None,
        status: Iterable[ConversationStatus] | None = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        datechanged: DateFilter | None = None,
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
            datefrom=self._bound(created_from),
            dateto=self._bound(created_to),
            datechanged=None if datechanged is None else datechanged.wire(self._caller.zone),
            subject=subject,
            channel_type=None if channel_type is None else ",".join(channel_type),
            limit=limit,
            offset=offset,
        )
        return await self._call(LIST_CONVERSATIONS, params, priority)

    def _bound(self, moment: datetime | None) -> str | None:
        return None if moment is None else wire_time(moment, self._caller.zone)
