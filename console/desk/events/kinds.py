"""What can happen, as far as the reports count it, and what conversations can keep busy."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A moment in a conversation. The comments say whose it is and what is timed."""

    CREATED = "created"
    """Of the agent who created it, if one did."""
    INCOMING = "incoming"
    """A customer's message in a ticket; of the agent who has the ticket."""
    ANSWER = "answer"
    NOTE = "note"
    OPENED = "opened"
    NEW_ANSWERED = "new_answered"
    """From New to Answered; of who answered, timed from when it became New."""
    OPEN_ANSWERED = "open_answered"
    ASSIGNED = "assigned"
    """Of who got it; the first time of a conversation is timed from its creation."""
    RESOLVED = "resolved"
    """Of the agent who resolved it; the first time of a conversation is timed from its creation."""
    POSTPONED = "postponed"
    DELETED = "deleted"
    SPAM = "spam"
    CHAT_RANG = "chat_rang"
    CHAT_MISSED = "chat_missed"
    """Of an agent at whom it rang in vain."""
    CHAT_TAKEN = "chat_taken"
    """Timed from ringing."""
    CHAT_ANSWER = "chat_answer"
    CHAT_ENDED = "chat_ended"
    """A chat that was taken; timed from when it was."""
    CHAT_UNANSWERED = "chat_unanswered"
    """It ended without a word of an agent; of the agent who had it, if one did."""
    CHAT_UNRATED = "chat_unrated"
    """It was taken and ended; goes away when a rating comes."""
    CALL_RANG = "call_rang"
    CALL_MISSED = "call_missed"
    CALL_TAKEN = "call_taken"
    CALL_ENDED = "call_ended"
    CALL_UNANSWERED = "call_unanswered"
    CALL_PLACED = "call_placed"
    """An outgoing call; timed when it was answered."""
    CALL_INTERNAL = "call_internal"
    REWARD = "reward"
    """Of the agent whom it praises."""
    PUNISHMENT = "punishment"


class Load(StrEnum):
    """What a stretch of a conversation's time is."""

    TICKET = "ticket"
    """New or Open; with an agent or with nobody."""
    CHAT_QUEUE = "chat_queue"
    CHAT = "chat"
    CALL_QUEUE = "call_queue"
    CALL = "call"
