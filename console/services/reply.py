"""Replies and notes until they are sent: drafts, and the look at what changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from console.contract.enums import SendType
from console.services.changes import notices
from console.services.errors import ServiceError
from console.services.faults import translated
from console.services.outbox.guard import seen_of
from console.services.records import Discarded, Draft, Seen

if TYPE_CHECKING:
    from console.services.session import Session
    from console.services.thread import ThreadService
    from console.store.store import Store


@dataclass(frozen=True, slots=True)
class Review:
    """What an agent should know before sending."""

    notices: tuple[str, ...]
    """What changed since the text was begun, a sentence each; empty when nothing did."""
    checked: bool = True
    """Whether the server was asked; when not, a notice says so."""
    seen: Seen | None = None
    """The conversation as this review describes it, with the messages that the writer has seen; None when not
    checked."""


class ReplyService:
    """What is written and not accepted by the outbox yet. A draft is gone in the moment in which its text is there."""

    def __init__(
        self,
        store: Store,
        session: Session,
        threads: ThreadService,
        *,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
    ) -> None:
        self._store = store
        self._session = session
        self._threads = threads
        self._clock = clock
        self._zone = zone

    def draft(self, conversation_id: str, kind: SendType) -> Draft | None:
        """The draft of a conversation and kind."""
        return self._store.drafts.get(conversation_id, kind)

    def drafts(self) -> list[Draft]:
        """All drafts, the last written first."""
        return self._store.drafts.all()

    def save_draft(self, draft: Draft) -> None:
        """Put a draft on disk. Raises `ServiceError` when it cannot be kept, such as on a full disk."""
        with translated():
            self._store.drafts.put(replace(draft, updated_at=self._clock()), self._clock())

    def discard(self, conversation_id: str, kind: SendType) -> None:
        """Take a draft away; its text is kept for seven days."""
        with translated():
            self._store.drafts.discard(conversation_id, kind, self._clock())

    def discarded(self) -> list[Discarded]:
        """Texts that were taken away in the last seven days, the last first."""
        with translated():
            return self._store.drafts.thrown_away()

    def bring_back(self, discarded: Discarded) -> bool:
        """Make a discarded text a draft again; False when another text is being written in its place."""
        with translated():
            return self._store.drafts.bring_back(discarded.number, self._clock())

    async def review(self, draft: Draft) -> Review:
        """Read the conversation again and say what changed since the text was begun. Never raises `ServiceError`."""
        before = self._threads.cached(draft.conversation_id)
        try:
            now = await self._threads.load(draft.conversation_id)
        except ServiceError as error:
            words = f"What changed meanwhile could not be checked. {error.message}"
            return Review((words,), checked=False)
        changed = notices(draft, before, now, self._session.agent_id, self._zone)
        fresh = seen_of(now)
        seen = replace(fresh, messages=fresh.messages - changed.new_messages)
        return Review(changed.sentences, seen=seen)
