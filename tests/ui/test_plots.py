"""Plots in cells: as high as the numbers, in the width that is there, with the numbers in words."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from console.ui.glyphs import ASCII
from console.ui.widgets.part_view import Parts
from console.ui.widgets.plots import lying, number_words, spark, squeezed, upright


def text(parts: Parts) -> str:
    return "".join(words for words, _ in parts)


def test_a_line_shows_the_highest_as_a_whole_cell_and_little_as_something() -> None:
    assert spark([8, 4, 1, 0, None, 100]) == "▁▁▁  █"
    assert spark([]) == ""
    assert spark([0, 0]) == "  "


@pytest.mark.parametrize("width", [10, 40, 76, 156])
@pytest.mark.parametrize("count", [1, 7, 30, 720])
def test_upright_bars_fit(width: int, count: int) -> None:
    lines = upright([float(one) for one in range(count)], ("first", "last"), width, 8)
    assert len(lines) == 8
    assert all(cell_len(text(line)) <= max(width, 16) for line in lines)
    assert text(lines[0]).split()[0] == number_words(count - 1)
    assert text(lines[-2]).split()[0].startswith("0")
    assert text(lines[-1]).split() == ["first", "last"]


def test_the_highest_bar_reaches_the_top_and_the_others_do_not() -> None:
    lines = [text(line) for line in upright([1, 2], ("a", "b"), 20, 6)]
    assert [line.count("█") for line in lines[:4]] == [5, 5, 10, 10]


def test_many_values_are_the_highest_of_some_of_them() -> None:
    assert squeezed([1, 2, 3, 4, None], 2) == ([3, 4], 3)
    assert squeezed([None, None], 1) == ([None], 2)
    assert squeezed([], 5) == ([], 1)


def test_lying_bars_have_names_and_numbers() -> None:
    lines = [text(line) for line in lying([("Ana", 10), ("健司 渡辺", 5), ("Nobody", None)], 40)]
    assert lines[0].startswith("Ana")
    assert lines[0].endswith(" 10")
    assert lines[0].count("█") == 2 * lines[1].count("█")
    assert lines[2].endswith("│ -")
    assert max(map(cell_len, lines)) <= 40
    assert lying([], 40) == []


def test_numbers() -> None:
    assert [number_words(one) for one in (None, 0, 1234, 2.25, 3.0)] == ["-", "0", "1,234", "2.2", "3"]


def test_bars_have_twins_in_ascii() -> None:
    drawn = "".join(ASCII.drawn(text(line)) for line in [*upright([1, 5, 3], ("a", "b"), 30, 5), *lying([("x", 2)], 9)])
    assert drawn.isascii()
