"""Who is online: agents and departments, with what waits in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from console.api.budget import Priority
from console.api.errors import NotFoundError, UnreadableAnswerError
from console.services.faults import translated
from console.services.mapping import agent_person, full_name
from console.services.records import AgentPresence, DepartmentPresence, Presence
from console.services.trends import Trends

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.online_status import AgentOnlineState, DepartmentOnlineState
    from console.services.engine import Engine
    from console.store.store import Store

MEMBERS_EVERY: Final = timedelta(hours=6)
"""How often it is asked which agents are in which departments."""
LAST_NAMED: Final = 2
"""Agents of a department that are named as the last ones, when there were no more."""
FRESH: Final = timedelta(minutes=1)
"""Counters younger than this are not asked for again by the poll: the sync asked for them."""


class PresenceService:
    """Polls presence and remembers since when departments are offline."""

    def __init__(
        self, engine: Engine, store: Store, *, clock: Callable[[], datetime], trends: Trends | None = None
    ) -> None:
        self._engine = engine
        self._store = store
        self._clock = clock
        self.trends = trends or Trends(None, clock)
        """What waited lately."""
        self._departments_at: datetime | None = None

    def current(self) -> Presence:
        """Who was online when the server was asked last."""
        return self._store.presence.get()

    def trend(self, department_id: str) -> tuple[int | None, ...]:
        """How many waited in a department over the last eight hours, oldest first; None where nobody looked.

        Empty when nothing is known of it.
        """
        return self.trends.of(department_id)

    async def poll(self, fresh: timedelta = FRESH) -> Presence:
        """Ask who is online now: one call; two when the sync did not ask for the departments within `fresh`."""
        return await self._engine.run(self._poll(fresh))

    async def counters(self, client: LiveAgentClient) -> Mapping[str, str]:
        """The departments' counters as opaque texts, by id; empty from servers without them. In the engine only."""
        try:
            states = await client.online_status.departments(priority=Priority.POLL)
        except (NotFoundError, UnreadableAnswerError):
            return {}
        self._departments_at = self._clock()
        departments = self._departments(states)
        self._store.presence.put(replace(self.current(), departments=departments, fetched_at=self._departments_at))
        self.trends.note({one.id: one.waiting for one in departments if not one.deleted})
        return {
            one.id: f"{one.chat_count} {one.new_count} {one.customer_reply_count} {one.total_count}" for one in states
        }

    async def _poll(self, fresh: timedelta) -> Presence:
        with translated():
            client = await self._engine.client()
            now = self._clock()
            if self._departments_at is None or now - self._departments_at >= fresh:
                await self.counters(client)
            if await self._refresh_members(client):
                agents = self._in_departments(self.current().agents)  # in the next poll again
            else:
                states = await client.online_status.agents(priority=Priority.POLL)
                emails = {agent.id: agent.email for agent in self.current().agents}
                agents = self._in_departments([_agent(one, emails) for one in states])
            self._store.people.put(agent_person(one.id, one.name, "", one.email) for one in agents)
            presence = Presence(agents, self.current().departments, now)
            self._store.presence.put(presence)
        return presence

    def _in_departments(self, agents: Sequence[AgentPresence]) -> tuple[AgentPresence, ...]:
        members = self._store.presence.members()
        return tuple(replace(one, departments=members.get(one.id, ())) for one in agents)

    def _departments(self, states: Sequence[DepartmentOnlineState]) -> tuple[DepartmentPresence, ...]:
        before = {one.id: one for one in self.current().departments}
        deleted = {one.id for one in self._store.presence.departments() if one.deleted}
        seen = (_department(one, before.get(one.id), one.id in deleted, self._clock()) for one in states)
        return tuple(
            one if one.online else replace(one, last_agents=self._last_in(one, before.get(one.id))) for one in seen
        )

    def _last_in(self, one: DepartmentPresence, before: DepartmentPresence | None) -> str:
        """Who was there when the department was online last."""
        if before is None or not before.online:
            return before.last_agents if before is not None else ""
        there = [agent.name for agent in self.current().agents if agent.online and one.id in agent.departments]
        return ", ".join(there[:LAST_NAMED]) if len(there) <= LAST_NAMED else ""

    async def _refresh_members(self, client: LiveAgentClient) -> bool:
        """Learn which agents are in which departments: at first of all, later of one that was not asked for long.

        Whether it asked for that one, which is the one call that this poll makes.
        """
        facts = {one.id: self._store.presence.fact(f"members {one.id}") for one in self.current().departments}
        unknown = [one for one, fact in facts.items() if fact is None]
        for department_id in unknown:
            await self._ask_members(client, department_id)
        asked = {one: fact[1] for one, fact in facts.items() if fact is not None}
        oldest = min(asked, key=asked.__getitem__, default=None)
        if unknown or oldest is None or self._clock() - asked[oldest] < MEMBERS_EVERY:
            return False
        await self._ask_members(client, oldest)
        return True

    async def _ask_members(self, client: LiveAgentClient, department_id: str) -> None:
        try:
            agents = await client.departments.agents(department_id, priority=Priority.POLL)
        except NotFoundError:
            agents = []
        known = self._store.presence.members()
        members = {agent: [one for one in ids if one != department_id] for agent, ids in known.items()}
        for agent in agents:
            members.setdefault(agent.userid, []).append(department_id)
        self._store.people.put(
            agent_person(one.userid, one.firstname, one.lastname, one.email) for one in agents if one.email
        )
        now = self._clock()
        self._store.presence.put_members(members, now)
        self._store.presence.put_fact(f"members {department_id}", "", now)


def _agent(state: AgentOnlineState, emails: Mapping[str, str]) -> AgentPresence:
    email = state.username if "@" in state.username else emails.get(state.id, "")
    name = full_name(state.firstname, state.lastname) or state.username or state.id
    return AgentPresence(state.id, name, email, state.onlineStatus, ())


def _department(
    state: DepartmentOnlineState, before: DepartmentPresence | None, deleted: bool, now: datetime
) -> DepartmentPresence:
    seen = DepartmentPresence(
        id=state.id,
        name=state.name,
        services=state.onlineStatus,
        preset=state.presetStatus,
        new=state.new_count,
        replies=state.customer_reply_count,
        chats=state.chat_count,
        total=state.total_count,
        max_chats=state.max_count,
        deleted=deleted,
    )
    if seen.online or before is None:
        return seen
    return replace(seen, offline_since=now if before.online else before.offline_since)
