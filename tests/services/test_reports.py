"""Reports as the console keeps them: ranges as people type them, columns in words, answers kept, files not replaced."""

from __future__ import annotations

import json
import stat
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.contract.report_rows import AgentReport
from console.services.errors import ServiceError
from console.services.report_files import EXISTS, suggested_path, write_report
from console.services.report_ranges import DayRange, read_day, read_range
from console.services.report_tables import ReportTable, Unit, heading_of
from console.ui.text import typed

TODAY = date(2026, 11, 23)
PACIFIC, PRAGUE = ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Prague")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        (" Yesterday", date(2026, 11, 22)),
        ("7d", date(2026, 11, 16)),
        ("2026-11-1", date(2026, 11, 1)),
        ("1.11.", date(2026, 11, 1)),
        ("24.12.", date(2025, 12, 24)),
        ("24.12.2024", date(2024, 12, 24)),
        ("1 nov", date(2026, 11, 1)),
        ("1. November 2025", date(2025, 11, 1)),
        ("soon", None),
        ("", None),
        ("1 foo", None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["2026-02-30", "31.2.", "30 feb", "2026-13-01"])
def test_days_of_no_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["2026-11-01 2026-11-07", "2026-11-07..2026-11-01", "1.11. - 7.11.", "1 nov to 7 nov", "1.11. 7.11.", "22d..16d"],
)
def test_ranges_as_people_type_them(text: str) -> None:
    assert read_range(text, TODAY) == DayRange(date(2026, 11, 1), date(2026, 11, 7))


def test_other_ranges() -> None:
    assert read_range("yesterday", TODAY) == DayRange(date(2026, 11, 22), date(2026, 11, 22))
    assert read_range("1 nov", TODAY) == DayRange(date(2026, 11, 1), date(2026, 11, 1))
    assert read_range("one two three", TODAY) is None
    assert [DayRange.by_key(key, TODAY).first.day for key in "tywm"] == [23, 22, 17, 25]


def test_days_of_another_zone_are_asked_for_as_moments() -> None:
    days = DayRange(date(2026, 11, 1), date(2026, 11, 7))
    assert days.bounds(None, PACIFIC) == days.bounds(PACIFIC, PACIFIC) == (days.first, days.last)
    first, last = days.bounds(PRAGUE, PACIFIC)
    assert isinstance(first, datetime)
    assert (first.isoformat(), last.isoformat()) == ("2026-11-01T00:00:00+01:00", "2026-11-07T23:59:59+01:00")


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        ("firstname", "firstname"),
        ("newAnswerAvgTimeSla", "new answer avg time sla"),
        ("chat_answers_ph", "chat answers per hour"),
        ("rewards_p", "rewards %"),
        ("u_chats", "unanswered chats"),
    ],
)
def test_columns_are_called_something(column: str, heading: str) -> None:
    assert heading_of(column) == heading


def agents(*rows: dict[str, object]) -> ReportTable:
    records = [AgentReport.model_validate(row) for row in rows]
    return ReportTable("agents", "2026-11-17", "2026-11-23", list(rows[0]), records)


def test_units_of_columns() -> None:
    table = agents({"id": "a", "firstname": "Mira", "answers": 3, "worktime": 60, "rewards_p": None, "answers_ph": 2.5})
    units = [table.unit(column) for column in table.columns]
    assert units == [Unit.IDENTIFIER, Unit.TEXT, Unit.NUMBER, Unit.SECONDS, Unit.PER_CENT, Unit.NUMBER]


def test_files_are_private_safe_and_never_replaced_without_a_word(tmp_path: Path) -> None:
    table = agents({"id": "a", "firstname": "=1+1", "answers": 3})
    path = write_report(table, str(tmp_path / "a.csv"), typed)
    assert path.read_text() == '"id","firstname","answers"\n"a","\'=1+1","3"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine")
    with pytest.raises(ServiceError) as error:
        write_report(table, str(path), typed)
    assert (error.value.title, path.read_text()) == (EXISTS, "mine")
    write_report(table, str(path), typed, replace=True)
    assert path.read_text().startswith('"id"')
    tree = json.loads(write_report(table, str(tmp_path / "a.JSON"), typed).read_text())
    assert tree["rows"] == [{"id": "a", "firstname": "=1+1", "answers": 3}]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.JSON", "a.csv"]


@pytest.mark.parametrize("name", ["a.txt", "", "no/such/folder/a.csv", "a\0.csv", "~nobody-of-this-name/a.csv"])
def test_files_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ServiceError):
        write_report(agents({"id": "a"}), name, typed)
    assert list(tmp_path.iterdir()) == []


def test_the_suggested_name_says_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    table = agents({"id": "a"})
    assert suggested_path(table, ".csv") == str(tmp_path / "agents-2026-11-17-to-2026-11-23.csv")
    (tmp_path / "Downloads").mkdir()
    assert suggested_path(table, ".json").startswith(str(tmp_path / "Downloads" / "agents-"))
