"""How agents come and go in the live play: by their shifts, and for breaks. Departments follow their agents."""

from __future__ import annotations

from sqlalchemy import select

from console.desk.events import change_online
from console.desk.play_stage import DEMO_AGENT, Happening, Stagehand
from console.desk.seed.people import OFFLINE_DEPARTMENT
from console.desk.tables import agent, agent_department

_BREAK = (240.0, 900.0)
_FEWEST = 5
"""With fewer people online nobody takes a break."""


def somebody_moves(stagehand: Stagehand, away: dict[str, float], moment: float, speed: float) -> Happening | None:
    """One agent comes back from a break, begins or ends a shift, or takes a break; never the demo's own agent."""
    connection, rng = stagehand.ctx.connection, stagehand.rng
    minute = int(moment) // 60 % 1440
    online = set(
        connection.scalars(select(agent_department.c.agent_id).where(agent_department.c.online != "").distinct())
    )
    for row in connection.execute(select(agent).where(agent.c.id != DEMO_AGENT).order_by(agent.c.id)):
        works = _on_shift(row.shift_start, row.shift_end, minute)
        resting = away.get(row.id, 0.0) > moment
        if works and not resting and row.id not in online:
            away.pop(row.id, None)
            return _set_online(stagehand, row.id, True)
        if not works and row.id in online:
            return _set_online(stagehand, row.id, False)
    candidates = sorted(online - {DEMO_AGENT})
    if len(candidates) < _FEWEST:
        return None
    chosen = rng.choice(candidates)
    away[chosen] = moment + rng.uniform(*_BREAK) / speed
    return _set_online(stagehand, chosen, False)


def _set_online(stagehand: Stagehand, agent_id: str, comes: bool) -> Happening:
    row = agent_department.c
    served = select(row.department_id, row.preset)
    served = served.where(row.agent_id == agent_id, row.department_id != OFFLINE_DEPARTMENT)
    letters = {place: preset if comes else "" for place, preset in stagehand.ctx.connection.execute(served)}
    change_online(stagehand.ctx, agent_id, letters)
    return Happening("agent came" if comes else "agent went", None, agent_id)


def _on_shift(start: int | None, end: int | None, minute: int) -> bool:
    if start is None or end is None:
        return True
    return start <= minute < end if start < end else minute >= start or minute < end
