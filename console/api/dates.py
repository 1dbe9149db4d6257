"""Times on their way to the server: bounds, and filters such as "changed at or after" (section 0.3).

The server compares wall times of its own zone to the second, and one hour a year comes twice there. Conditions are
widened so that no row that meets them is ever missed:

- a lower bound loses its fraction of a second, an upper one is rounded up;
- a lower bound in the first pass of the doubled hour is moved back by that hour, since the second pass begins anew with
  its earliest wall times; an upper bound in the second pass is moved on by it;
- "exactly" means either pass, and "not at" a second of the doubled hour means any time.

So rows of up to an hour beside the bound may come as well, around that hour alone. Who asks for changes since a moment
meets known rows again anyway, because many rows share a second.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from console.contract.base import format_datetime
from console.contract.clock_changes import doubled_by

DayOrTime: TypeAlias = date | datetime
"""A whole day of the server's zone, or an aware time."""

_SECOND = timedelta(seconds=1)


def wire_time(moment: datetime, zone: ZoneInfo) -> str:
    """The wall time of a moment in the server's zone; `moment` must be aware."""
    return format_datetime(_aware(moment), zone)


def wire_day(day: DayOrTime, zone: ZoneInfo) -> str:
    """A day as it is, or the wall time of a moment."""
    return wire_time(day, zone) if isinstance(day, datetime) else day.isoformat()


def since(moment: datetime, zone: ZoneInfo) -> str:
    """A wall time that no later moment is below, even where wall times repeat."""
    wall = _aware(moment).astimezone(zone)
    return _text(wall if wall.fold else wall - doubled_by(wall))


def until(moment: datetime, zone: ZoneInfo) -> str:
    """A wall time that no earlier moment is above, even where wall times repeat."""
    wall = (_aware(moment) + _SECOND * bool(moment.microsecond)).astimezone(zone)
    return _text(wall + doubled_by(wall) if wall.fold else wall)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = "a time for the server needs a zone"
        raise ValueError(message)
    return moment


def _text(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%d %H:%M:%S")


class DateFilter(ABC):
    """A condition on a time."""

    @abstractmethod
    def wire(self, zone: ZoneInfo) -> str:
        """The parameter's text for a server in this zone."""


@dataclass(frozen=True, slots=True)
class Exactly(DateFilter):
    """At this second."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """Its wall time behind `eq:`."""
        return f"eq:{wire_time(self.moment, zone)}"


@dataclass(frozen=True, slots=True)
class NotAt(DateFilter):
    """At any other second."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """Its wall time behind `neq:`; a pattern for all times where the wall time comes twice."""
        wall = wire_time(self.moment, zone)
        return "lk:%" if doubled_by(self.moment.astimezone(zone)) else f"neq:{wall}"


@dataclass(frozen=True, slots=True)
class After(DateFilter):
    """Later than this second."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """The lower bound behind `gt:`."""
        return f"gt:{since(self.moment, zone)}"


@dataclass(frozen=True, slots=True)
class AtOrAfter(DateFilter):
    """At this second or later."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """The lower bound behind `gte:`."""
        return f"gte:{since(self.moment, zone)}"


@dataclass(frozen=True, slots=True)
class Before(DateFilter):
    """Earlier than this second."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """The upper bound behind `lt:`."""
        return f"lt:{until(self.moment, zone)}"


@dataclass(frozen=True, slots=True)
class AtOrBefore(DateFilter):
    """At this second or earlier."""

    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """The upper bound behind `lte:`."""
        return f"lte:{until(self.moment, zone)}"


@dataclass(frozen=True, slots=True)
class Between(DateFilter):
    """From one second to another, both included, in any order."""

    first: datetime
    last: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """Both bounds behind `btw:`."""
        first, last = sorted((_aware(self.first), _aware(self.last)))
        return f"btw:{since(first, zone)},{until(last, zone)}"


@dataclass(frozen=True, slots=True)
class Like(DateFilter):
    """Wall times of this pattern: `%` stands for any text, `?` for one character."""

    pattern: str

    def wire(self, zone: ZoneInfo) -> str:
        """The pattern behind `lk:`; it is wall time of the server already."""
        return f"lk:{self.pattern}"
