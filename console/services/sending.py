"""One sending: begun on disk, sent once, and judged by what stands in the conversation afterwards."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from console.api.errors import ApiError, Sent
from console.contract.enums import GroupType, MessageType, SendType
from console.services.records import Draft, Person
from console.services.texts import find_sent, message_ids

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.messages import MessageGroup
    from console.services.engine import Engine
    from console.store.drafts import Attempt, Drafts

LOOKS: Final = (2.0, 5.0, 15.0)
"""Seconds after a sending at which the conversation is looked at again while the text is not in it."""
INTERNAL: Final = (GroupType.INTERNAL, GroupType.INTERNAL_COLLAPSED, GroupType.INTERNAL_OFFLINE)
"""Groups that customers do not see; letters of newer servers are taken as seen."""


class SendState(Enum):
    """What became of a sending."""

    CONFIRMED = "confirmed"
    """The text was seen in the conversation."""
    NOT_SENT = "not sent"
    """It is certain that the customer has not got it; the draft is kept."""
    UNKNOWN = "unknown"
    """Nobody knows; the draft is kept, and nothing is sent again by itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a sending, in words."""

    state: SendState
    words: str


class Sending:
    """Sends drafts. Everything in it runs in the engine."""

    def __init__(
        self,
        engine: Engine,
        drafts: Drafts,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._engine = engine
        self._drafts = drafts
        self._clock = clock
        self._sleep = sleep

    async def send(self, draft: Draft, agent: Person) -> Outcome:
        """Send a draft in the agent's name unless it arrived already, and see what became of it."""
        attempt = self._drafts.attempt(draft.conversation_id, draft.kind)
        open_attempt = attempt if attempt is not None and attempt.text == draft.text else None
        try:
            client = await self._engine.client()
            groups = await client.conversations.messages(draft.conversation_id)
        except ApiError as error:
            return self._failed(draft, error, open_attempt)
        if attempt is not None and (earlier := self._earlier(draft, attempt, groups, agent)) is not None:
            return earlier
        base = open_attempt.base if open_attempt else message_ids(groups)
        self._begin(draft, base)
        try:
            await _post(client, draft, agent, base)
        except ApiError as error:
            if error.sent is not Sent.UNKNOWN:
                if open_attempt is None:
                    self._drafts.forget_attempt(draft.conversation_id, draft.kind)
                return self._failed(draft, error, open_attempt)
        return await self._confirm(client, draft, agent, base)

    def _failed(self, draft: Draft, error: ApiError, open_attempt: Attempt | None) -> Outcome:
        """Nothing was sent now; but an earlier sending of the same text may still arrive."""
        state, words = SendState.NOT_SENT, f"The {_noun(draft)} was not sent. {error.message}"
        if open_attempt is not None:
            state = SendState.UNKNOWN
            words += " What was sent earlier is still not confirmed and may still arrive."
        self._drafts.put_trouble(draft, words, self._clock())
        return Outcome(state, words)

    def _earlier(self, draft: Draft, attempt: Attempt, groups: Sequence[MessageGroup], agent: Person) -> Outcome | None:
        """What became of an earlier sending that was never confirmed; None when it has not arrived."""
        if attempt.text == draft.text:
            return self._judge(draft, groups, agent, attempt.base)
        if find_sent(groups, attempt.text, agent.id, attempt.base) is None:
            return None
        words = "An earlier version of this text has arrived meanwhile. Look at the conversation before sending this."
        return self._not_sent(draft, words)

    async def _confirm(self, client: LiveAgentClient, draft: Draft, agent: Person, base: frozenset[str]) -> Outcome:
        """Look for the text now and a few times later."""
        for seconds in (0.0, *LOOKS):
            if seconds:
                await self._sleep(seconds)
            try:
                groups = await client.conversations.messages(draft.conversation_id)
            except ApiError:
                continue  # the next look may succeed; what counts is whether the text is seen
            outcome = self._judge(draft, groups, agent, base)
            if outcome is not None:
                return outcome
        words = (
            f"The server did not confirm this {_noun(draft)}: it was looked for {1 + len(LOOKS)} times and not seen. "
            "It may still arrive, so look at the conversation before sending it again."
        )
        self._drafts.put_trouble(draft, words, self._clock())
        return Outcome(SendState.UNKNOWN, words)

    def _judge(
        self, draft: Draft, groups: Sequence[MessageGroup], agent: Person, base: frozenset[str]
    ) -> Outcome | None:
        """The end of the sending when the text is in the conversation, else None."""
        found = find_sent(groups, draft.text, agent.id, base)
        if found is None:
            return None
        group, message = found
        internal = message.rtype is MessageType.NOTE or group.rtype in INTERNAL
        if draft.kind is SendType.MESSAGE and internal:
            words = "The server stored this reply as an internal note: the customer has not got it."
            return self._not_sent(draft, words)
        if draft.kind is SendType.NOTE and not internal:
            words = "The server stored this note as a reply: the customer can see it."
            self._drafts.sent(draft)
            return Outcome(SendState.CONFIRMED, words)
        self._drafts.sent(draft)
        return Outcome(SendState.CONFIRMED, f"The {_noun(draft)} is in the conversation.")

    def _begin(self, draft: Draft, base: frozenset[str]) -> None:
        """Note on disk that the text goes out now, with words for the case that this program ends before it knows."""
        words = f"This {_noun(draft)} was being sent when the console ended. Look whether it is in the conversation."
        self._drafts.begin_attempt(replace(draft, trouble=words), base, self._clock())

    def _not_sent(self, draft: Draft, words: str) -> Outcome:
        self._drafts.forget_attempt(draft.conversation_id, draft.kind)
        self._drafts.put_trouble(draft, words, self._clock())
        return Outcome(SendState.NOT_SENT, words)


async def _post(client: LiveAgentClient, draft: Draft, agent: Person, base: frozenset[str]) -> None:
    key = _key(draft, agent, base)
    if draft.kind is SendType.NOTE:
        await client.conversations.note(draft.conversation_id, draft.text, agent=agent.id, idempotency_key=key)
    else:
        await client.conversations.reply(draft.conversation_id, draft.text, agent=agent.id, idempotency_key=key)


def _key(draft: Draft, agent: Person, base: frozenset[str]) -> str:
    """The same for the same text at the same place in the conversation: a server that knows it acts once."""
    parts = [draft.conversation_id, draft.kind.value, agent.id, draft.text, *sorted(base)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _noun(draft: Draft) -> str:
    return "note" if draft.kind is SendType.NOTE else "reply"
