"""Frames that write only what differs leave the terminal as whole frames would."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pyte
import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from console.ui.frame import Frame

WIDTH, HEIGHT = 40, 6
STYLES = [
    Style(color="#aabbcc", bgcolor="#101010"),
    Style(color="#aabbcc", bgcolor="#303030", bold=True),
    Style(color="red", italic=True),
    Style(color="bright_blue", bgcolor="bright_black", underline=True),
    Style(bold=True, dim=True),
    Style(dim=True),
    Style(reverse=True, strike=True),
    Style(),
    None,
]
TEXTS = ["plain", "a b  c", "     ", "é…─▌", "日本", "x日y", "e\N{COMBINING ACUTE ACCENT}x", "№ ⚠ ☎", "-" * 12]


def screen_of(*written: str) -> list[list[object]]:
    """What a terminal shows after these writings: characters with their attributes; the ink of blanks is not seen."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for text in written:
        stream.feed(text)
    return [[_seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def _seen(cell: pyte.screens.Char) -> object:
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return (" ", cell.bg)
    return cell


def whole(strips: Sequence[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, WIDTH, HEIGHT))


def part(y: int, x: int, strip: Strip) -> ChopsUpdate:
    """An update of one piece of one row."""
    end = x + strip.cell_length
    return ChopsUpdate(
        [{x: strip} if row == y else {} for row in range(HEIGHT)], [(y, x, end)], [[end] for _ in range(HEIGHT)]
    )


def as_textual(update: LayoutUpdate | ChopsUpdate) -> str:
    """What Textual writes for it; a newline would scroll in the last row, and Textual moves before each piece."""
    console = type("Console", (), {"_color_system": ColorSystem.TRUECOLOR})()
    return update.render_segments(console).replace("\n", "")


def some_strip(rng: random.Random, width: int) -> Strip:
    segments: list[Segment] = []
    while sum(segment.cell_length for segment in segments) < width:
        segments.append(Segment(rng.choice(TEXTS), rng.choice(STYLES)))
    return Strip(segments).crop(0, width)


@pytest.mark.parametrize("seed", range(60))
def test_any_updates_leave_the_same_screen(seed: int) -> None:
    rng = random.Random(seed)
    frame, ours, textuals = Frame(), [], []
    strips = [some_strip(rng, WIDTH) for _ in range(HEIGHT)]
    for _ in range(12):
        if rng.random() < 0.5:
            for y in rng.sample(range(HEIGHT), 2):
                strips[y] = some_strip(rng, WIDTH)
            update: LayoutUpdate | ChopsUpdate = whole(strips)
        else:
            # A piece that cuts no text of several cells in two; what a terminal shows of the rest is its own affair.
            y, strip = rng.randrange(HEIGHT), Strip([Segment(rng.choice(TEXTS[:4]), rng.choice(STYLES[:3]))])
            strips[y] = Strip.join([strip, some_strip(rng, WIDTH - strip.cell_length)])
            ours.append(frame.paint(whole(strips), ColorSystem.TRUECOLOR))
            textuals.append(as_textual(whole(strips)))
            update = part(y, 0, Strip([Segment("z" * strip.cell_length, rng.choice(STYLES[:3]))]))
            strips[y] = Strip.join([update.chops[y][0], strips[y].crop(strip.cell_length)])
        ours.append(frame.paint(update, ColorSystem.TRUECOLOR))
        textuals.append(as_textual(update))
        assert screen_of(*ours) == screen_of(*textuals)
    assert sum(map(len, ours)) < sum(map(len, textuals))


def test_what_is_shown_already_is_not_written() -> None:
    rng, frame = random.Random(1), Frame()
    strips = [some_strip(rng, WIDTH) for _ in range(HEIGHT)]
    assert frame.paint(whole(strips), ColorSystem.TRUECOLOR)
    assert frame.paint(whole(strips), ColorSystem.TRUECOLOR) == ""
    frame.forget()
    assert screen_of(frame.paint(whole(strips), ColorSystem.TRUECOLOR)) == screen_of(as_textual(whole(strips)))


def test_one_changed_cell_costs_one_cell() -> None:
    frame, style = Frame(), STYLES[0]
    frame.paint(part(2, 0, Strip([Segment("0123456789", style)])), ColorSystem.TRUECOLOR)
    written = frame.paint(part(2, 0, Strip([Segment("01234x6789", style)])), ColorSystem.TRUECOLOR)
    assert written == "\x1b[3;6H\x1b[38;2;170;187;204;48;2;16;16;16mx\x1b[0m"


def test_half_of_a_wide_character_that_is_written_over_is_written_again() -> None:
    frame, style = Frame(), STYLES[0]
    line = Strip([Segment("ab日cd", style)])
    frame.paint(part(0, 0, line), ColorSystem.TRUECOLOR)
    frame.paint(part(0, 3, Strip([Segment("X", style)])), ColorSystem.TRUECOLOR)
    assert "日" in frame.paint(part(0, 0, line), ColorSystem.TRUECOLOR)


def test_a_text_of_disputed_width_is_followed_by_a_known_place() -> None:
    frame, style = Frame(), STYLES[0]
    strips = [Segment("日", style), Segment("abc", style)]
    frame.paint(part(0, 0, Strip(strips)), ColorSystem.TRUECOLOR)
    changed = Strip([strips[0], Segment("abd", style)])
    assert frame.paint(part(0, 0, changed), ColorSystem.TRUECOLOR).startswith("\x1b[1;1H")
