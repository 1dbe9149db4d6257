"""Times as agents type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.services.moments import USUAL, NoTimeError, When, read_when

ZONE = ZoneInfo("Europe/Prague")
NOW = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)  # Monday, 08:40 in Prague


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A time on Prague's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("fri 9", at(27, 9)),
        ("Friday", at(27, 9)),
        ("friday at 14:30", at(27, 14, 30)),
        ("mon 9", at(23, 9)),
        ("mon 8", at(30, 8)),
        ("mon", at(30, 9)),
        ("tomorrow", at(24, 9)),
        ("tom 15", at(24, 15)),
        ("until tomorrow 3pm", at(24, 15)),
        ("today 17.30", at(23, 17, 30)),
        ("tonight", at(23, 19)),
        ("17", at(23, 17)),
        ("8:30", at(24, 8, 30)),
        ("+3d", at(26, 8, 40)),
        ("2h", at(23, 10, 40)),
        ("in 30 min", at(23, 9, 10)),
        ("+1w", at(30, 8, 40)),
        ("12.5. 14:00", at(12, 14, month=5, year=2027)),
        ("24.12.", at(24, 9, month=12)),
        ("1.12.2027 8", at(1, 8, month=12, year=2027)),
        ("2026-12-01 14:00", at(1, 14, month=12)),
        ("2026-12-01", at(1, 9, month=12)),
    ],
)
def test_times_that_are_understood(typed: str, until: datetime) -> None:
    assert read_when(typed, NOW, ZONE) == When(until)
    assert read_when(f"{typed}!", NOW, ZONE) == When(until, on_reply=False)
    assert read_when(f"{typed} even if they reply", NOW, ZONE) == When(until, on_reply=False)


def test_until_the_customer_replies() -> None:
    assert read_when("until reply", NOW, ZONE) == read_when("r", NOW, ZONE) == When(None)
    with pytest.raises(NoTimeError, match="for ever"):
        read_when("until reply !", NOW, ZONE)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "fri 9"),
        ("soon", "fri 9"),
        ("fri nine", "fri 9"),
        ("31.2. 9:00", "no day 31.2."),
        ("25:00", "no time 25:00"),
        ("today 8", "over already"),
        ("1.1.2020", "over already"),
        ("\x1b[2J", "fri 9"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, words: str) -> None:
    with pytest.raises(NoTimeError, match=words.replace(".", r"\.")):
        read_when(typed, NOW, ZONE)


def test_the_usual_times() -> None:
    found = {name: usual(NOW, ZONE).until for name, usual in USUAL.items()}
    assert found == {
        "hour": at(23, 9, 40),
        "tomorrow": at(24, 9),
        "monday": at(30, 9),
        "week": at(30, 9),
        "reply": None,
    }


def test_a_time_that_the_clocks_skip_is_an_hour_later() -> None:
    before = datetime(2027, 3, 27, 12, tzinfo=UTC)
    assert read_when("28.3. 2:30", before, ZONE).until == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
