"""Keeping the cached queue as the server's: what waits first, then what changed, in few calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import ApiError, NotFoundError, ServerRefusedError, UnreadableAnswerError
from console.contract.enums import LISTED_STATUSES, ConversationStatus
from console.services.faults import translated
from console.services.mapping import conversation_facts

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.api.client import LiveAgentClient
    from console.contract.conversations import ConversationRow
    from console.services.engine import Engine
    from console.services.presence import PresenceService
    from console.store.presence import DepartmentState
    from console.store.store import Store

OVERLAP: Final = timedelta(minutes=2)
"""How far a delta reaches back before the last change seen: several changes share a second, and some come late."""
CLOCK_CHANGE_OVERLAP: Final = timedelta(hours=2)
"""The same around a change of the server's clock, where wall times come twice."""
SWEEP_EVERY: Final = 6
"""Every department is asked at least once in so many syncs, since not every change moves a counter.

A few with each sync rather than all at once: the calls of an idle console stay even.
"""
RECENT: Final = timedelta(days=7)
"""Conversations nobody waits for get their details without being looked at when they were changed within this."""
DEPARTMENTS_EVERY: Final = timedelta(hours=1)

WAITING: Final = (
    ConversationStatus.NEW,
    ConversationStatus.OPEN,
    ConversationStatus.CHATTING,
    ConversationStatus.CALLING,
)
"""What the first sync asks for: the queue that agents work on. All else comes with the first fill."""

_OF_ONE_DEPARTMENT: Final = (NotFoundError, ServerRefusedError, UnreadableAnswerError)
"""Errors that say nothing about the other departments."""


