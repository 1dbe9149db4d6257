"""The first fill: everything older than the first sync, in windows of time, the newest first, a few calls at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import AnswerTooLongError, NotFoundError, ServerRefusedError, UnreadableAnswerError
from console.contract.enums import LISTED_STATUSES
from console.services.faults import translated
from console.services.mapping import conversation_facts

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.conversations import ConversationRow
    from console.services.engine import Engine
    from console.store.presence import DepartmentState
    from console.store.store import Store

_log = logging.getLogger(__name__)

HISTORY: Final = timedelta(days=3650)
"""How far back an archive is read."""
FIRST_WINDOW: Final = timedelta(days=30)
SMALLEST_WINDOW: Final = timedelta(hours=1)
WANTED: Final = 1500
"""Conversations that one answer should have: windows grow and shrink towards it."""
GROWTH: Final = 8.0
TOLERANCE: Final = timedelta(hours=2)
"""How far outside a window an answer may reach: wall times come twice, and clocks differ."""
COMPLETE: Final = datetime.fromtimestamp(0, UTC)
IGNORES_DATES: Final = "ignores dates"
"""Name of the fact that this server answers with everything, whatever dates are asked for."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How far the first fill is."""

    done: bool
    back_to: datetime | None = None
    """Everything changed since then is known, in every department; None before anything was read."""
    changed: frozenset[str] = frozenset()
    """Conversations that this step brought or changed."""


class FillService:
    """Reads the archive. It can end at any moment, and goes on where it was."""

    def __init__(self, engine: Engine, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock
        self._spans: dict[str, timedelta] = {}
        self._refused: set[str] = set()
        self._turn = asyncio.Lock()

    def progress(self) -> Fill:
        """How far it is; local."""
        with translated():
            open_ones = self._unfilled()
        back = [one.filled_to for one in open_ones if one.filled_to is not None]
        return Fill(done=not open_ones, back_to=max(back, default=None))

    async def step(self, calls: int = 4) -> Fill:
        """Read the next windows, those of the department that is least far back first. Raises `ServiceError`."""
        return await self._engine.run(self._step(calls))

    def _unfilled(self) -> list[DepartmentState]:
        return [
            one
            for one in self._store.presence.departments()
            if one.synced_to is not None
            and not one.deleted
            and one.filled_to != COMPLETE
            and one.id not in self._refused
        ]

    async def _step(self, calls: int) -> Fill:
        changed: set[str] = set()
        async with self._turn:
            with translated():
                client = await self._engine.client()
                for _ in range(calls):
                    departments = self._unfilled()
                    if not departments:
                        break
                    latest = max(departments, key=lambda one: one.filled_to or self._clock())
                    changed |= await self._window(client, latest)
        state = self.progress()
        return Fill(state.done, state.back_to, frozenset(changed))

    async def _window(self, client: LiveAgentClient, department: DepartmentState) -> frozenset[str]:
        """Read one window of a department, and note how far it is now."""
        end = department.filled_to or self._clock() + TOLERANCE
        span = self._spans.get(department.id, FIRST_WINDOW)
        begin = end - span
        try:
            rows = await _changed_between(client, department.id, begin, end)
        except AnswerTooLongError:
            self._too_long(department, span, begin)
            return frozenset()
        except (NotFoundError, ServerRefusedError, UnreadableAnswerError) as error:
            _log.warning("the archive of department %s cannot be read: %s", department.id, error.message)
            self._refused.add(department.id)  # until the next start; the others go on
            return frozenset()
        changes = self._store.conversations.put(conversation_facts(row) for row in rows if row.conversationid)
        if _ignores(rows, begin, end):
            self._store.presence.put_fact(IGNORES_DATES, "", self._clock())
            begin = COMPLETE
        self._spans[department.id] = span * min(max(WANTED / max(len(rows), 1), 1 / GROWTH), GROWTH)
        far_enough = begin <= self._clock() - HISTORY
        self._store.presence.filled(department.id, COMPLETE if far_enough else begin)
        return changes.changed

    def _too_long(self, department: DepartmentState, span: timedelta, begin: datetime) -> None:
        """Ask for less the next time; an hour that is still too long is passed over."""
        self._spans[department.id] = max(span / GROWTH, SMALLEST_WINDOW)
        if span <= SMALLEST_WINDOW:
            self._store.presence.filled(department.id, begin)


async def _changed_between(
    client: LiveAgentClient, department_id: str, begin: datetime, end: datetime
) -> list[ConversationRow]:
    from console.api.dates import Between  # brings pydantic, which the first screen does without

    return await client.conversations.list(
        department=department_id, status=LISTED_STATUSES, changed=Between(begin, end), priority=Priority.PREFETCH
    )


def _ignores(rows: Sequence[ConversationRow], begin: datetime, end: datetime) -> bool:
    """Whether a server answered without heeding the dates: then all there is came at once."""
    times = [row.datechanged.at for row in rows if row.datechanged.at is not None]
    outside = sum(not begin - TOLERANCE <= at <= end + TOLERANCE for at in times)
    return outside * 10 > len(times)
