"""Business hours: which hours of the week count for an SLA, and arithmetic with them over changes of the clock."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_DAY_MINUTES = 24 * 60

Window = tuple[int, int, int]
"""Weekday (Monday is 0), first minute of the day, and the minute after the last."""


class _Year(NamedTuple):
    """One year of the zone's calendar with its windows in order. Times are UTC epoch seconds."""

    number: int
    begin: int
    end: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    """Business seconds of the year before each window."""
    total: int

    def passed(self, moment: int) -> int:
        """Business seconds of the year before a moment of it."""
        window = bisect_right(self.starts, moment) - 1
        if window < 0:
            return 0
        return self.before[window] + min(moment, self.ends[window]) - self.starts[window]


class Hours:
    """Hours of the week in a zone; without any, every hour counts."""

    def __init__(self, windows: tuple[Window, ...], zone: ZoneInfo) -> None:
        self._windows = windows
        self._zone = zone
        self._years: dict[int, _Year] = {}
        self._recent: _Year | None = None

    def between(self, first: int, last: int) -> int:
        """Business seconds from one moment to another; 0 when the second is not later."""
        if last <= first:
            return 0
        if not self._windows:
            return last - first
        one, other = self._year_of(first), self._year_of(last)
        whole = sum(self._year(number).total for number in range(one.number, other.number))
        return whole + other.passed(last) - one.passed(first)

    def after(self, first: int, seconds: int) -> int:
        """The moment at which so many business seconds have passed."""
        if not self._windows or seconds <= 0:
            return first + max(seconds, 0)
        year = self._year_of(first)
        goal = year.passed(first) + seconds
        while goal > year.total:
            goal -= year.total
            year = self._year(year.number + 1)
        window = bisect_left(year.before, goal) - 1
        return year.starts[window] + goal - year.before[window]

    def _year_of(self, moment: int) -> _Year:
        year = self._recent  # nearly always the same one, and asking the zone takes its time
        if year is None or not year.begin <= moment < year.end:
            year = self._recent = self._year(datetime.fromtimestamp(moment, self._zone).year)
        return year

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = self._make_year(number)
        return self._years[number]

    def _make_year(self, number: int) -> _Year:
        year = _Year(
            number, self._moment(date(number, 1, 1), 0), self._moment(date(number + 1, 1, 1), 0), [], [], [], 0
        )
        total = 0
        day = date(number, 1, 1)
        while day.year == number:
            for weekday, begin, end in self._windows:
                if weekday == day.weekday():
                    year.starts.append(self._moment(day, begin))
                    year.ends.append(self._moment(day, end))
                    year.before.append(total)
                    total += year.ends[-1] - year.starts[-1]
            day += timedelta(days=1)
        return year._replace(total=total)

    def _moment(self, day: date, minute: int) -> int:
        day += timedelta(days=minute // _DAY_MINUTES)
        hour, rest = divmod(minute % _DAY_MINUTES, 60)
        return int(datetime(day.year, day.month, day.day, hour, rest, tzinfo=self._zone).timestamp())


@lru_cache(maxsize=64)
def read_hours(text: str, zone: ZoneInfo) -> Hours:
    """The hours of a text such as `mon-fri 08:00-18:00, sat 10:00-14:00`; empty: all hours.

    Raises `ValueError` for a text of another form, or for windows that overlap.
    """
    windows: list[Window] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(","))):
        match = _PART.fullmatch(part)
        if match is None or not {match[1], match[2] or match[1]} <= set(_DAYS):
            message = f"business hours cannot be read: {part}"
            raise ValueError(message)
        first, last = _DAYS.index(match[1]), _DAYS.index(match[2] or match[1])
        begin, end = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
        if first > last or not 0 <= begin < end <= _DAY_MINUTES:
            message = f"business hours are the wrong way round: {part}"
            raise ValueError(message)
        windows += [(weekday, begin, end) for weekday in range(first, last + 1)]
    windows.sort()
    if any(one[0] == two[0] and one[2] > two[1] for one, two in itertools.pairwise(windows)):
        message = f"business hours overlap: {text}"
        raise ValueError(message)
    return Hours(tuple(windows), zone)