def _nothing() -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found."""

    changed: frozenset[str]
    """Ids of conversations that are new or other than before."""
    new: int
    """How many of them were not known."""
    at: datetime
    first: bool = False
    """Whether this was a first fill."""


class SyncService:
    """Syncs the queue. One sync at a time: who comes second waits and gets a sync of its own."""

    def __init__(
        self, engine: Engine, store: Store, presence: PresenceService, *, clock: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._store = store
        self._presence = presence
        self._clock = clock
        self._turn = asyncio.Lock()
        self._rounds = 0
        self._asked: dict[str, int] = {}
        """In which sync a department was asked last, by id; those of this start alone."""
        fact = store.presence.fact("synced")
        self.last_synced: datetime | None = fact[1] if fact else None
        """When the queue was last known to be as the server's."""

    async def refresh(self, *, everything: bool = False, came: Callable[[], None] = _nothing) -> SyncReport:
        """Bring the cache up to date; with `everything`, ask also for departments whose counters say nothing new.

        `came` is called in the engine's thread whenever something new is in the cache already.
        Raises `ServiceError`; what came before the error is kept, and an error of one department holds up no other.
        """
        return await self._engine.run(self._refresh(everything, came))

    async def fill_details(self, ids: Sequence[str], limit: int) -> int:
        """Fetch assignee and tags: of these conversations first, then of others whose are not known or out of date.

        At most `limit` conversations; returns how many are other than before.
        """
        return await self._engine.run(self._fill_details(ids, limit))

    async def _refresh(self, everything: bool, came: Callable[[], None]) -> SyncReport:
        async with self._turn:
            with translated():
                client = await self._engine.client()
                others = await self._refresh_departments(client)
                counters = await self._presence.counters(client)
                first = self.last_synced is None
                changed: set[str] = set()
                new = 0
                trouble: ApiError | None = None
                self._rounds += 1
                for department in self._to_ask(counters, everything=everything, others=others):
                    try:
                        found = await self._sync_department(client, department, counters.get(department.id, ""))
                    except _OF_ONE_DEPARTMENT as error:
                        trouble = trouble or error
                        self._asked[department.id] = self._rounds
                        continue
                    self._asked[department.id] = self._rounds
                    changed |= found[0]
                    if found[0]:
                        came()
                    new += found[1]
                if trouble is not None:
                    raise trouble
                now = self._clock()
                self._store.presence.put_fact("synced", "", now)
            self.last_synced = now
            return SyncReport(frozenset(changed), new, now, first)

    def _to_ask(self, counters: Mapping[str, str], *, everything: bool, others: int) -> list[DepartmentState]:
        """The departments whose counters moved, and of the others those whose turn it is.

        So many `others` calls were made already, which this sync has the fewer for its turns.
        """
        living = [one for one in self._store.presence.departments() if not one.deleted]
        if everything or not counters:
            return living
        due = {
            one.id
            for one in living
            if one.id not in self._asked or one.synced_to is None or counters.get(one.id, one.counters) != one.counters
        }
        turns = (self._rounds + 1) * len(living) // SWEEP_EVERY - self._rounds * len(living) // SWEEP_EVERY
        waiting = sorted((one for one in living if one.id not in due), key=lambda one: self._asked[one.id])
        due |= {one.id for one in waiting[: max(0, turns - others)]}
        return [one for one in living if one.id in due]

    async def _sync_department(
        self, client: LiveAgentClient, department: DepartmentState, counters: str
    ) -> tuple[frozenset[str], int]:
        if department.synced_to is None:
            rows = await self._first_rows(client, department.id)
        else:
            rows = await self._changed_rows(client, department.id, department.synced_to)
        changes = self._store.conversations.put(conversation_facts(row) for row in rows if row.conversationid)
        times = [row.datechanged.at for row in rows if row.datechanged.at is not None]
        latest = max([*times, *([department.synced_to] if department.synced_to else [])], default=None)
        self._store.presence.synced(department.id, latest or self._clock() - OVERLAP, counters)
        return changes.changed, changes.new

    async def _first_rows(self, client: LiveAgentClient, department_id: str) -> list[ConversationRow]:
        return await client.conversations.list(department=department_id, status=WAITING, priority=Priority.VISIBLE)

    async def _changed_rows(
        self, client: LiveAgentClient, department_id: str, synced_to: datetime
    ) -> list[ConversationRow]:
        from console.api.dates import AtOrAfter  # brings pydantic, which the first screen does without

        since = AtOrAfter(synced_to - overlap(synced_to, client.zone))
        # Hidden statuses too: otherwise what was deleted meanwhile would stay in the queue.
        return await client.conversations.list(
            department=department_id, status=LISTED_STATUSES, changed=since, priority=Priority.POLL
        )

    async def _refresh_departments(self, client: LiveAgentClient) -> int:
        """Ask now and then which departments there are; how many calls that took."""
        fact = self._store.presence.fact("departments")
        now = self._clock()
        if fact is not None and now - fact[1] < DEPARTMENTS_EVERY:
            return 0
        departments = await client.departments.list(priority=Priority.VISIBLE)
        self._store.presence.put_departments((one.departmentid, one.name, one.deleted == "Y") for one in departments)
        self._store.presence.put_fact("departments", "", now)
        return 1

    async def _fill_details(self, ids: Sequence[str], limit: int) -> int:
        wanted = list(dict.fromkeys(ids))[:limit]
        visible = len(wanted)
        if visible < limit:
            others = self._store.conversations.without_details(limit, self._clock() - RECENT)
            wanted += [one for one in others if one not in set(wanted)]
        count = 0
        with translated():
            client = await self._engine.client()
            for place, conversation_id in enumerate(wanted[:limit]):
                priority = Priority.VISIBLE if place < visible else Priority.PREFETCH
                count += await self._fill(client, conversation_id, priority)
        return count

    async def _fill(self, client: LiveAgentClient, conversation_id: str, priority: Priority) -> bool:
        """One conversation's details; one that is gone has nobody and no tags."""
        row = self._store.conversations.row(conversation_id)
        if row is None:
            return False
        try:
            info = await client.conversations.info(conversation_id, priority=priority)
            tags = await client.conversations.tags(conversation_id, priority=priority)
        except NotFoundError:
            raw = self._store.conversations.changed_raw(conversation_id)
            return self._store.conversations.put_details(conversation_id, "", (), raw)
        self._store.conversations.put([conversation_facts(info)])
        self._store.labels.learn_fields("conversation", [field.code for field in info.customfields])
        names = [tag.name or tag.id for tag in tags]
        return self._store.conversations.put_details(conversation_id, info.assignedto, names, info.datechanged.raw)


def overlap(since: datetime, zone: ZoneInfo) -> timedelta:
    """How far before `since` to ask, for a server in this zone."""
    around = {(since + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in (-3, 0, 3)}
    return OVERLAP if len(around) == 1 else CLOCK_CHANGE_OVERLAP
