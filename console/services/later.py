"""Putting conversations off until later: this machine remembers until when, for the API cannot postpone.

As with conversations that the server postponed, the time being over brings one back, and so does a customer's reply
unless the agent said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.contract.enums import ConversationStatus
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import translated
from console.services.records import PersonKind, Snooze, Thread
from console.store.errors import StoreError

if TYPE_CHECKING:
    from console.services.moments import When
    from console.services.thread import ThreadService
    from console.store.store import Store

DONE: Final = frozenset({ConversationStatus.RESOLVED, ConversationStatus.DELETED, ConversationStatus.SPAM})
MOST_LOOKS: Final = 5
"""Conversations that are read at once to see who wrote."""


@dataclass(frozen=True, slots=True)
class Woken:
    """What came back."""

    ids: tuple[str, ...]
    replied: tuple[str, ...] = ()
    """Those of them that a customer's reply brought back."""


class LaterService:
    """Everything but `look` is local and takes milliseconds."""

    def __init__(self, store: Store, threads: ThreadService, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock

    def put_off(self, conversation_ids: Collection[str], when: When) -> dict[str, Snooze | None]:
        """Put conversations off; returns how each was put off before, for `restore`."""
        with translated():
            before = self._store.own().snoozes
            self._store.own_marks.put_off({one: self._snooze(one, when) for one in conversation_ids})
        return {one: before.get(one) for one in conversation_ids}

    def end(self, conversation_ids: Collection[str]) -> dict[str, Snooze | None]:
        """Let conversations come back now; returns how each was put off before."""
        with translated():
            before = self._store.own().snoozes
            self._store.own_marks.end_snooze(conversation_ids)
        return {one: before.get(one) for one in conversation_ids}

    def restore(self, before: Mapping[str, Snooze | None]) -> None:
        """Put conversations off as they were."""
        with translated():
            self._store.own_marks.put_off({one: snooze for one, snooze in before.items() if snooze is not None})
            self._store.own_marks.end_snooze([one for one, snooze in before.items() if snooze is None])

    def opened(self, conversation_id: str) -> None:
        """The agent opens a conversation: that it came back is known now."""
        try:
            snooze = self._store.own().snoozes.get(conversation_id)
            if snooze is not None and snooze.woke_at is not None:
                self._store.own_marks.end_snooze([conversation_id])
        except StoreError as error:
            import logging  # hardly ever needed

            # The conversation can be read all the same.
            logging.getLogger(__name__).warning("still marked as back: %s", error)

    def next_due(self) -> datetime | None:
        """When the next one comes back by its time."""
        with translated():
            snoozes = self._store.own().snoozes.values()
        return min((one.until for one in snoozes if one.until is not None and one.woke_at is None), default=None)

    def wake(self) -> Woken:
        """Let come back what is due, and forget what is done with."""
        now, woken, done = self._clock(), dict[str, Snooze](), list[str]()
        with translated():
            for one, snooze in self._store.own().snoozes.items():
                row = self._store.conversations.row(one)
                if row is not None and row.status in DONE and row.status.value != snooze.status:
                    done.append(one)
                elif snooze.woke_at is None and snooze.until is not None and snooze.until <= now:
                    woken[one] = replace(snooze, woke_at=snooze.until)
            if woken:
                self._store.own_marks.put_off(woken)
            if done:
                self._store.own_marks.end_snooze(done)
        return Woken(tuple(woken))

    def changed(self) -> list[str]:
        """Those put off until their customer replies that are other than when that was looked at last."""
        with translated():
            snoozes = self._store.own().snoozes
            waiting = [one for one, snooze in snoozes.items() if snooze.on_reply and snooze.woke_at is None]
            raw = {one: self._store.conversations.changed_raw(one) for one in waiting}
        return [one for one in waiting if raw[one] not in ("", snoozes[one].changed_raw)]

    async def look(self) -> Woken:
        """Read those that changed, and let come back those whose customer wrote. Raises `ServiceError`."""
        replied: list[str] = []
        for one in self.changed()[:MOST_LOOKS]:
            try:
                thread = await self._threads.load(one)
            except ServiceError as error:
                if error.kind is ErrorKind.OFFLINE:
                    raise
                continue  # it is looked at again after the next sync
            if self._heed(one, thread):
                replied.append(one)
        return Woken(tuple(replied), tuple(replied))

    def _heed(self, conversation_id: str, thread: Thread) -> bool:
        """Whether a customer wrote since a conversation was put off; what was seen of it is remembered."""
        with translated():
            snooze = self._store.own().snoozes.get(conversation_id)
            if snooze is None or snooze.woke_at is not None:
                return False
            raw = self._store.conversations.changed_raw(conversation_id)
            seen = replace(snooze, changed_raw=raw)
            has_replied = _replied(thread, snooze.changed)
            if has_replied:
                seen = replace(seen, woke_at=self._clock(), woke_by_reply=True)
            self._store.own_marks.put_off({conversation_id: seen})
        return has_replied

    def _snooze(self, conversation_id: str, when: When) -> Snooze:
        row = self._store.conversations.row(conversation_id)
        return Snooze(
            until=when.until,
            on_reply=when.on_reply,
            set_at=self._clock(),
            status=row.status.value if row else "",
            changed_raw=self._store.conversations.changed_raw(conversation_id),
            changed=row.changed if row else None,
        )


def _replied(thread: Thread, since: datetime | None) -> bool:
    """Whether a customer wrote after a time of the server."""
    times = [
        message.at
        for group in thread.groups
        for message in group.messages
        if message.author.kind is PersonKind.CUSTOMER and message.at is not None
    ]
    return any(since is None or at > since for at in times)
