"""Tables fit where they are shown, measure wide letters, and hold nothing that acts on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.cli.table import Column, cells, pair_lines, screen_width, table_lines
from tests.hostile import HOSTILE, forbidden_characters

COLUMNS = (Column("code", rank=2), Column("status"), Column("wait", right=True), Column("subject", least=8))
ROWS = [
    ["ABC-DEF-123", "open", "2h10", "返品の手続きについて"],
    ["ABC-DEF-124", "new", "4d", "Lamp arrived cracked, and the other one as well"],
]
TEXT = st.text(st.characters(exclude_categories=[]), max_size=40)


def test_without_a_bound_nothing_is_cut() -> None:
    head, first, second = table_lines(COLUMNS, ROWS, None)
    assert head == "code        status wait subject"
    assert first == "ABC-DEF-123 open   2h10 返品の手続きについて"
    assert second == "ABC-DEF-124 new      4d Lamp arrived cracked, and the other one as well"


@pytest.mark.parametrize(
    ("width", "second"),
    [
        (50, "ABC-DEF-124 new      4d Lamp arrived cracked, and…"),
        (32, "ABC-DEF-124 new      4d Lamp ar…"),
        (30, "new      4d Lamp arrived crac…"),
        (12, "new      4d…"),
        (3, "ne…"),
    ],
)
def test_what_gives_way_when_it_is_narrow(width: int, second: str) -> None:
    lines = list(table_lines(COLUMNS, ROWS, width))
    assert lines[2] == second
    assert max(map(cells, lines)) <= width


@given(rows=st.lists(st.lists(TEXT, min_size=4, max_size=4), max_size=4), width=st.integers(1, 200))
def test_any_table_fits_and_is_clean(rows: list[list[str]], width: int) -> None:
    lines = list(table_lines(COLUMNS, rows, width))
    assert len(lines) == 1 + len(rows)
    assert max(map(cells, lines)) <= width
    assert not any(forbidden_characters(line) for line in lines)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
def test_names_and_values_stay_on_their_line(hostile: object) -> None:
    text = getattr(hostile, "text", "") or "x"
    lines = list(pair_lines([("name", text), (text, "value"), ("empty", "")]))
    assert len(lines) == 2
    assert not any(forbidden_characters(line) for line in lines)
    assert lines[0].startswith("name ")


@pytest.mark.parametrize(("columns", "width"), [("73", 73), ("0", None), ("", None), ("many", None)])
def test_the_width_is_that_of_the_terminal_or_none(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int | None
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert screen_width() == width
