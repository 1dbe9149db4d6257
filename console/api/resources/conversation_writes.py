"""Calls that change conversations; those that read them are in conversations.py."""

from __future__ import annotations

from collections.abc import Iterable

from console.api.budget import Priority
from console.api.errors import IdentifierError, Sent
from console.api.resources.base import Calls, FieldValues, code_to_delete, custom_fields
from console.contract.base import Acknowledgement
from console.contract.conversations import (
    ADD_CONVERSATION_FIELDS,
    ADD_CONVERSATION_TAG,
    CHANGE_STATUS,
    CREATE_CONVERSATION,
    DELETE_CONVERSATION,
    DELETE_CONVERSATION_FIELDS,
    REMOVE_CONVERSATION_TAG,
    TRANSFER_CONVERSATION,
    AddConversationFieldsParams,
    ChangeStatusParams,
    ConversationTagParams,
    CreateConversationParams,
    CreatedConversation,
    DeleteConversationFieldsParams,
    DeleteConversationParams,
    TransferParams,
)
from console.contract.enums import ConversationStatus, SendType
from console.contract.messages import CREATE_MESSAGE, CreateMessageParams


class ConversationWrites(Calls):
    """What changes a conversation. Never repeated by the client: after an error whose `sent` is unknown read first."""

    async def create(
        self,
        message: str,
        *,
        user: str,
        department: str,
        subject: str,
        recipient: str,
        recipient_name: str | None = None,
        cc: Iterable[str] | None = None,
        status: ConversationStatus | None = None,
        fields: FieldValues | None = None,
        html: bool = False,
        send_mail: bool = True,
        mail_message_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> CreatedConversation:
        """A conversation with its first message, in a department by its id; new unless `status` says otherwise.

        `user` creates it: a customer, who then is the owner, or an agent, to whose recipient it is mailed.
        """
        params = CreateConversationParams(
            message=message,
            useridentifier=user,
            department=department,
            subject=subject,
            recipient=recipient,
            recipient_name=recipient_name,
            cc=None if cc is None else ",".join(cc),
            status=status,
            mail_messsage_id=mail_message_id,
            do_not_send_mail=None if send_mail else True,
            is_html_message=True if html else None,
            customfields=custom_fields(fields),
        )
        return await self._call(CREATE_CONVERSATION, params, Priority.SEND, idempotency_key)

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

        The answer has no id of what was created.
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

    async def delete(
        self,
        conversation: str,
        *,
        by: str | None = None,
        note: str | None = None,
        idempotency_key: str | None = None,
    ) -> Acknowledgement:
        """Put it into the bin, out of which no call brings it back; `by` is the agent who does it."""
        params = DeleteConversationParams(conversationid=conversation, note=note, useridentifier=by)
        return await self._call(DELETE_CONVERSATION, params, Priority.SEND, idempotency_key)

    async def add_fields(
        self, conversation: str, fields: FieldValues, *, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """Further values of custom fields. A code that has one gets a second one: delete first to replace it."""
        params = AddConversationFieldsParams(conversationid=conversation, customfields=custom_fields(fields) or [])
        return await self._call(ADD_CONVERSATION_FIELDS, params, Priority.SEND, idempotency_key)

    async def delete_fields(
        self, conversation: str, *, code: str | None, idempotency_key: str | None = None
    ) -> Acknowledgement:
        """Remove all values of a custom field; with None those of every field."""
        params = DeleteConversationFieldsParams(conversationid=conversation, code=code_to_delete(code))
        return await self._call(DELETE_CONVERSATION_FIELDS, params, Priority.SEND, idempotency_key)

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
