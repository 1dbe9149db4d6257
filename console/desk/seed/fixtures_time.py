"""FX-20: a thread whose times are awkward: doubled and missing hours, a leap day, a new year, an early end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from console.contract.zone import DEFAULT_ZONE
from console.desk.seed.drafts import HOUR, Draft
from console.desk.seed.stage import Stage


def awkward_times(stage: Stage) -> Draft:
    """Each group stands on a moment of which one may ask what time it was."""
    draft = stage.draft("FX-20", "Times at which my lamp went on", "tech", "R", "jasper@example.org")
    idris = stage.agent("idris")
    autumn, spring = clock_changes(stage.now)
    leap = _last_leap_day(stage.now)
    acts = sorted(
        [
            (leap, "It came on by itself on 29 February."),
            (datetime(spring.year, 1, 1, 7, 59, 58, tzinfo=UTC), "And in the last seconds of the year."),
            (spring - timedelta(seconds=1), "One second before two, when the clocks went forward."),
            (spring, "And at what was suddenly three."),
            (autumn - timedelta(minutes=30), "Half past one, the first time."),
            (autumn + timedelta(minutes=30), "Half past one, the second time."),
        ]
    )
    for moment, text in acts:
        draft.says(int(moment.timestamp()), text)
    last = draft.groups[-1].at + 5 * HOUR
    odd = draft.answers(idris, last, "Hello Jasper, the lamp kept a schedule in another zone. It is deleted now.")
    odd.finished = last - 2 * HOUR
    draft.is_resolved(idris, last + HOUR)
    draft.assigned_to, draft.tags = idris.id, ["bug"]
    return draft


def clock_changes(now: datetime) -> tuple[datetime, datetime]:
    """The last two changes of the clocks in the desk's default zone before now: to winter time, to summer time."""
    zone = ZoneInfo(DEFAULT_ZONE)
    found: dict[bool, datetime] = {}
    hour = now.replace(minute=0, second=0, microsecond=0) - timedelta(days=2)
    while len(found) < 2:
        before = hour - timedelta(hours=1)
        later, sooner = hour.astimezone(zone).utcoffset(), before.astimezone(zone).utcoffset()
        if later != sooner and later is not None and sooner is not None:
            found.setdefault(later < sooner, hour)
        hour = before
    return found[True], found[False]


def _last_leap_day(now: datetime) -> datetime:
    year = now.year - 1
    while year % 4 or (year % 100 == 0 and year % 400):
        year -= 1
    return datetime(year, 2, 29, 20, 15, tzinfo=UTC)
