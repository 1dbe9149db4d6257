"""Times on the wire: filters, and round trips around every change of the clock of four years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.api.dates import (
    After,
    AtOrAfter,
    AtOrBefore,
    Before,
    Between,
    DateFilter,
    Exactly,
    Like,
    NotAt,
    wire_time,
)
from console.contract.base import parse_datetime

NOON = datetime(2015, 1, 12, 12, 0, tzinfo=UTC)
LATER = datetime(2015, 7, 12, 12, 0, 30, tzinfo=UTC)
ZONES = ["America/Los_Angeles", "Europe/Prague", "Australia/Lord_Howe"]
YEARS = [2024, 2025, 2026, 2027]


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Exactly(NOON), "eq:2015-01-12 04:00:00"),
        (NotAt(NOON), "neq:2015-01-12 04:00:00"),
        (After(NOON), "gt:2015-01-12 04:00:00"),
        (AtOrAfter(NOON), "gte:2015-01-12 04:00:00"),
        (Before(LATER), "lt:2015-07-12 05:00:30"),
        (AtOrBefore(LATER), "lte:2015-07-12 05:00:30"),
        (Between(NOON, LATER), "btw:2015-01-12 04:00:00,2015-07-12 05:00:30"),
        (Like("2015-01-12 %"), "lk:2015-01-12 %"),
    ],
)
def test_a_filter_on_the_wire(condition: DateFilter, text: str) -> None:
    assert condition.wire(ZoneInfo("America/Los_Angeles")) == text


def test_filters_are_values() -> None:
    same: list[DateFilter] = [After(NOON), After(datetime(2015, 1, 12, 12, 0, tzinfo=UTC))]
    assert {*same, AtOrAfter(NOON)} == {same[0], AtOrAfter(NOON)}
    assert len({*same, AtOrAfter(NOON)}) == 2


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        After(datetime(2015, 1, 12)).wire(ZoneInfo("UTC"))  # noqa: DTZ001 - what is refused


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


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_times_come_back_as_they_went_but_for_the_doubled_hour(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    transitions = changes(zone, year)
    assert len(transitions) == 2
    for change in transitions:
        before = (change - timedelta(seconds=1)).astimezone(zone).utcoffset()
        after = change.astimezone(zone).utcoffset()
        assert before is not None
        assert after is not None
        doubled = max(before - after, timedelta(0))
        for minutes in range(-180, 181, 5):
            instant = change + timedelta(minutes=minutes)
            back = parse_datetime(wire_time(instant, zone), zone)
            second_pass = change <= instant < change + doubled
            assert back == (instant - doubled if second_pass else instant)
