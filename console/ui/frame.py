"""What the terminal shows, cell by cell, so that a frame writes only the cells and attributes that differ.

Textual writes whole widgets and says every attribute of every piece; over a slow line that is most of the waiting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

Cell: TypeAlias = tuple[str, str]
"""A character and its attributes, as the numbers of an SGR sequence."""

_UNKNOWN: Final[Cell] = ("\0", "?")
_CONTINUED: Final = ""
"""The character of a cell that a text from further left covers."""
_ONE_CELL_EACH: Final = re.compile(
    "[\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0370-\\u0377\\u0384-\\u0482\\u048a-\\u052f"
    "\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20bf\\u2190-\\u21ff\\u2500-\\u25ff]*"
)
"""Texts that every terminal draws in as many cells as they have characters."""
_SHORT_GAP: Final = 6
"""Cells that are rather written again than jumped over."""
_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_SEEN_ON_BLANKS: Final = frozenset({"4", "5", "7", "9", "21", "51", "52", "53"})
_RESET: Final = "\x1b[0m"


class Frame:
    """Remembers what was written, and makes of an update of the whole or of parts the shortest writing.

    Texts whose width terminals disagree on are written as Textual would, in one piece from its known first cell.
    """

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell]] = {}
        self._pen = ""
        self._at: tuple[int, int] | None = None
        self._out: list[str] = []

    def forget(self) -> None:
        """The terminal may show something else: write everything anew."""
        self._rows.clear()

    def paint(self, update: LayoutUpdate | ChopsUpdate, colours: ColorSystem) -> str:
        """What has to be written for this update; empty when the terminal shows it already."""
        self._out, self._pen, self._at = [], "", None
        for y, x, strip in _pieces(update):
            self._piece(y, x, strip, colours)
        if self._pen:
            self._out.append(_RESET)
        return "".join(self._out)

    def _piece(self, y: int, x: int, strip: Strip, colours: ColorSystem) -> None:
        cells, is_simple = _cells_of(strip, colours)
        end = x + len(cells)
        row = self._rows.setdefault(y, [])
        if len(row) < end:
            row += [_UNKNOWN] * (end - len(row))
        before = row[x:end]
        if before == cells:
            return
        _forget_cut_off(row, x, end)
        row[x:end] = cells
        if not is_simple or any(character == _CONTINUED for character, _ in before):
            self._write(y, x, cells)
            return
        for first, last in _differences(before, cells):
            self._write(y, x + first, cells[first:last])

    def _write(self, y: int, x: int, cells: list[Cell]) -> None:
        if self._at is not None and self._at[0] == y and self._at[1] < x:
            self._out.append(f"\x1b[{x - self._at[1]}C")
        elif self._at != (y, x):
            self._out.append(f"\x1b[{y + 1};{x + 1}H")
        append, pen = self._out.append, self._pen
        for character, attributes in cells:
            if character == " ":
                attributes = _for_blank(pen, attributes)
            if attributes != pen:
                append(_change(pen, attributes))
                pen = attributes
            append(character)
        self._pen = pen
        # Behind a text of disputed width, and behind the last column, terminals disagree on where the cursor is.
        certain = all(len(character) == 1 for character, _ in cells)
        self._at = (y, x + len(cells)) if certain and x + len(cells) < len(self._rows[y]) else None


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and strip of each piece of an update."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, first, last in update.spans:
        for end, (x, part) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if part is None or x > last or end <= first:
                continue
            yield y, x, part if x >= first and end <= last else part.crop(0, min(end, last) - x)


def _cells_of(strip: Strip, colours: ColorSystem) -> tuple[list[Cell], bool]:
    """The cells of a strip, and whether each holds one character of its own."""
    cells: list[Cell] = []
    is_simple = True
    for segment in strip:
        text, style, control = segment
        if control or not text:
            continue
        attributes = _attributes(style, colours) if style is not None else ""
        if text.isascii() or _ONE_CELL_EACH.fullmatch(text):
            blank = (" ", _ground_of(attributes))
            cells += [blank if character == " " else (character, attributes) for character in text]
        elif width := segment.cell_length:
            is_simple = False
            cells.append((text, attributes))
            cells += [(_CONTINUED, attributes)] * (width - 1)
    return cells, is_simple


def _forget_cut_off(row: list[Cell], first: int, last: int) -> None:
    """A text of several cells of which some are written over shows nothing certain in the others."""
    start = first
    while start < len(row) and row[start][0] == _CONTINUED and start > 0:
        start -= 1
    row[start:first] = [_UNKNOWN] * (first - start)
    while last < len(row) and row[last][0] == _CONTINUED:
        row[last] = _UNKNOWN
        last += 1


def _differences(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """Runs of cells that differ, from and to; runs with little between them are one."""
    first = last = -1
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        if first >= 0 and index - last > _SHORT_GAP:
            yield first, last
            first = index
        elif first < 0:
            first = index
        last = index + 1
    if first >= 0:
        yield first, last


@lru_cache(maxsize=4096)
def _ground_of(attributes: str) -> str:
    """The attributes without what cannot be seen on a blank."""
    flags, _, ground = _split(attributes)
    if flags & _SEEN_ON_BLANKS:
        return attributes
    return ground


@lru_cache(maxsize=4096)
def _for_blank(pen: str, wanted: str) -> str:
    """Attributes that show a blank as wanted and differ as little as possible from those of the pen."""
    flags, ink, _ = _split(pen)
    wanted_flags, _, wanted_ground = _split(wanted)
    if wanted_flags & _SEEN_ON_BLANKS:
        return wanted
    return ";".join(filter(None, [*sorted(flags - _SEEN_ON_BLANKS), ink, wanted_ground]))


def _attributes(style: Style, colours: ColorSystem) -> str:
    return style._ansi if style._ansi is not None else Strip.render_ansi(style, colours)


@lru_cache(maxsize=4096)
def _change(before: str, after: str) -> str:
    """The shortest sequence from one set of attributes to another."""
    if not after:
        return _RESET if before else ""
    anew = f"\x1b[0;{after}m" if before else f"\x1b[{after}m"
    (old, old_ink, old_ground), (new, ink, ground) = _split(before), _split(after)
    if not all(code in _OFF for code in old - new):
        return anew
    offs = sorted({_OFF[code] for code in old - new})
    turned_on = sorted(code for code in new if code not in old or _OFF.get(code) in offs)
    codes = [*offs, *turned_on]
    if ink != old_ink:
        codes.append(ink or "39")
    if ground != old_ground:
        codes.append(ground or "49")
    return min(f"\x1b[{';'.join(codes)}m", anew, key=len)


def _split(attributes: str) -> tuple[frozenset[str], str, str]:
    """Attributes apart: those that are on or off, the ink and the ground."""
    flags: set[str] = set()
    ink = ground = ""
    codes = iter(attributes.split(";")) if attributes else iter(())
    for code in codes:
        number = int(code)
        if number in (38, 48):
            kind = next(codes)
            code = ";".join([code, kind, *(next(codes) for _ in range(3 if kind == "2" else 1))])
        if 30 <= number <= 39 or 90 <= number <= 97:
            ink = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            ground = code
        else:
            flags.add(code)
    return frozenset(flags), ink, ground
