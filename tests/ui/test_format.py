"""Times, counts and sizes as the console writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.ui.format import (
    age,
    age_words,
    clock,
    count,
    count_short,
    countdown,
    day,
    file_size,
    full,
    plural,
    span,
    wait,
    when,
)

NOW = datetime(2022, 11, 21, 9, 0, tzinfo=UTC)  # a Monday
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
PRAGUE = ZoneInfo("Europe/Prague")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "short", "words"),
    [
        (-30, "now", "just now"),
        (59, "now", "just now"),
        (60, "1m", "1 min ago"),
        (58 * 60, "58m", "58 min ago"),
        (3600, "1h", "1 h ago"),
        (2 * 3600 + 600, "2h10", "2 h ago"),
        (2 * 3600 + 300, "2h05", "2 h ago"),
        (14 * 3600 + 1200, "14h", "14 h ago"),
        (86400, "1d", "1 day ago"),
        (4 * 86400, "4d", "4 days ago"),
        (364 * 86400, "364d", "364 days ago"),
        (800 * 86400, "2y", "2 years ago"),
    ],
)
def test_ages(seconds: int, short: str, words: str) -> None:
    moment = NOW - timedelta(seconds=seconds)
    assert age(moment, NOW) == short
    assert wait(seconds) == short
    assert age_words(moment, NOW) == words
    assert len(short) <= 5


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2022-11-21T06:31", "06:31"),
        ("2022-11-20T23:59", "Sun 23:59"),
        ("2022-11-15T06:31", "Tue 06:31"),
        ("2022-11-14T06:31", "14 Nov 06:31"),
        ("2022-11-22T06:31", "22 Nov 06:31"),
        ("2022-01-02T06:31", "2 Jan 06:31"),
        ("2021-11-21T06:31", "21 Nov 2021"),
        ("2020-02-29T12:00", "29 Feb 2020"),
    ],
)
def test_a_moment_is_as_short_as_its_distance_allows(moment: str, expected: str) -> None:
    assert when(utc(moment), UTC, NOW) == expected


def test_days_are_those_of_the_zone() -> None:
    late = utc("2022-11-20T23:30")
    assert when(late, PRAGUE, NOW) == "00:30"
    assert when(late, LOS_ANGELES, NOW) == "Sun 15:30"
    assert when(late, UTC, NOW) == "Sun 23:30"
    assert day(late, PRAGUE, NOW) == "Mon 21 Nov"
    assert full(late, UTC, NOW) == "Sun 20 Nov 23:30"
    assert full(utc("2021-11-21T06:31"), UTC, NOW) == "Sun 21 Nov 2021 06:31"


def test_the_year_turns_in_the_zone() -> None:
    new_year = utc("2023-01-01T00:10")
    assert when(utc("2022-12-31T22:50"), PRAGUE, new_year) == "Sat 23:50"
    assert when(utc("2022-12-31T23:30"), PRAGUE, new_year) == "00:30"
    assert when(utc("2022-11-01T12:00"), PRAGUE, new_year) == "1 Nov 2022"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-11-21T06:31", "2022-11-21T06:44", "06:31–06:44"),
        ("2022-11-21T06:31:10", "2022-11-21T06:31:50", "06:31"),
        ("2022-11-21T06:31", "2022-11-21T06:20", "06:31"),
        ("2022-11-20T06:31", "2022-11-20T06:44", "Sun 06:31–06:44"),
        ("2022-11-19T23:50", "2022-11-20T00:10", "Sat 23:50–Sun 00:10"),
        ("2022-11-20T23:50", "2022-11-21T00:10", "Sun 23:50–00:10"),
        ("2021-11-20T06:31", "2021-11-20T06:44", "20 Nov 2021 06:31–06:44"),
        ("2021-11-20T06:31", "2021-11-21T06:44", "20 Nov 2021–21 Nov 2021"),
    ],
)
def test_spans(start: str, end: str, expected: str) -> None:
    assert span(utc(start), utc(end), UTC, NOW) == expected


def test_the_doubled_hour_names_its_two_zones() -> None:
    now = utc("2026-11-01T20:00")
    assert clock(utc("2026-11-01T08:45"), LOS_ANGELES) == "01:45"
    assert clock(utc("2026-11-01T09:15"), LOS_ANGELES) == "01:15"
    assert span(utc("2026-11-01T08:45"), utc("2026-11-01T09:15"), LOS_ANGELES, now) == "01:45 PDT–01:15 PST"


def test_the_missing_hour_is_jumped() -> None:
    assert clock(utc("2026-03-08T09:59"), LOS_ANGELES) == "01:59"
    assert clock(utc("2026-03-08T10:00"), LOS_ANGELES) == "03:00"


def test_ages_do_not_notice_the_change_of_clocks() -> None:
    assert age(utc("2026-11-01T08:30"), utc("2026-11-01T09:30")) == "1h"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        clock(NOW.replace(tzinfo=None), UTC)


def test_countdowns() -> None:
    assert [countdown(s) for s in (-1, 0, 6.9, 65, 3600, 7205)] == ["0 s", "0 s", "6 s", "1:05", "1:00:00", "2:00:05"]


def test_counts() -> None:
    assert [count(n) for n in (0, 999, 1204, 1_000_000)] == ["0", "999", "1,204", "1,000,000"]
    shorts = {0: "0", 999: "999", 1000: "1k", 1204: "1.2k", 12_345: "12k", 999_999: "999k", 3_400_000: "3.4M"}
    assert {number: count_short(number) for number in shorts} == shorts
    assert [plural(1, "reply", "replies"), plural(1204, "reply", "replies")] == ["1 reply", "1,204 replies"]
    assert plural(2, "day") == "2 days"


def test_file_sizes() -> None:
    assert [file_size(n) for n in (0, 999, 1000, 48_200, 1_400_000)] == ["0 B", "999 B", "1 KB", "48 KB", "1.4 MB"]
