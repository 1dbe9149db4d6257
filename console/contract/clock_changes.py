"""The hour that comes twice in autumn: wall times without an offset mean two moments there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from console.contract.base import Moment

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

_NOTHING = timedelta(0)


def doubled_by(wall: datetime) -> timedelta:
    """By how much the clock is put back where this aware wall time comes twice; nothing everywhere else."""
    first, second = wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()
    return max(first - second, _NOTHING) if first is not None and second is not None else _NOTHING


def in_order(moments: Iterable[Moment], zone: ZoneInfo) -> Iterator[Moment]:
    """The moments of a list that the server gave oldest first, none of them earlier than the one before it.

    A time that would go back within the doubled hour is of its second pass. What goes back elsewhere stays as it is.
    """
    latest: datetime | None = None
    for moment in moments:
        at = moment.at
        if at is not None and latest is not None and at < latest:
            second = (at + doubled_by(at.astimezone(zone))).astimezone(UTC)
            moment = Moment(moment.raw, second) if second >= latest else moment
        if moment.at is not None:
            latest = moment.at if latest is None else max(latest, moment.at)
        yield moment
