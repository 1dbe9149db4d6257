"""The keys that move in every list: one row, a page, to the ends."""

from __future__ import annotations

from textual import events

from console.ui.layouts import letter_of
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import PartView


def moves(view: RowView, event: events.Key) -> bool:
    """Move the cursor of a list, if the key does that; whether it does."""
    letter = letter_of(event)
    match letter if letter in ("j", "k", "g", "G") else event.key:
        case "j" | "down":
            view.move_by(1)
        case "k" | "up":
            view.move_by(-1)
        case "pagedown" | "space":
            view.move_page(1)
        case "pageup":
            view.move_page(-1)
        case "home" | "g":
            view.move_to(0)
        case "end" | "G":
            view.move_to(view.row_count - 1)
        case _:
            return False
    return True


def moves_over_headings(view: PartView, event: events.Key) -> bool:
    """The same where some rows stand for nothing: one row on is the next that stands for something.

    Beyond the last one the lines move, so that what stands there can be read.
    """
    letter = letter_of(event)
    match letter if letter in ("j", "k") else event.key:
        case "j" | "down":
            _to_next(view, 1)
        case "k" | "up":
            _to_next(view, -1)
        case _:
            return moves(view, event)
    return True


def _to_next(view: PartView, step: int) -> None:
    rows, place = view.shown, view.cursor + step
    while 0 <= place < len(rows) and rows[place][1] is None:
        place += step
    if 0 <= place < len(rows):
        view.move_to(place)
    else:
        view.scroll_by(step)
