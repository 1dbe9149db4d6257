"""Keeping what the server just said of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.services.mapping import conversation_facts

if TYPE_CHECKING:
    from console.contract.conversations import Conversation
    from console.store.store import Store


def keep_info(store: Store, info: Conversation) -> None:
    """Put a conversation in full into the cache, with who has it; its tags stay as they were known."""
    store.conversations.put([conversation_facts(info)])
    row = store.conversations.row(info.conversationid)
    store.conversations.put_details(info.conversationid, info.assignedto, row.tags if row else (), info.datechanged.raw)
