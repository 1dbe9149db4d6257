"""Filters on a time, such as "changed at or after": the `opdatetime` of API v1 (section 0.3).

The server compares wall times of its own zone, and one hour a year comes twice there: who asks for changes since a
moment starts two hours earlier and drops what is known.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from console.contract.base import format_datetime


def wire_time(moment: datetime, zone: ZoneInfo) -> str:
    """The wall time that the server compares; `moment` must be aware."""
    if moment.tzinfo is None:
        message = "a time for the server needs a zone"
        raise ValueError(message)
    return format_datetime(moment, zone)


class DateFilter(ABC):
    """A condition on a time."""

    @abstractmethod
    def wire(self, zone: ZoneInfo) -> str:
        """The parameter's text for a server in this zone."""


@dataclass(frozen=True, slots=True)
class _AtMoment(DateFilter):
    operator: ClassVar[str]
    moment: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """Operator, colon and wall time."""
        return f"{self.operator}:{wire_time(self.moment, zone)}"


class Exactly(_AtMoment):
    """At this second."""

    __slots__ = ()
    operator = "eq"


class NotAt(_AtMoment):
    """At any other second."""

    __slots__ = ()
    operator = "neq"


class After(_AtMoment):
    """Later than this second."""

    __slots__ = ()
    operator = "gt"


class AtOrAfter(_AtMoment):
    """At this second or later."""

    __slots__ = ()
    operator = "gte"


class Before(_AtMoment):
    """Earlier than this second."""

    __slots__ = ()
    operator = "lt"


class AtOrBefore(_AtMoment):
    """At this second or earlier."""

    __slots__ = ()
    operator = "lte"


@dataclass(frozen=True, slots=True)
class Between(DateFilter):
    """From one second to another, both included, in any order."""

    first: datetime
    last: datetime

    def wire(self, zone: ZoneInfo) -> str:
        """Both wall times behind `btw:`."""
        return f"btw:{wire_time(self.first, zone)},{wire_time(self.last, zone)}"


@dataclass(frozen=True, slots=True)
class Like(DateFilter):
    """Wall times of this pattern: `%` stands for any text, `?` for one character."""

    pattern: str

    def wire(self, zone: ZoneInfo) -> str:
        """The pattern behind `lk:`; it is wall time of the server already."""
        return f"lk:{self.pattern}"
