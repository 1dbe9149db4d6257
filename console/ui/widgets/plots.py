"""Small plots in cells of text, as lines of parts: upright bars over time, and lying ones for things with names.

Bars are block characters, which the ASCII set has twins for; the numbers stand beside them, so that nothing is said by
a colour or a height alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from console.ui.text import pad
from console.ui.widgets.part_view import Parts

BLOCKS = " ▁▂▃▄▅▆▇█"
WIDEST_BAR = 6
NAME_CELLS = 24

Values = Sequence[float | None]
"""Numbers; None where there is none."""


def spark(values: Values) -> str:
    """A plot of one line, a cell for each value."""
    top = highest(values)
    return "".join(_block(value, top, 0, 1) for value in values)


def highest(values: Values) -> float:
    """The highest of some values; 0 when there is none above it."""
    return max((value for value in values if value is not None and value > 0), default=0.0)


def squeezed(values: Values, most: int) -> tuple[list[float | None], int]:
    """At most so many values, each the highest of some beside each other, and of how many."""
    each = max(1, -(-len(values) // max(most, 1)))
    groups = [values[start : start + each] for start in range(0, len(values), each)]
    return [max((one for one in group if one is not None), default=None) for group in groups], each


def number_words(value: float | None) -> str:
    """A number as short as it is true to one digit after the point."""
    return "-" if value is None else f"{value:,.1f}".removesuffix(".0")


def upright(values: Values, ends: tuple[str, str], width: int, height: int) -> list[Parts]:
    """Bars from left to right over an axis with its ends named, in `height` lines with the axis and the names."""
    top, rows = highest(values), max(1, height - 2)
    side = max(len(number_words(top)), 1)
    room = max(1, width - side - 2)
    shown, _ = squeezed(values, room)
    each = max(1, min(WIDEST_BAR, room // max(1, len(shown))))
    gap = " " if each >= 3 else ""
    lines: list[Parts] = []
    for row in reversed(range(rows)):
        label = number_words(top) if row == rows - 1 else ""
        bars = "".join(_block(value, top, row, rows) * (each - len(gap)) + gap for value in shown)
        lines.append([(f"{label:>{side}} ", "dim"), ("│", "rule"), (bars, "marker")])
    used = min(room, each * len(shown))
    lines.append([(f"{'0':>{side}} ", "dim"), ("┴" + "─" * used, "rule")])
    first, last = ends
    blank = max(1, used - cell_len(first) - cell_len(last))
    lines.append([(" " * (side + 2) + first + " " * blank + last, "dim")])
    return lines


def lying(rows: Sequence[tuple[str, float | None]], width: int) -> list[Parts]:
    """A bar for each thing with its name before it and its number behind; names must be clean."""
    top = highest([value for _, value in rows])
    name_cells = min(NAME_CELLS, max((cell_len(name) for name, _ in rows), default=1), max(6, width // 3))
    words = [number_words(value) for _, value in rows]
    room = max(1, width - name_cells - max(map(len, words), default=1) - 3)
    lines: list[Parts] = []
    for (name, value), number in zip(rows, words, strict=True):
        length = round(value / top * room) if top and value is not None and value > 0 else 0
        bar = "█" * max(length, 1 if value is not None and value > 0 else 0)
        lines.append([(pad(name, name_cells) + " ", "text"), ("│", "rule"), (bar, "marker"), (f" {number}", "dim")])
    return lines


def _block(value: float | None, top: float, row: int, rows: int) -> str:
    """The cell of a bar in a row from the bottom; what is above nothing shows at least a little."""
    if value is None or value <= 0 or not top:
        return " "
    eighths = max(1, round(value / top * rows * 8)) - row * 8
    return BLOCKS[max(0, min(8, eighths))]
