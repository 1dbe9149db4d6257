"""Tables for people: as wide as the terminal, measured in cells, everything in them cleaned."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 1
"""Blank columns between two columns."""
_LONGEST_CELL = 500
_WIDEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what happens when there is too little room."""

    title: str
    right: bool = False
    """Whether its cells end at the same place: numbers."""
    least: int = 0
    """Cells it may shrink to; 0 when it never shrinks."""
    rank: int = 0
    """Columns of the highest rank go first when shrinking is not enough; those of rank 0 stay."""


def screen_width() -> int | None:
    """Columns of the terminal, or of `COLUMNS`; None where nothing bounds a line, such as in a pipe."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """A quiet heading, then a line a row; none longer than `width` cells when there is room for anything at all."""
    cleaned = [[_clean(cell) for cell in row] for row in rows]
    wide = [
        max([cells(column.title), *(cells(row[place]) for row in cleaned)], default=0)
        for place, column in enumerate(columns)
    ]
    fitted = _fit(columns, wide, width)
    for row in ([column.title for column in columns], *cleaned):
        line = _line(row, columns, fitted)
        yield line if width is None else _clipped(line, width)


def pair_lines(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A line for each name and value, the values below each other; empty values are left out."""
    shown = [(_clipped(_clean(name), _WIDEST_NAME), _clean(value)) for name, value in pairs if value]
    wide = max((cells(name) for name, _ in shown), default=0)
    return (f"{_padded(name, wide, right=False)}  {value}" for name, value in shown)


def cells(text: str) -> int:
    """Cells of a terminal that a cleaned text takes."""
    if text.isascii():
        return len(text)
    from console.ui.drawable import cell_width

    return cell_width(text)


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST_CELL:
        return text
    from console.ui.drawable import clean

    return clean(text, limit=_LONGEST_CELL)


def _fit(columns: Sequence[Column], wide: list[int], width: int | None) -> list[int]:
    """The cells of each column, 0 for one that is left out."""
    fitted = list(wide)
    while width is not None and (over := _total(fitted) - width) > 0:
        room = [max(0, fitted[place] - column.least) if column.least else 0 for place, column in enumerate(columns)]
        if any(room):
            widest = max(range(len(columns)), key=lambda place: (room[place] > 0, fitted[place]))
            fitted[widest] -= min(over, room[widest], _down_to_next(fitted, room, widest))
            continue
        last = max(range(len(columns)), key=lambda place: (fitted[place] > 0 and columns[place].rank, place))
        if not (fitted[last] and columns[last].rank):
            break
        # With a column less the others may be as wide as they like again.
        fitted[last] = 0
        fitted = [cell and full for cell, full in zip(fitted, wide, strict=True)]
    return fitted


def _down_to_next(fitted: list[int], room: list[int], widest: int) -> int:
    """How much the widest of the columns that shrink is wider than the next one of them."""
    others = [fitted[place] for place, left in enumerate(room) if left and place != widest]
    return max(1, fitted[widest] - max(others, default=0))


def _total(fitted: list[int]) -> int:
    shown = [cell for cell in fitted if cell]
    return sum(shown) + GAP * max(0, len(shown) - 1)


def _line(row: Sequence[str], columns: Sequence[Column], fitted: list[int]) -> str:
    pieces = [
        _padded(text, size, right=column.right) for text, column, size in zip(row, columns, fitted, strict=True) if size
    ]
    return (" " * GAP).join(pieces).rstrip(" ")


def _padded(text: str, size: int, *, right: bool) -> str:
    text = _clipped(text, size)
    blank = " " * (size - cells(text))
    return blank + text if right else text + blank


def _clipped(text: str, size: int) -> str:
    if len(text) <= size and cells(text) <= size:
        return text
    from console.ui.drawable import clip

    return clip(text, size)
