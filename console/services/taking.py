"""Which conversation comes next for an agent: who waits longest, has nobody, and is in a department of the agent's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from console.services.faults import translated
from console.services.query import WAITING
from console.services.records import QueueFilter, SortOrder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store

MOST: Final = 10
"""Candidates that are tried one after the other."""


class TakingService:
    """Finds candidates; whether one is still free is asked of the server by the outbox, right before it is taken."""

    def __init__(self, store: Store, session: Session, looking: Engine) -> None:
        self._store = store
        self._session = session
        self._looking = looking

    async def candidates(self, filters: Sequence[QueueFilter]) -> tuple[str, ...]:
        """The ids of who waits longest in the first view that has anybody, in its own engine."""

        async def there() -> tuple[str, ...]:
            with translated():
                return self._candidates(filters)

        return await self._looking.run(there())

    def _candidates(self, filters: Sequence[QueueFilter]) -> tuple[str, ...]:
        own, departments = self._store.own(), self._departments()
        free = QueueFilter(statuses=WAITING, departments=departments, takeable=True, later=False)
        for one in filters:
            wanted = _of_anybody(one)
            if wanted is None:
                continue
            order = self._store.conversations.order(wanted.narrowed(free), SortOrder.LONGEST_WAIT, own)
            if order:
                return tuple(row.id for row in self._store.conversations.rows(order[:MOST], own))
        return ()

    def _departments(self) -> frozenset[str]:
        """The agent's departments, as far as they are known; otherwise all."""
        me = self._session.agent_id
        agents = self._store.presence.get().agents
        return frozenset(department for agent in agents if agent.id == me for department in agent.departments)


def _of_anybody(wanted: QueueFilter) -> QueueFilter | None:
    """A view's filter without who has the conversations; None for a view of somebody's."""
    if any(part.assigned_to for part in wanted.parts):
        return None
    parts = [replace(part, assigned_to=None, also=None) for part in wanted.parts]
    found = parts[-1]
    for part in reversed(parts[:-1]):
        found = part.narrowed(found)
    return found
