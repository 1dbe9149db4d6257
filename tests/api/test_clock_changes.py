"""Around every change of the clock in four years and five zones: nothing is misread, misordered or missed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.api.dates import After, AtOrAfter, AtOrBefore, Before, Between, DateFilter, Exactly, NotAt, wire_time
from console.contract.base import Moment, parse_datetime
from console.contract.clock_changes import doubled_by, in_order

ZONES = ["America/Los_Angeles", "Europe/Prague", "Australia/Lord_Howe", "America/Havana", "Pacific/Auckland"]
"""One whose clock moves by half an hour, one that changes at midnight, and two in which autumn is in April."""
YEARS = range(2024, 2028)
AROUND = [timedelta(minutes=minutes) for minutes in range(-150, 151, 10)]
SECOND = timedelta(seconds=1)
SPAN = timedelta(minutes=45)


@cache
def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The instants of a year at which the zone's offset changes, to the second."""
    found = []
    hour = datetime(year, 1, 1, tzinfo=UTC)
    while hour.year == year:
        after = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = hour, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                same = middle.astimezone(zone).utcoffset() == hour.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        hour = after
    return found


def every_change() -> Iterator[tuple[ZoneInfo, datetime]]:
    for name in ZONES:
        zone = ZoneInfo(name)
        found = [change for year in YEARS for change in changes(zone, year)]
        assert len(found) == 8
        yield from ((zone, change) for change in found)


CHANGES = [pytest.param(zone, change, id=f"{zone.key}-{change:%Y-%m}") for zone, change in every_change()]


def put_back(zone: ZoneInfo, change: datetime) -> timedelta:
    """By how much the clock is put back at a change; nothing where it is put on."""
    before, after = (change - SECOND).astimezone(zone).utcoffset(), change.astimezone(zone).utcoffset()
    assert before is not None
    assert after is not None
    return max(before - after, timedelta(0))


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_times_come_back_as_they_went_but_for_the_second_pass(zone: ZoneInfo, change: datetime) -> None:
    doubled = put_back(zone, change)
    for instant in (change + by for by in AROUND):
        back = parse_datetime(wire_time(instant, zone), zone)
        assert back == (instant - doubled if change <= instant < change + doubled else instant)
        assert doubled_by(instant.astimezone(zone)) == (
            doubled if change - doubled <= instant < change + doubled else timedelta(0)
        )


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_list_in_the_servers_order_is_read_as_it_was_meant(zone: ZoneInfo, change: datetime) -> None:
    truth = [change + by for by in AROUND]
    read = [Moment(raw, parse_datetime(raw, zone)) for raw in (wire_time(instant, zone) for instant in truth)]
    settled = list(in_order(read, zone))
    assert [moment.at for moment in settled] == truth
    assert [moment.raw for moment in settled] == [moment.raw for moment in read]


@given(st.sampled_from([one.values for one in CHANGES]), st.lists(st.integers(-9000, 9000), max_size=12))
def test_no_list_is_ever_misordered(where: tuple[ZoneInfo, datetime], seconds: list[int]) -> None:
    zone, change = where
    truth = [change + timedelta(seconds=one) for one in sorted(seconds)]
    read = [Moment(raw, parse_datetime(raw, zone)) for raw in (wire_time(instant, zone) for instant in truth)]
    times = [moment.at or change for moment in in_order(read, zone)]
    assert times == sorted(times)
    for instant, at in zip(truth, times, strict=True):
        assert at in (instant, instant - put_back(zone, change))


def test_what_is_no_time_and_what_goes_back_by_itself_stays() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    noon = datetime(2026, 11, 1, 20, 0, tzinfo=UTC)
    moments = [Moment("a", noon), Moment("", None), Moment("b", noon - timedelta(hours=1)), Moment("c", noon)]
    assert list(in_order(moments, zone)) == moments


CONDITIONS: list[tuple[Callable[[datetime], DateFilter], Callable[[datetime, datetime], bool]]] = [
    (Exactly, operator.eq),
    (NotAt, operator.ne),
    (After, operator.gt),
    (AtOrAfter, operator.ge),
    (Before, operator.lt),
    (AtOrBefore, operator.le),
    (lambda end: Between(end - SPAN, end), lambda row, end: end - SPAN <= row <= end),
]

_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "eq": operator.eq,
    "neq": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def taken(condition: str, wall: str) -> bool:
    """Whether a server takes a row: it compares texts of wall times."""
    name, _, value = condition.partition(":")
    if name == "btw":
        first, last = sorted(value.split(","))
        return first <= wall <= last
    return value == "%" if name == "lk" else _COMPARISONS[name](wall, value)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_no_row_that_meets_a_condition_is_missed_and_few_others_come(zone: ZoneInfo, change: datetime) -> None:
    doubled = put_back(zone, change)
    rows = [change + by + second for by in AROUND for second in (-SECOND, timedelta(0))]
    walls = {row: wire_time(row, zone) for row in rows}
    for make, holds in CONDITIONS:
        for bound in rows:
            condition = make(bound).wire(zone)
            for row, wall in walls.items():
                if holds(row, bound):
                    assert taken(condition, wall), (condition, wall)
                elif taken(condition, wall):
                    assert doubled, "only where wall times come twice"
                    assert condition == "lk:%" or abs(row - bound) <= 2 * doubled + SPAN
