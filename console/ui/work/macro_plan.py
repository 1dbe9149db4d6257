"""What a macro wants done together with a text that is still in the composer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.records import OutboxRow

if TYPE_CHECKING:
    from console.services.moments import When

Act = Callable[[bool], OutboxRow]
"""Puts one wish into the outbox; hears whether the agent takes the risk where nothing is kept."""


@dataclass(frozen=True, slots=True)
class Along:
    """The acts of a macro around its text: all of them and the text are one thing to take back."""

    title: str
    words: str
    """What they do, as the review line says it."""
    before: tuple[Act, ...] = ()
    after: tuple[Act, ...] = ()
    then: ConversationStatus | None = None
    """The status for when the text arrived."""
    later: When | None = None
    """Until when the conversation is put off."""
