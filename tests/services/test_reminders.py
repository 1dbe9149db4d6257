"""Whom the agent waits for, over restarts, and from files that are none of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.services.reminders import Awaited, Reminders


def test_who_is_awaited_is_told_once_over_restarts(tmp_path: Path) -> None:
    path = tmp_path / "reminders.json"
    Reminders(path).add("d1", "Billing", ["A", "B"])
    again = Reminders(path)
    again.add("d1", "Billing", ["B", "C"])
    again.add("d2", "Sales", ["D"])
    assert again.came({"d3"}) == []
    assert Reminders(path).came({"d1", "d3"}) == [Awaited("Billing", ("A", "B", "C"))]
    assert Reminders(path).came({"d1", "d2"}) == [Awaited("Sales", ("D",))]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "[]", '{"d1": 3, "d2": {"name": "Sales", "codes": ["D"]}}', '{"d2": {}}'])
def test_files_of_others(tmp_path: Path, text: str) -> None:
    path = tmp_path / "reminders.json"
    path.write_text(text)
    assert Reminders(path).came({"d1"}) == []


def test_without_a_file(tmp_path: Path) -> None:
    for path in (None, tmp_path / "nowhere" / "reminders.json"):
        reminders = Reminders(path)
        reminders.add("d1", "Billing", ["A"])
        assert reminders.came({"d1"}) == [Awaited("Billing", ("A",))]
