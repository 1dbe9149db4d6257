"""Tables of a mail: which of them hold data, and how their cells become lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from console.services.reading.lines import BodyLine, LineKind, Span

MAX_COLUMNS: Final = 40
_WIDEST: Final = 100
"""Cells across which a table is still readable as one; wider ones are written as one field a line."""
_GAP: Final = "  "
_SHORT: Final = 40
_NUMBER: Final = re.compile(r"[^\w\s]?\s?[-+]?\d[\d\s.,:/]*\s?(?:%|\w{1,3}|[^\w\s])?")


@dataclass(slots=True)
class Cell:
    """One cell: its lines as they would stand alone."""

    lines: list[BodyLine]
    header: bool = False
    columns: int = 1
    loose: bool = False
    """Its text is in paragraphs, with blank lines around them."""

    @property
    def text(self) -> str:
        """The cell on one line."""
        return " ".join(line.text.strip() for line in self.lines if line.text)

    @property
    def short(self) -> bool:
        """Whether it may share a line with its neighbours."""
        return not self.lines or (len(self.lines) == 1 and len(self.lines[0].text) <= _SHORT)


@dataclass(slots=True)
class Table:
    """A table while it is read."""

    presentation: bool = False
    bordered: bool = False
    full_width: bool = False
    nested: bool = False
    """Another table is inside."""
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def holds_data(self) -> bool:
        """Whether the columns mean something; most tables in mail only place things on a page."""
        rows = [row for row in self.rows if any(cell.lines for cell in row)]
        widths = {sum(cell.columns for cell in row) for row in rows}
        if self.presentation or self.nested or not rows or max(widths) < 2 or max(widths) > MAX_COLUMNS:
            return False
        if self.bordered or any(cell.header for row in rows for cell in row):
            return True
        even = len(rows) > 1 and len(widths) == 1
        return even and not self.full_width and all(cell.short for row in rows for cell in row)


def data_lines(table: Table, depth: int) -> list[BodyLine]:
    """The rows as aligned columns, numbers to the right; as "name: value" lines when that would be too wide."""
    rows = [_spread(row) for row in table.rows if any(cell.lines for cell in row)]
    columns = list(zip_longest(*([cell.text for cell in row] for row in rows), fillvalue=""))
    widths = [max(map(_cells, column)) for column in columns]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > _WIDEST:
        return _records(rows, depth)
    numeric = [_is_numeric(column[1:] if len(column) > 1 else column) for column in columns]
    lines = []
    for row in rows:
        text, spans = "", []
        for cell, width, right in zip(row, widths, numeric, strict=False):
            filling = " " * (width - _cells(cell.text))
            start = len(text) + (len(filling) if right else 0)
            text += (filling + cell.text if right else cell.text + filling) + _GAP
            spans += _cell_spans(cell, start)
        lines.append(BodyLine(text.rstrip(), LineKind.TABLE, depth, _within(spans, len(text.rstrip()))))
    return lines


def layout_row(row: list[Cell], depth: int) -> BodyLine | None:
    """A row of short cells as one line; None when its cells have to stand below each other."""
    filled = [cell for cell in row if cell.lines]
    if len(filled) < 2 or not all(cell.short and cell.lines[0].kind in _JOINED for cell in filled):
        return None
    text, spans = "", []
    for cell in filled:
        text += _GAP if text else ""
        spans += _cell_spans(cell, len(text))
        text += cell.text
    return BodyLine(text, LineKind.QUOTE if depth else LineKind.TEXT, depth, tuple(spans))


_JOINED: Final = frozenset({LineKind.TEXT, LineKind.QUOTE})


def _records(rows: list[list[Cell]], depth: int) -> list[BodyLine]:
    """One line a field, named by the header row if there is one."""
    kind = LineKind.QUOTE if depth else LineKind.TEXT
    named = len(rows) > 1 and all(cell.header for cell in rows[0])
    names = [cell.text for cell in rows[0]] if named else []
    lines: list[BodyLine] = []
    for row in rows[1:] if named else rows:
        if lines:
            lines.append(BodyLine("", LineKind.BLANK, depth))
        for cell, name in zip_longest(row[:MAX_COLUMNS], names, fillvalue=""):
            if isinstance(cell, Cell) and cell.text:
                lead = f"{name}: " if name else ""
                lines.append(BodyLine(lead + cell.text, kind, depth, tuple(_cell_spans(cell, len(lead)))))
    return lines


def _spread(row: list[Cell]) -> list[Cell]:
    """The row with an empty cell for each further column a cell spans."""
    spread: list[Cell] = []
    for cell in row:
        spread.append(cell)
        spread.extend(Cell([]) for _ in range(cell.columns - 1))
    return spread


def _cell_spans(cell: Cell, start: int) -> list[Span]:
    """The styles of a cell's text when it begins at `start`."""
    if cell.header and cell.text:
        return [Span(start, start + len(cell.text), "strong")]
    if len(cell.lines) != 1:
        return []
    line = cell.lines[0]
    shift = start - (len(line.text) - len(line.text.lstrip()))
    return [Span(max(start, s.start + shift), s.end + shift, s.style) for s in line.spans]


def _within(spans: list[Span], end: int) -> tuple[Span, ...]:
    return tuple(Span(s.start, min(s.end, end), s.style) for s in spans if s.start < end)


def _is_numeric(column: tuple[str, ...]) -> bool:
    filled = [text for text in column if text]
    return bool(filled) and all(len(text) < 20 and _NUMBER.fullmatch(text) for text in filled)


def _cells(text: str) -> int:
    """The cells of a text, near enough to line up columns: wide characters two, marks none."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 0 if unicodedata.combining(character) else 1
        for character in text
    )
