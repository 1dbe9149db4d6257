"""The letters of API v1 as string enums; a letter that is not listed becomes an unknown member that keeps it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Letters(StrEnum):
    """A set of letters with a meaning each; unknown letters are kept, never refused.

    `ConversationStatus("?")` is a member-like value named `UNKNOWN` whose `value` is the raw letter, so that a newer
    server never breaks a reader and nothing is lost when the value is written back.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self:
        text = str(value)
        unknown = str.__new__(cls, text)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = text
        return unknown

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema  # the letters alone must not cost the import

        return core_schema.no_info_plain_validator_function(lambda value: cls("" if value is None else value))

    @property
    def known(self) -> bool:
        """Whether the contract lists this letter."""
        return self._name_ != "UNKNOWN"

    @property
    def word(self) -> str:
        """The meaning in lower-case words; the raw letter behind "other" when it is not listed."""
        if not self.known:
            return f"other {self.value}".strip()
        return self.name.lower().replace("_", " ")


class ConversationStatus(Letters):
    """Status of a conversation (appendix A.1)."""

    INIT = "I"
    NEW = "N"
    OPEN = "C"
    ANSWERED = "A"
    RESOLVED = "R"
    POSTPONED = "W"
    CHATTING = "T"
    CALLING = "P"
    DELETED = "X"
    SPAM = "B"
    CLOSED = "L"

    @property
    def waiting(self) -> bool:
        """Whether the customer waits for an answer in this status."""
        return self in (ConversationStatus.NEW, ConversationStatus.OPEN)


SETTABLE_STATUSES = (ConversationStatus.ANSWERED, ConversationStatus.RESOLVED, ConversationStatus.OPEN)
"""The only letters that "change status" takes."""

LISTED_STATUSES = tuple(
    status for status in ConversationStatus if status not in (ConversationStatus.INIT, ConversationStatus.CLOSED)
)
"""What the conversation list can be asked for by letter: all that agents see; no server of this API knows closed."""

HIDDEN_STATUSES = (ConversationStatus.DELETED, ConversationStatus.SPAM, ConversationStatus.INIT)
"""Left out of the conversation list unless their letter is asked for."""


class GroupType(Letters):
    """Kind of a message group (appendix A.2); not the letters of messages."""

    CALL = "P"
    OUTGOING_CALL = "V"
    INTERNAL_CALL = "1"
    CHAT = "C"
    DELETE = "X"
    FACEBOOK = "F"
    INTERNAL = "I"
    INTERNAL_COLLAPSED = "Z"
    KNOWLEDGEBASE = "K"
    KNOWLEDGEBASE_START = "A"
    OFFLINE = "M"
    RESOLVE = "R"
    RETWEET = "Y"
    START_INFO = "S"
    TAG = "G"
    TRANSFER = "T"
    TWITTER = "W"
    INTERNAL_OFFLINE = "U"
    POSTPONE = "J"
    SPAM = "B"
    FORWARD = "O"
    REPLY_TO_FORWARD = "Q"
    SPLIT = "L"
    MERGED = "2"
    INCOMING_MAIL = "3"
    OUTGOING_MAIL = "4"
    OFFLINE_FORM = "5"
    WHATSAPP = "6"
    RECEIVED_ANSWER = "7"

    @property
    def public(self) -> bool:
        """Whether the customer sees groups of this kind."""
        return self.value in "MCPVFWYKAQ34567" if self.known else False


class GroupStatus(Letters):
    """State of a message group (appendix A.2)."""

    DELETED = "D"
    PROMOTED = "P"
    VISIBLE = "V"
    SPLIT_OFF = "S"
    MERGED = "M"
    INITIALIZING = "I"
    CONNECTING = "R"
    CALLING = "C"


class MessageType(Letters):
    """Kind of a message inside a group (appendix A.3); not the letters of groups."""

    CALL = "D"
    END = "E"
    FILE = "F"
    FORM_FIELD = "Z"
    HEADER = "H"
    INTERNAL = "I"
    MESSAGE = "M"
    SPLIT = "B"
    MIXED_MESSAGE = "X"
    NOTE = "N"
    NOTE_FILE = "L"
    QUOTED_TEXT = "Q"
    RANKING_COMMENT = "C"
    RANKING_REBUKE = "P"
    RANKING_REWARD = "W"
    STATUS = "J"
    SYSTEM = "S"
    TAG = "G"
    FOOTER = "O"
    TEXT_HEADER = "A"
    TITLE = "T"
    TRANSFER = "R"
    USER_AGENT = "U"
    VOICE = "V"
    LEGACY_MESSAGE = "Y"


class Channel(Letters):
    """How a conversation came in (appendix A.5)."""

    EMAIL = "E"
    CONTACT_BUTTON = "B"
    CONTACT_FORM = "M"
    INVITATION = "I"
    CALL = "C"
    CALL_BUTTON = "W"
    FACEBOOK = "F"
    FACEBOOK_MESSAGE = "A"
    TWITTER = "T"
    FORUM = "Q"
    SUGGESTION = "S"


class Rating(Letters):
    """Kind of a rating in the ranking report: those of the message types that rate [chosen]."""

    REWARD = "W"
    PUNISHMENT = "P"


class OnlineService(Letters):
    """A service somebody is online for (appendix A.4)."""

    CHAT = "T"
    PHONE = "P"
    TICKETS = "M"
    READ = "R"


class Gender(Letters):
    """Gender of an agent or customer (appendix A.6)."""

    MALE = "M"
    FEMALE = "F"
    OTHER = "O"
    UNSPECIFIED = "X"


class AgentRole(Letters):
    """Role of an agent."""

    ADMINISTRATOR = "D"
    AGENT = "A"
    OWNER = "O"


class CustomerRole(Letters):
    """Role of a customer."""

    VISITOR = "V"
    REGISTERED = "R"


class SendType(Letters):
    """What "create message" creates."""

    MESSAGE = "M"
    NOTE = "N"


class EntryType(Letters):
    """Kind of a knowledge base entry; only the article is attested, the others are [chosen]."""

    ARTICLE = "A"
    CATEGORY = "C"
    FORUM = "F"
    FORUM_POST = "Q"
    SUGGESTION_CATEGORY = "G"
    SUGGESTION = "S"


class EntryStatus(Letters):
    """State of a knowledge base entry; only published is attested."""

    PUBLISHED = "P"
    DRAFT = "D"


class Access(Letters):
    """Who may read a knowledge base entry [chosen]."""

    PUBLIC = "P"
    REGISTERED = "R"
    INTERNAL = "I"
