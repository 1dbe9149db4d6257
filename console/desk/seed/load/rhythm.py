"""When conversations begin: three years with the rhythm of days and weeks, and a share of them in the last day."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from console.contract.zone import DEFAULT_ZONE
from console.desk.seed.people import DAY

DAYS = 3 * 365
LAST_DAY = 0.02
_HOUR = 3600
_WEEK = (1.15, 1.1, 1.05, 1.0, 0.95, 0.55, 0.5)
_HOURS = (1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 9, 9, 8, 7, 6, 5, 5, 4, 3, 2, 1)
"""By the hour in the server's zone."""
_GROWTH = 0.6
"""How much more there is at the end than at the beginning."""


def beginnings(now: datetime, count: int, rng: random.Random) -> list[int]:
    """Moments in UTC epoch seconds, in order; two in a hundred are in the last 24 hours."""
    moment = int(now.timestamp())
    recent = round(count * LAST_DAY)
    old = _draw(moment - DAYS * DAY, moment - DAY, count - recent, rng)
    return sorted(old) + sorted(_draw(moment - DAY, moment, recent, rng))


def _draw(first: int, last: int, count: int, rng: random.Random) -> list[int]:
    """So many moments between two, which are a whole number of hours apart, as likely as their hours are busy."""
    zone = ZoneInfo(DEFAULT_ZONE)
    hours = range((last - first) // _HOUR)
    begin = datetime.fromtimestamp(first, UTC)
    weights = []
    for hour in hours:
        local = (begin + timedelta(hours=hour)).astimezone(zone)
        weights.append(_WEEK[local.weekday()] * _HOURS[local.hour] * (1 + _GROWTH * hour / len(hours)))
    drawn = rng.choices(hours, cum_weights=list(accumulate(weights)), k=count)
    return [first + hour * _HOUR + rng.randrange(_HOUR) for hour in drawn]
