"""A conversation's standing and its rows: moments are noted, stretches and SLA clocks opened and closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from console.desk.events.kinds import Kind, Load
from console.desk.events.levels import Levels
from console.desk.events.rows import ClockRow, EventRow, EventRows, LoadRow
from console.desk.events.stretches import OPEN, reach_of

Ringing = Callable[[str, str | None, int], Sequence[str]]
"""The agents who are online for a service (a letter) in a department at a moment, in the order in which it rings."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the desk's owner has settled: SLA levels, and whom a ringing chat or call reaches."""

    levels: Levels
    ringing: Ringing


@dataclass(slots=True)
class Standing:
    """How a conversation stands, and the rows of it that are not closed yet. Times are UTC epoch seconds."""

    id: str
    channel: str
    owner_id: str | None
    created: int
    status: str
    department_id: str | None
    agent_id: str | None
    since: int
    """When it became what its status says."""
    assigned_before: bool = False
    resolved_before: bool = False
    heard: bool = False
    """Whether an agent has written in the running chat."""
    rated: bool = False
    """Whether the running chat was rated already."""
    load: LoadRow | None = None
    clock: ClockRow | None = None


@dataclass(slots=True)
class Book:
    """The rows of one conversation. Times never go backwards in it."""

    standing: Standing
    rules: Rules
    now: int
    rows: EventRows = field(default_factory=EventRows)
    dropped: list[ClockRow] = field(default_factory=list)
    """Clocks that were neither kept nor missed."""

    def later(self, at: int) -> int:
        """The moment, or the last one in the book when that is later."""
        self.now = max(self.now, at)
        return self.now

    def note(self, kind: Kind, at: int, agent_id: str | None, seconds: int | None = None) -> None:
        """Note a moment, at which something took so many seconds or none."""
        self._add(kind, at, agent_id, seconds, None)

    def note_timed(self, kind: Kind, at: int, agent_id: str | None, since: int, service: str) -> None:
        """Note a moment that ends what began at another one, in all and in the service's business hours."""
        hours = self.rules.levels.hours(service, self.standing.department_id)
        self._add(kind, at, agent_id, max(0, at - since), hours.between(since, at))

    def open_load(self, load: Load, at: int, agent_id: str | None) -> None:
        """Begin a stretch of waiting or of being served."""
        standing = self.standing
        standing.load = {
            "load": load.value,
            "conversation_id": standing.id,
            "department_id": standing.department_id,
            "agent_id": agent_id,
            "from_at": at,
            "to_at": None,
            "reach": OPEN,
        }
        self.rows.loads.append(standing.load)

    def close_load(self, at: int) -> None:
        """End the stretch that goes on, if one does."""
        load, self.standing.load = self.standing.load, None
        if load is not None:
            load["to_at"], load["reach"] = at, reach_of(load["from_at"], at)

    def open_clock(self, service: str, at: int, *, first: bool) -> None:
        """Start the clock of the service's SLA level, if there is one: for a first answer or for a next one."""
        standing = self.standing
        level = self.rules.levels.find(service, standing.department_id)
        seconds = None if level is None else level.first_seconds if first else level.next_seconds
        if level is None or seconds is None:
            return
        standing.clock = {
            "service": service,
            "conversation_id": standing.id,
            "department_id": standing.department_id,
            "agent_id": standing.agent_id,
            "customer_id": standing.owner_id,
            "level_id": level.id,
            "opened": at,
            "due": level.hours.after(at, seconds),
            "closed": None,
        }
        self.rows.clocks.append(standing.clock)

    def close_clock(self, at: int, agent_id: str | None) -> None:
        """Stop the clock, in time or too late; it is of the agent who has the conversation, else of who stopped it."""
        clock, self.standing.clock = self.standing.clock, None
        if clock is not None:
            clock["closed"], clock["agent_id"] = at, self.standing.agent_id or agent_id

    def drop_clock(self) -> None:
        """Take the clock away: what it ran for is not expected any more."""
        clock, self.standing.clock = self.standing.clock, None
        if clock is not None:
            self.dropped.append(clock)
            self.rows.clocks = [row for row in self.rows.clocks if row is not clock]

    def _add(self, kind: Kind, at: int, agent_id: str | None, seconds: int | None, business: int | None) -> None:
        standing = self.standing
        row: EventRow = {
            "at": at,
            "kind": kind.value,
            "conversation_id": standing.id,
            "department_id": standing.department_id,
            "agent_id": agent_id,
            "channel": standing.channel,
            "seconds": seconds,
            "business": business,
        }
        self.rows.events.append(row)
