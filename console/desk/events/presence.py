"""Agents come and go: what they are online for changes, and how long it lasted is kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select, update

from console.desk.context import Context
from console.desk.events.shifts import OnlineStretch
from console.desk.events.stretches import reach_of
from console.desk.tables import agent_department, online_stretch


def change_online(ctx: Context, agent_id: str, letters: Mapping[str, str]) -> None:
    """Set what an agent is online for in some departments, and keep how long what ends by it has lasted."""
    for department_id, online in letters.items():
        place = {"agent_id": agent_id, "department_id": department_id}
        ctx.connection.execute(update(agent_department).filter_by(**place).values(online=online))
    _keep_stretches(ctx, agent_id, letters)


def _keep_stretches(ctx: Context, agent_id: str, letters: Mapping[str, str]) -> None:
    now, row = ctx.now(), online_stretch.c
    query = select(row.id, row.department_id, row.service, row.from_at)
    lasting = ctx.connection.execute(query.where(row.agent_id == agent_id, row.to_at.is_(None))).all()
    for one in lasting:
        if one.service not in letters.get(one.department_id, one.service):
            ended = {"to_at": max(now, one.from_at), "reach": reach_of(one.from_at, now)}
            ctx.connection.execute(update(online_stretch).where(row.id == one.id).values(ended))
    there = {(one.department_id, one.service) for one in lasting}
    begun = [
        OnlineStretch(agent_id, department_id, service, now, None).row()
        for department_id, online in letters.items()
        for service in online
        if (department_id, service) not in there
    ]
    if begun:
        ctx.connection.execute(insert(online_stretch), begun)
