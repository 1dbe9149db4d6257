"""Replies and notes: drafts, the look at what changed before sending, and sending that is never claimed unseen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus, SendType
from console.services.changes import notices
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import translated
from console.services.records import Draft, Person
from console.services.sending import Outcome, Sending, SendState

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session
    from console.services.status import StatusService
    from console.services.thread import ThreadService
    from console.store.store import Store

__all__ = ["ReplyService", "Review", "SendResult", "SendState"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Review:
    """What an agent should know before sending."""

    notices: tuple[str, ...]
    """What changed since the text was begun, a sentence each; empty when nothing did."""
    checked: bool = True
    """Whether the server was asked; when not, a notice says so."""
    new_messages: frozenset[str] = frozenset()
    """Ids of the messages the agent has not seen."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of a sending, in words."""

    conversation_id: str
    kind: SendType
    state: SendState
    words: str


class ReplyService:
    """Writes into conversations. Nothing typed is lost: a draft goes only when its text was seen in the thread."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        session: Session,
        threads: ThreadService,
        statuses: StatusService,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        zone: tzinfo | None = None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._threads = threads
        self._statuses = statuses
        self._clock = clock
        self._zone = zone
        self._sending = Sending(engine, store.drafts, clock=clock, sleep=sleep)
        self._under_way: set[str] = set()

    # Drafts

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

    # Sending

    async def review(self, draft: Draft) -> Review:
        """Read the conversation again and say what changed since the text was begun. Never raises `ServiceError`."""
        before = self._threads.cached(draft.conversation_id)
        try:
            now = await self._threads.load(draft.conversation_id)
        except ServiceError as error:
            words = f"What changed meanwhile could not be checked. {error.message}"
            return Review((words,), checked=False)
        changed = notices(draft, before, now, self._session.agent_id, self._zone)
        return Review(changed.sentences, new_messages=changed.new_messages)

    async def send(self, draft: Draft, then: ConversationStatus | None = None) -> SendResult:
        """Send a draft, see that it arrived, and then change the status if asked to.

        The draft is deleted when its text was seen in the conversation, and kept with its trouble otherwise. Raises
        `ServiceError`, with nothing sent, when no agent is known, when there is no text, or when something of this
        conversation is being sent already.
        """
        return await self._engine.run(self._send(draft, then))

    async def _send(self, draft: Draft, then: ConversationStatus | None) -> SendResult:
        if not draft.text.strip():
            raise ServiceError(ErrorKind.REFUSED, "Nothing to send", "There is no text to send.")
        if draft.conversation_id in self._under_way:
            message = "Something of this conversation is being sent; wait until that is confirmed."
            raise ServiceError(ErrorKind.REFUSED, "Being sent", message)
        self._under_way.add(draft.conversation_id)
        try:
            agent = await self._session.sender()
            with translated():
                outcome = await self._sending.send(draft, agent)
            words = outcome.words
            if outcome.state is SendState.CONFIRMED and then is not None:
                words = await self._change_status(draft, then, words)
        finally:
            self._under_way.discard(draft.conversation_id)
        self._log(draft, agent, outcome)
        return SendResult(draft.conversation_id, draft.kind, outcome.state, words)

    async def _change_status(self, draft: Draft, status: ConversationStatus, words: str) -> str:
        try:
            await self._statuses.set_status(draft.conversation_id, status)
        except ServiceError as error:
            return f"{words} But it is not {status.word}: {error.message}"
        return f"{words} The conversation is {status.word}."

    def _log(self, draft: Draft, agent: Person, outcome: Outcome) -> None:
        """Ids alone: the log is no place for what was written."""
        if outcome.state is not SendState.CONFIRMED:
            what = (draft.kind.word, draft.conversation_id, agent.id)
            _log.warning("%s in %s by %s: %s", *what, outcome.state.value)
