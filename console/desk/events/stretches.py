"""Stretches of time, stored so that those which reach into a range are found without reading the past.

An index by beginning alone would have to go back to the first row, because any of them might still last. So each row
says how far it reaches at most, as one of a few lengths, and a range looks back by that length for each.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, or_

REACHES: tuple[int, ...] = tuple(4096 * 8**step for step in range(7))
"""From somewhat over an hour to 34 years, in seconds."""

OPEN = 0
"""The reach of what still goes on; there is never much of it."""


def reach_of(from_at: int, to_at: int | None) -> int:
    """The stored reach of a stretch."""
    if to_at is None:
        return OPEN
    length = to_at - from_at
    return next((reach for reach in REACHES if length <= reach), REACHES[-1])


def overlapping(stretches: Table, first: int, last: int) -> ColumnElement[bool]:
    """A condition: the stretch, which ends before its `to_at`, has a second from `first` to `last`."""
    row = stretches.c
    parts = [and_(row.reach == reach, row.from_at.between(first - reach, last), row.to_at > first) for reach in REACHES]
    return or_(and_(row.reach == OPEN, row.from_at <= last), *parts)
