"""Rows of a line by cell width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.ui.text import clean
from console.ui.wrap import _wrap_measured, wrap_line
from tests.hostile import HOSTILE, HUGE, Hostile


def rows(text: str, width: int, hang: int = 0) -> list[str]:
    return [text[start:end] for start, end in wrap_line(text, width, hang=hang)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("the lamp arrived cracked", 10, ["the lamp", "arrived", "cracked"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab abcdefgh", 4, ["ab", "abcd", "efgh"]),
        ("one  two", 4, ["one", "two"]),
        ("  indented text here", 12, ["  indented", "text here"]),
        ("返品の手続き", 4, ["返品", "の手", "続き"]),
        ("返品。手続き", 4, ["返", "品。", "手続", "き"]),
        ("返品abc手続き", 7, ["返品abc", "手続き"]),
        ("Où est mon colis ?", 8, ["Où est", "mon", "colis ?"]),
        ("🔥🔥🔥", 4, ["🔥🔥", "🔥"]),
        ("日本", 1, ["日", "本"]),
        ("x y", 0, ["x", "y"]),
    ],
)
def test_where_rows_break(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


def test_rows_after_the_first_leave_room_for_the_marker() -> None:
    assert rows("• one two three", 9, hang=2) == ["• one two", "three"]
    assert rows("• aaaa bbbb cccc", 7, hang=2) == ["• aaaa", "bbbb", "cccc"]


def test_a_mark_stays_with_its_base() -> None:
    assert rows("e\u0301" * 4, 2) == ["e\u0301e\u0301", "e\u0301e\u0301"]


@given(st.text().map(clean), st.integers(min_value=2, max_value=40), st.integers(min_value=0, max_value=6))
def test_rows_fit_and_lose_nothing_but_spaces(text: str, width: int, hang: int) -> None:
    hang = min(hang, width - 2)
    spans = wrap_line(text, width, hang=hang)
    end = 0
    for number, (start, stop) in enumerate(spans):
        assert not text[end:start].strip(" ")
        assert cell_len(text[start:stop]) <= width - (hang if number else 0)
        end = stop
    assert not text[end:].strip(" ")


@given(
    st.text(alphabet="ab éж", max_size=80),
    st.integers(min_value=1, max_value=12),
    st.integers(min_value=0, max_value=3),
)
def test_the_quick_way_and_the_measured_way_agree(text: str, width: int, hang: int) -> None:
    hang = min(hang, width - 1)
    assert wrap_line(text, width, hang=hang) == (
        [(0, len(text))] if len(text) <= width else _wrap_measured(text, width, hang)
    )


@pytest.mark.parametrize("item", [*HOSTILE, *HUGE], ids=lambda item: item.name)
def test_hostile_lines_wrap(item: Hostile) -> None:
    text = clean(item.text, limit=200_000)
    assert all(cell_len(text[start:end]) <= 40 for start, end in wrap_line(text, 40))
