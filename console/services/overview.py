"""Chats and phone calls at this moment: the server's numbers, and the talks that are known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from console.contract.enums import ConversationStatus
from console.services.faults import translated
from console.services.queue import QueueView
from console.services.records import QueueFilter, QueueRow, SortOrder

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.sync import SyncService
    from console.store.store import Store

MOST_TALKS: Final = 200
UNKNOWN_AT_ONCE: Final = 4
"""Talks of which it is asked at a time who has them."""
_TALKS: Final = frozenset({ConversationStatus.CHATTING, ConversationStatus.CALLING})


@dataclass(frozen=True, slots=True)
class LiveNumbers:
    """What the server counts."""

    chats: int
    chats_waiting: int
    visitors: int
    chat_agents: int
    calls: int
    calls_ringing: int
    calls_waiting: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat or a call that is going on or waits."""

    row: QueueRow
    is_call: bool

    @property
    def waits(self) -> bool:
        """Whether nobody has taken it."""
        return self.row.assigned_to == ""


class OverviewService:
    """Asks for the numbers, and reads the talks from the cache."""

    def __init__(self, engine: Engine, store: Store, sync: SyncService, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._sync = sync
        self._clock = clock
        self.known: LiveNumbers | None = None
        """What the server said last."""

    def talks(self) -> list[Talk]:
        """Those that wait first, the longest first; then those that go on."""
        view = QueueView(self._store, QueueFilter(statuses=_TALKS), SortOrder.OLDEST)
        talks = [Talk(row, row.status is ConversationStatus.CALLING) for row in view.rows(0, MOST_TALKS)]
        return sorted(talks, key=lambda talk: (not talk.waits, talk.row.created or self._clock()))

    async def refresh(self) -> LiveNumbers:
        """Ask for the numbers in two calls, and who has the talks where that is not known. Raises `ServiceError`."""
        self.known = await self._engine.run(self._read())
        unknown = [talk.row.id for talk in self.talks() if talk.row.assigned_to is None][:UNKNOWN_AT_ONCE]
        if unknown:
            await self._sync.fill_details(unknown, len(unknown))
        return self.known

    async def _read(self) -> LiveNumbers:
        with translated():
            client = await self._engine.client()
            chats, calls = await client.overview.chats(), await client.overview.calls()
        return LiveNumbers(
            chats.chats,
            chats.queue,
            chats.visitors,
            chats.agents,
            calls.running,
            calls.ringing,
            calls.inqueue,
            self._clock(),
        )
