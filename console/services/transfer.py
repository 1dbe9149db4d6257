"""Handing conversations to departments and agents: who can take them, and doing it with the note once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Sent
from console.services.errors import ErrorKind, ServiceError
from console.services.facts import keep_info
from console.services.faults import in_words, translated
from console.services.records import AgentPresence, DepartmentPresence, Presence
from console.services.texts import find_sent, message_ids

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store


class TargetKind(StrEnum):
    """What a conversation can be given to."""

    DEPARTMENT = "department"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class TransferTarget:
    """A department or an agent, and what there is to know before a conversation goes there."""

    kind: TargetKind
    id: str
    name: str
    online: bool
    state_words: str
    """Such as "online: tickets, chat" or "offline since 17:02"."""
    detail: str
    """What waits in a department, or an agent's departments."""
    waiting: int = 0
    departments: tuple[str, ...] = ()
    """Ids of an agent's departments."""
    services: str = ""
    """The letters of what is served, while somebody is there."""


class TransferService:
    """Transfers conversations in the agent's name."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        session: Session,
        *,
        zone: tzinfo | None = None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._zone = zone
        self._counted: tuple[object, dict[str, int]] | None = None

    def targets(self, query: str, presence: Presence) -> list[TransferTarget]:
        """Departments and agents whose names have the query's letters in their order, the closest first."""
        names = {one.id: one.name for one in presence.departments}
        found = [_department(one, presence, self._zone) for one in presence.departments if not one.deleted]
        known = {one.id for one in found}
        found += [
            _department(DepartmentPresence(one.id, one.name, "", "", 0, 0, 0, 0, 0), presence, self._zone)
            for one in self._store.presence.departments()
            if not one.deleted and one.id not in known
        ]
        load = self._load()
        found += [_agent(one, names, load.get(one.id, 0)) for one in presence.agents]
        ranked = [(rank, target) for target in found if (rank := closeness(query, target.name)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].kind is TargetKind.AGENT, not pair[1].online))
        return [target for _, target in ranked]

    def _load(self) -> dict[str, int]:
        """How many waiting conversations each agent has, as far as it is known who has them."""
        version = self._store.conversations.version
        if self._counted is None or self._counted[0] != version:
            self._counted = (version, self._store.presence.waiting_by_agent())
        return self._counted[1]

    async def transfer(self, conversation_id: str, target: TransferTarget, note: str, *, within: str = "") -> None:
        """Give a conversation away; a note is in its thread exactly once afterwards. Raises `ServiceError`.

        `within` is the id of a department that gets it together with an agent; without it an agent gets it where it is.
        """
        agent, department = (target.id, within) if target.kind is TargetKind.AGENT else ("", target.id)
        await self._engine.run(self._transfer(conversation_id, agent, department, note.strip()))

    async def _transfer(self, conversation_id: str, to: str, department: str, note: str) -> None:
        agent = await self._session.sender()
        with translated():
            client = await self._engine.client()
            base = message_ids(await client.conversations.messages(conversation_id)) if note else frozenset()
            trouble = await _put(client, conversation_id, to, department, note, agent.id)
            try:
                info = await client.conversations.info(conversation_id)
            except ApiError as error:
                if trouble is None:
                    raise
                message = f"Nobody knows whether the conversation was transferred. {error.message}"
                raise ServiceError(ErrorKind.UNKNOWN, "Transfer not confirmed", message) from error
            keep_info(self._store, info)
            if department not in ("", info.departmentid) or to not in ("", info.assignedto):
                message = f"The conversation was not transferred. {trouble.message if trouble else ''}".strip()
                raise ServiceError(ErrorKind.RETRYABLE, "Not transferred", message)
        if note:
            await self._see_note(client, conversation_id, note, agent.id, base)

    async def _see_note(
        self, client: LiveAgentClient, conversation_id: str, note: str, agent_id: str, base: frozenset[str]
    ) -> None:
        """Look for the note in the thread; servers that dropped it get it as a note of its own."""
        try:
            if find_sent(await client.conversations.messages(conversation_id), note, agent_id, base):
                return
            try:
                await client.conversations.note(conversation_id, note, agent=agent_id)
            except ApiError as error:
                if error.sent is not Sent.UNKNOWN:
                    raise
            if find_sent(await client.conversations.messages(conversation_id), note, agent_id, base):
                return
        except ApiError as error:
            message = f"The conversation was transferred, but its note was not confirmed. {error.message}"
            raise ServiceError(in_words(error).kind, "Note not confirmed", message) from error
        message = "The conversation was transferred, but the note was not seen in it. Look before writing it again."
        raise ServiceError(ErrorKind.UNKNOWN, "Note not confirmed", message)


async def _put(
    client: LiveAgentClient, conversation_id: str, to: str, department: str, note: str, agent_id: str
) -> ApiError | None:
    """Transfer; the error when nobody knows whether it was done."""
    try:
        await client.conversations.transfer(
            conversation_id, agent=to or None, department=department or None, note=note or None, by=agent_id
        )
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
        return error
    return None


SERVICES = {"M": "tickets", "T": "chat", "P": "phone"}


def _department(one: DepartmentPresence, presence: Presence, zone: tzinfo | None) -> TransferTarget:
    members = [agent for agent in presence.agents if one.id in agent.departments]
    parts = [f"{one.waiting} waiting"]
    if members and one.online:
        parts.append(f"{sum(agent.online for agent in members)} of {len(members)} agents online")
    since = _clock(zone)(one.offline_since) if one.offline_since else ""
    offline = f"offline since {since}" if since else "offline"
    if one.last_agents and not one.online:
        parts.append(f"last agent {one.last_agents}")
    return TransferTarget(
        TargetKind.DEPARTMENT,
        one.id,
        one.name,
        one.online,
        _online(one.services) if one.online else offline,
        ", ".join(parts),
        one.waiting,
        services=one.services if one.online else "",
    )


def _agent(one: AgentPresence, departments: dict[str, str], waiting: int) -> TransferTarget:
    names = [departments[department] for department in one.departments if department in departments]
    return TransferTarget(
        TargetKind.AGENT,
        one.id,
        one.name,
        one.online,
        _online(one.services) if one.online else "offline",
        ", ".join([f"{waiting} waiting", *names]),
        waiting,
        departments=one.departments,
        services=one.services if one.online else "",
    )


def _online(services: str) -> str:
    return "online: " + ", ".join(word for letter, word in SERVICES.items() if letter in services)


def _clock(zone: tzinfo | None) -> Callable[[datetime], str]:
    return lambda at: at.astimezone(zone).strftime("%H:%M")


def closeness(query: str, name: str) -> int | None:
    """How far a name is from what was typed, 0 for the closest; None when its letters are not all in the name."""
    wanted, text = query.casefold().split(), name.casefold()
    total = 0
    for word in wanted:
        place = text.find(word)
        if place >= 0:
            total += 0 if place == 0 else 1 if not text[place - 1].isalnum() else 2
            continue
        place = -1
        for letter in word:
            place = text.find(letter, place + 1)
            if place < 0:
                return None
        total += 3 + place
    return total
