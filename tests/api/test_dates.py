"""Filters on times as they travel; what they mean where clocks change is in test_clock_changes.py."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
    since,
    until,
    wire_day,
)

NOON = datetime(2015, 1, 12, 12, 0, tzinfo=UTC)
LATER = datetime(2015, 7, 12, 12, 0, 30, tzinfo=UTC)


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


def test_fractions_of_a_second_widen_a_bound() -> None:
    moment = NOON.replace(microsecond=1)
    assert since(moment, ZoneInfo("UTC")) == "2015-01-12 12:00:00"
    assert until(moment, ZoneInfo("UTC")) == "2015-01-12 12:00:01"


def test_days_stay_as_they_are_and_moments_become_wall_times() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    assert wire_day(date(2015, 1, 12), zone) == "2015-01-12"
    assert wire_day(NOON, zone) == "2015-01-12 04:00:00"
