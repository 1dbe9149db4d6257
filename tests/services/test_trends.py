"""How many waited: remembered by the quarter of an hour, over restarts, for a day."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.services.trends import CELLS, KEPT, SLOT, Trends

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def test_the_newest_stands_at_the_right_and_what_nobody_saw_is_unknown(tmp_path: Path) -> None:
    clock = Clock()
    trends = Trends(tmp_path / "waiting.json", clock)
    assert trends.of("care") == ()
    trends.note({"care": 3})
    trends.note({"care": 2})
    assert trends.of("care") == (None,) * (CELLS - 1) + (3,)
    clock.forward(45)
    trends.note({"care": 7})
    assert trends.of("care")[-4:] == (3, None, None, 7)
    assert trends.of("other") == ()


def test_it_outlives_the_console_and_is_private(tmp_path: Path) -> None:
    path, clock = tmp_path / "waiting.json", Clock()
    Trends(path, clock).note({"care": 3})
    clock.forward(15)
    other = Trends(path, clock)
    other.note({"care": 5, "sales": 0})
    assert Trends(path, clock).of("care")[-2:] == (3, 5)
    assert Trends(path, clock).of("sales")[-1] == 0
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["waiting.json"]


def test_two_consoles_put_together_what_they_saw(tmp_path: Path) -> None:
    path, clock = tmp_path / "waiting.json", Clock()
    first, second = Trends(path, clock), Trends(path, clock)
    first.note({"care": 3})
    clock.forward(15)
    second.note({"care": 5})
    clock.forward(15)
    first.note({"care": 4})
    assert Trends(path, clock).of("care")[-3:] == (3, 5, 4)


def test_a_day_is_kept(tmp_path: Path) -> None:
    path, clock = tmp_path / "waiting.json", Clock()
    trends = Trends(path, clock)
    for _ in range(KEPT + 50):
        trends.note({"care": 1})
        clock.forward(SLOT // 60)
    assert path.read_text().count(":") <= KEPT + 1
    clock.forward(24 * 60)
    trends.note({"sales": 1})
    assert "care" not in path.read_text()


@pytest.mark.parametrize("text", ["", "[]", '{"care": 3}', '{"care": {"x": "y"}}', "[" * 5000, '{"care": null}'])
def test_a_file_of_something_else_is_no_trouble(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waiting.json"
    path.write_text(text)
    trends = Trends(path, Clock())
    assert trends.of("care") == ()
    trends.note({"care": 1})
    assert trends.of("care")[-1] == 1


def test_where_nothing_can_be_kept_it_is_remembered_until_the_end(tmp_path: Path) -> None:
    for path in (None, tmp_path / "nowhere" / "waiting.json"):
        trends = Trends(path, Clock())
        trends.note({"care": 1})
        assert trends.of("care")[-1] == 1
