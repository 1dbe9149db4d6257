"""The forms of times: 12 hours, ISO's, the locale's."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.config.zones import FormedZone, TimeForm, form_of, zone_with_form
from console.ui.format import clock, clock_with_seconds, day, full, month, span, when

PRAGUE = ZoneInfo("Europe/Prague")
TWELVE, ISO = FormedZone(PRAGUE, TimeForm.TWELVE), FormedZone(PRAGUE, TimeForm.ISO)


@pytest.mark.parametrize(("hour", "words"), [(0, "12:05 am"), (6, "6:05 am"), (12, "12:05 pm"), (23, "11:05 pm")])
def test_the_twelve_hours(hour: int, words: str) -> None:
    moment = datetime(2026, 11, 23, hour, 5, tzinfo=PRAGUE)
    assert clock(moment, TWELVE) == words
    assert clock_with_seconds(moment, TWELVE) == words.replace(":05", ":05:00")


def test_the_form_of_iso() -> None:
    now, moment = datetime(2026, 11, 23, 12, 0, tzinfo=PRAGUE), datetime(2026, 11, 21, 6, 31, tzinfo=PRAGUE)
    assert when(now, ISO, now) == "12:00"
    assert when(moment, ISO, now) == "2026-11-21 06:31"
    assert full(moment, ISO, now) == "2026-11-21 06:31"
    assert day(moment, ISO, now) == "2026-11-21"
    assert month(moment, ISO) == "2026-11"
    assert month(moment, PRAGUE) == "Nov 2026"
    assert span(moment, moment + timedelta(minutes=13), ISO, now) == "2026-11-21 06:31–06:44"


def test_a_form_changes_no_time() -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    for moment in (summer, datetime(2026, 12, 1, 12, 0, tzinfo=UTC)):
        assert moment.astimezone(ISO).replace(tzinfo=None) == moment.astimezone(PRAGUE).replace(tzinfo=None)
        assert moment.astimezone(ISO).utcoffset() == moment.astimezone(PRAGUE).utcoffset()
        assert moment.astimezone(ISO).tzname() == moment.astimezone(PRAGUE).tzname()
        assert moment.astimezone(ISO).dst() == moment.astimezone(PRAGUE).dst()
        assert copy.deepcopy(moment.astimezone(ISO)) == moment


@pytest.mark.parametrize(("settings", "form"), [("24h", "24h"), ("12h", "12h"), ("iso", "iso"), ("locale", "24h")])
def test_the_form_that_is_set(settings: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert form_of(zone_with_form("Europe/Prague", settings)) == form
