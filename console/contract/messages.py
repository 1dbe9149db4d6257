"""Messages of a conversation: message groups with their messages, and creating one (section 3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from console.contract.base import Acknowledgement, Flag, Moment, Params, Record, Rows, Text, WireMoment
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.enums import GroupStatus, GroupType, MessageType, SendType

SYSTEM_USER_ID = "system00"
"""Author of what the system does [chosen]."""


class ListMessagesParams(Params):
    """Which conversation, and bounds on the creation time of its messages (wire text, server's zone)."""

    conversationid: str
    datefrom: str | None = None
    dateto: str | None = None


class Message(Record):
    """One message; its body is text or HTML as it was stored."""

    messageid: Text = ""
    userid: Text = ""
    rtype: MessageType = MessageType("")
    datecreated: WireMoment = Moment()
    message: Text = ""


class MessageGroup(Record):
    """One act of one user or of the system, with its messages, oldest first."""

    messagegroupid: Text = ""
    userid: Text = ""
    rtype: GroupType = GroupType("")
    rstatus: GroupStatus = GroupStatus("")
    datecreated: WireMoment = Moment()
    datefinished: WireMoment = Moment()
    messages: Annotated[list[Message], Rows] = Field(default_factory=list)


class CreateMessageParams(Params):
    """A reply or a note. Without `useridentifier` the server stores a note, whatever `type` says."""

    conversationid: str
    message: str
    useridentifier: str | None = None
    type: SendType | None = None
    mail_messsage_id: str | None = None
    """The wire name has three s."""
    do_not_send_mail: Flag | None = None
    is_html_message: Flag | None = None
    use_template: Flag | None = None


LIST_MESSAGES = ListEndpoint(
    "3.7",
    "list_messages",
    "Retrieves all conversation messages",
    "GET",
    "conversations/{conversationid}/messages",
    ListMessagesParams,
    record=MessageGroup,
    envelope="groups",
)
CREATE_MESSAGE = ObjectEndpoint(
    "3.8",
    "create_message",
    "Create new message in conversation",
    "POST",
    "conversations/{conversationid}/messages",
    CreateMessageParams,
    record=Acknowledgement,
)
