"""Marks by hand: stars, read and unread. They are this agent's alone and stay on this machine."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from console.services.faults import translated
from console.store.errors import StoreError
from console.store.own_marks import HandMark

if TYPE_CHECKING:
    from console.store.store import Store


class MarkService:
    """Everything here is local and takes milliseconds."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def star(self, conversation_ids: Collection[str], *, starred: bool) -> None:
        """Put stars on conversations, or take them away."""
        with translated():
            if starred:
                self._store.own_marks.put(HandMark.STAR, conversation_ids, self._clock())
            else:
                self._store.own_marks.take_away(HandMark.STAR, conversation_ids)

    def unread(self, conversation_ids: Collection[str], *, unread: bool = True) -> None:
        """Let conversations count as unread until they are opened; or no longer."""
        with translated():
            if unread:
                self._store.own_marks.put(HandMark.UNREAD, conversation_ids, self._clock())
            else:
                self._store.own_marks.take_away(HandMark.UNREAD, conversation_ids)

    def read(self, conversation_ids: Collection[str]) -> None:
        """Let conversations count as read as they are now, whether they were opened or not."""
        with translated():
            changed = {one: self._store.conversations.changed_raw(one) for one in conversation_ids}
            self._store.own_marks.put_read(changed, self._clock())
            self._store.marks.mark_read(changed)

    def opened(self, conversation_id: str) -> None:
        """The agent opens a conversation: it is not unread any more."""
        try:
            if conversation_id in self._store.own().unread:
                self._store.own_marks.take_away(HandMark.UNREAD, [conversation_id])
        except StoreError as error:
            import logging  # hardly ever needed

            # The conversation can be read all the same.
            logging.getLogger(__name__).warning("still unread: %s", error)
