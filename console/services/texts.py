"""Telling whether a message of the server is a text that was sent from here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from console.contract.enums import MessageType

if TYPE_CHECKING:
    from console.contract.messages import Message, MessageGroup

BODIES = frozenset({MessageType.MESSAGE, MessageType.MIXED_MESSAGE, MessageType.LEGACY_MESSAGE, MessageType.NOTE})
"""Message types that hold what somebody wrote."""


def all_messages(groups: Iterable[MessageGroup]) -> Iterator[tuple[MessageGroup, Message]]:
    """Every message with its group, oldest first."""
    return ((group, message) for group in groups for message in group.messages)


def message_ids(groups: Iterable[MessageGroup]) -> frozenset[str]:
    """The ids of all messages."""
    return frozenset(message.messageid for _, message in all_messages(groups))


def find_sent(
    groups: Iterable[MessageGroup], text: str, user_id: str, base: frozenset[str]
) -> tuple[MessageGroup, Message] | None:
    """The message with this text by this user that was not there before; None when there is none."""
    for group, message in all_messages(groups):
        fresh = message.messageid not in base and message.rtype in BODIES
        if fresh and user_id in (message.userid, group.userid) and same_text(text, message.message):
            return group, message
    return None


def same_text(sent: str, stored: str) -> bool:
    """Whether two bodies say the same: without markup, white space, and what a server adds below (signature, quote)."""
    if _squeezed(sent) == _squeezed(stored):
        return True

    from console.services.reading import own_words, render_body, to_plain  # the parser is not for the first screen

    if _squeezed(to_plain(sent)) == _squeezed(to_plain(stored)):
        return True
    own = _squeezed(own_words(render_body(stored)))
    return own != "" and own == _squeezed(own_words(render_body(sent)))


def _squeezed(text: str) -> str:
    sendable = text.encode("utf-8", "replace").decode()  # half surrogate pairs travel as question marks
    return " ".join(unicodedata.normalize("NFC", sendable).split())
