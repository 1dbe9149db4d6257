"""Conversations: list, info, creation and changes (section 3); their messages are in messages.py."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from console.contract.base import (
    Acknowledgement,
    Commas,
    CustomField,
    CustomFields,
    Flag,
    Moment,
    Params,
    Record,
    Rows,
    Text,
    WireMoment,
)
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import ConversationStatus


class ConversationParams(Params):
    """Which conversation: its id, its code (ABC-D12-EF3) or its public url code."""

    conversationid: str


class ListConversationsParams(Params):
    """Which conversations; a department or an owner must be given. Dates are wire text in the server's zone."""

    owneridentifier: str | None = None
    """E-mail of the owner, not of the agent; a contact id is taken too [chosen]."""
    department: str | None = None
    status: Annotated[list[ConversationStatus] | None, Commas] = None
    datefrom: str | None = None
    dateto: str | None = None
    datechanged: str | None = None
    """An operator and a time, such as `gte:2015-01-12 00:00:00`."""
    subject: str | None = None
    channel_type: str | None = None
    limit: int | None = None
    offset: int | None = None


class ConversationRow(Record):
    """A row of the conversation list: no assignee, no tags, no last author.

    Newer servers send more, whose types are not public: what came of it is kept among the extra fields.
    """

    newer_fields: ClassVar[frozenset[str]] = frozenset(
        {"datedue", "tags", "channel_type", "messagegroupsin", "messagegroupsout"}
    )

    conversationid: Text = ""
    code: Text = ""
    datecreated: WireMoment = Moment()
    datechanged: WireMoment = Moment()
    departmentname: Text = ""
    departmentid: Text = ""
    status: ConversationStatus = ConversationStatus("")
    ownername: Text = ""
    owneremail: Text = ""
    subject: Text = ""
    preview: Text = ""
    publicurlcode: Text = ""


class Conversation(ConversationRow):
    """A conversation with what the list lacks: assignee, note about the owner, custom fields."""

    ownernote: Text = ""
    assignedto: Text = ""
    """Userid of the agent; empty when nobody has it."""
    customfields: Annotated[list[CustomField], Rows] = Field(default_factory=list)


class TransferParams(ConversationParams):
    """Who gets the conversation: an agent, a department or both. `note` wins over `messages`."""

    agentidentifier: str | None = None
    useridentifier: str | None = None
    department: str | None = None
    messages: str | None = None
    note: str | None = None


class DeleteConversationParams(ConversationParams):
    """Who deletes it and why; `note` wins over `messages`."""

    messages: str | None = None
    note: str | None = None
    useridentifier: str | None = None


class DeleteConversationFieldsParams(ConversationParams):
    """The code whose values go; without it the values of every code go."""

    code: str | None = None


class AddConversationFieldsParams(ConversationParams):
    """Values to add to those that are there; a code can have several."""

    customfields: CustomFields


class CreateConversationParams(Params):
    """A new conversation and its first message. The creator must exist already, as an agent or a customer."""

    message: str
    useridentifier: str
    department: str
    """Id of the department, not its name."""
    subject: str
    recipient: str
    """An e-mail address; the owner when an agent creates the conversation [chosen]."""
    recipient_name: str | None = None
    cc: str | None = None
    """Further addresses, separated by commas."""
    status: ConversationStatus | None = None
    """New when it is not set, even when an agent creates the conversation."""
    mail_messsage_id: str | None = None
    """The wire name has three s."""
    do_not_send_mail: Flag | None = None
    is_html_message: Flag | None = None
    customfields: CustomFields | None = None


class CreatedConversation(Acknowledgement):
    """What names the new conversation; old servers leave the two codes null."""

    conversationid: Text = ""
    code: Text = ""
    publicurlcode: Text = ""


class ChangeStatusParams(ConversationParams):
    """The new status, one of answered, resolved and open."""

    status: ConversationStatus
    useridentifier: str | None = None
    note: str | None = None


class ConversationTagParams(ConversationParams):
    """Which tag; the id wins when both are given."""

    id: str | None = None
    name: str | None = None


class TagRow(Record):
    """A tag in a list."""

    id: Text = ""
    name: Text = ""


TRANSFER_CONVERSATION = ObjectEndpoint(
    "3.1",
    "transfer_conversation",
    "Transfer conversation to another department and/or agent",
    "PUT",
    "conversations/{conversationid}/attendants",
    TransferParams,
    record=Acknowledgement,
)
DELETE_CONVERSATION = ObjectEndpoint(
    "3.2",
    "delete_conversation",
    "Delete conversation",
    "DELETE",
    "conversations/{conversationid}",
    DeleteConversationParams,
    record=Acknowledgement,
)
DELETE_CONVERSATION_FIELDS = ObjectEndpoint(
    "3.3",
    "delete_conversation_fields",
    "Delete custom field value in conversation",
    "DELETE",
    "conversations/{conversationid}/fields",
    DeleteConversationFieldsParams,
    record=Acknowledgement,
)
ADD_CONVERSATION_FIELDS = ObjectEndpoint(
    "3.4",
    "add_conversation_fields",
    "Add custom field value to conversation",
    "POST",
    "conversations/{conversationid}/fields",
    AddConversationFieldsParams,
    record=Acknowledgement,
)
LIST_CONVERSATIONS = ListEndpoint(
    "3.5",
    "list_conversations",
    "Retrieves all conversations by owner, department or subject",
    "GET",
    "conversations",
    ListConversationsParams,
    record=ConversationRow,
    envelope="conversations",
)
READ_CONVERSATION = ObjectEndpoint(
    "3.6",
    "read_conversation",
    "Retrieves conversation info",
    "GET",
    "conversations/{conversationid}",
    ConversationParams,
    record=Conversation,
)
CREATE_CONVERSATION = ObjectEndpoint(
    "3.9",
    "create_conversation",
    "Create new conversation",
    "POST",
    "conversations",
    CreateConversationParams,
    record=CreatedConversation,
)
CHANGE_STATUS = ObjectEndpoint(
    "3.10",
    "change_status",
    "Change status of the conversation",
    "PUT",
    "conversations/{conversationid}/status",
    ChangeStatusParams,
    record=Acknowledgement,
)
REMOVE_CONVERSATION_TAG = ObjectEndpoint(
    "3.11",
    "remove_conversation_tag",
    "Unassign a tag from a conversation",
    "DELETE",
    "conversations/{conversationid}/tags",
    ConversationTagParams,
    record=Acknowledgement,
)
LIST_CONVERSATION_TAGS = ListEndpoint(
    "3.12",
    "list_conversation_tags",
    "Retrieve a list of tags assigned to a conversation",
    "GET",
    "conversations/{conversationid}/tags",
    ConversationParams,
    record=TagRow,
    envelope="tags",
)
ADD_CONVERSATION_TAG = ObjectEndpoint(
    "3.13",
    "add_conversation_tag",
    "Assign tag to a conversation",
    "POST",
    "conversations/{conversationid}/tags",
    ConversationTagParams,
    record=Acknowledgement,
)
