"""Where one logical line breaks into rows of a given cell width."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import get_character_cell_size

_WIDE_CLOSERS: Final = frozenset("、。，．・：；？！ー）］｝」』】〉》〕…‥ゝ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that do not begin a row in Chinese and Japanese."""
_WIDE_OPENERS: Final = frozenset("（［｛「『【〈《〔")
"""Characters that do not end one."""
_ONE_CELL_EACH: Final = re.compile("[\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0391-\\u03ff\\u0400-\\u0482]*")
"""The scripts whose letters all take one cell, so that rows can be cut without measuring."""


def wrap_line(text: str, width: int, *, hang: int = 0) -> list[tuple[int, int]]:
    """Start and end offsets of the rows of `text`, each at most `width` cells; the first offsets are (0, 0) if empty.

    Rows break at spaces, which belong to no row, and between wide characters; a longer word is cut. `hang` cells are
    kept free at the left of every row but the first. A row always takes at least one character, however narrow.
    """
    width = max(width, 1)
    hang = max(0, min(hang, width - 1))
    if len(text) <= width and text.isascii():
        return [(0, len(text))]
    if _ONE_CELL_EACH.fullmatch(text):
        return _wrap_narrow(text, width, hang)
    return _wrap_measured(text, width, hang)


def _wrap_narrow(text: str, width: int, hang: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start, room, length = 0, width, len(text)
    indent = length - len(text.lstrip(" "))
    while length - start > room:
        # A space just behind the row is a break too; the indent of the first row is none.
        space = text.rfind(" ", max(start, indent if not rows else 0) + 1, start + room + 1)
        end = space if space > start else start + room
        rows.append((start, _before_spaces(text, start, end)))
        start = _after_spaces(text, end)
        room = width - hang
    if start < length or not rows:
        rows.append((start, length))
    return rows


def _wrap_measured(text: str, width: int, hang: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start = used = index = 0
    room = width
    indent = len(text) - len(text.lstrip(" "))
    chance = -1  # where this row may end
    length = len(text)
    while index < length:
        size = get_character_cell_size(text[index])
        if index > start and size and index > indent and _may_break(text, index):
            chance = index
        if used + size > room and index > start and size:
            end = index if chance <= start else chance
            rows.append((start, _before_spaces(text, start, end)))
            start = index = _after_spaces(text, end)
            used, room, chance = 0, width - hang, -1
            continue
        used += size
        index += 1
    if start < length or not rows:
        rows.append((start, length))
    return rows


def _may_break(text: str, index: int) -> bool:
    """Whether a row may end before `index`, which is not the first of its row."""
    after, before = text[index], text[index - 1]
    if after == " " or before == " ":
        return True
    if get_character_cell_size(after) < 2 and get_character_cell_size(before) < 2:
        return False
    return after not in _WIDE_CLOSERS and before not in _WIDE_OPENERS


def _before_spaces(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] == " ":
        end -= 1
    return end


def _after_spaces(text: str, index: int) -> int:
    while index < len(text) and text[index] == " ":
        index += 1
    return index
