"""Everything that is known of a conversation and of the message under the cursor, and that message as plain text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from console.services.records import Thread
from console.ui.layouts import letter_of
from console.ui.screens.info_lines import Line, copy_lines, info_lines
from console.ui.signals import LIMIT, copied_words
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.list_keys import moves
from console.ui.widgets.part_view import PartView
from console.ui.wrap import wrap_line

MARGIN = 3
"""Cells beside the lines."""


class LinesScreen(Screen[None]):
    """A view of lines that the keys of every list move in."""

    view_id = "info-view"

    @property
    def view(self) -> PartView:
        """The lines."""
        return self.query_one(f"#{self.view_id}", PartView)


class InfoScreen(LinesScreen):
    """Ids, dates as they came and as they are shown, headers and the raw text."""

    def __init__(self, thread: Thread, group: int, clock: Callable[[], datetime], zone: tzinfo) -> None:
        """`group` is the place of the message group under the cursor."""
        super().__init__()
        self._thread = thread
        self._group = group
        self._clock = clock
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield PaneTitle(id="info-title")
        yield PartView(id="info-view")
        yield FooterLine(id="info-keys")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.query_one("#info-title", PaneTitle).title = f"{self._thread.row.code}  {self._thread.row.subject}"
        keys = (("j k", "move"), ("c", "message as plain text"), ("q Esc", "back"))
        self.query_one("#info-keys", FooterLine).show_hints(keys)
        self.view.focus()
        self._draw()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw()

    def _draw(self) -> None:
        lines = info_lines(self._thread, self._group, self._zone, self._clock())
        self.view.show(wrapped(lines, max(20, self.size.width - MARGIN)))

    def on_key(self, event: events.Key) -> None:
        """Move, copy, or back."""
        letter = letter_of(event)
        if moves(self.view, event):
            pass
        elif letter in ("q", "i") or event.key == "escape":
            self.dismiss(None)
        elif letter == "c":
            self.app.push_screen(CopyScreen(self._thread, self._group))
        else:
            return
        event.stop()


class BareView(PartView):
    """Lines from the first column to the last, with nothing beside them, so that a terminal can mark them."""

    def render_line(self, y: int) -> Strip:
        """The line alone."""
        index = y + self.scroll_offset.y
        return self.draw_row(index, 0, self.size.width) if index < self.row_count else Strip.blank(self.size.width)


class CopyScreen(LinesScreen):
    """The message as plain text in the full width, without borders and marks, for copying with the mouse."""

    view_id = "copy-view"

    def __init__(self, thread: Thread, group: int) -> None:
        super().__init__()
        self._thread = thread
        self._group = group

    def compose(self) -> ComposeResult:
        """The text, and one line of keys."""
        yield BareView(id="copy-view")
        yield FooterLine(id="copy-keys")

    def on_mount(self) -> None:
        """Draw it."""
        keys = (("Space", "on"), ("y", "to the terminal's clipboard"), ("q Esc", "back"))
        self.query_one("#copy-keys", FooterLine).show_hints(keys)
        self.view.focus()
        self._draw()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._draw()

    def _draw(self) -> None:
        self.view.show(wrapped(copy_lines(self._thread, self._group), max(10, self.size.width)))

    def on_key(self, event: events.Key) -> None:
        """Scroll, copy, or back."""
        letter = letter_of(event)
        match letter if letter in ("j", "k", "q", "y") else event.key:
            case "j" | "down":
                self.view.scroll_by(1)
            case "k" | "up":
                self.view.scroll_by(-1)
            case "pagedown" | "space":
                self.view.scroll_by(max(1, self.view.size.height - 1))
            case "pageup":
                self.view.scroll_by(-max(1, self.view.size.height - 1))
            case "y":
                text = "\n".join(text for text, _ in copy_lines(self._thread, self._group))[:LIMIT]
                self.app.copy_to_clipboard(text)
                self.query_one("#copy-keys", FooterLine).say(copied_words("the message", len(text), os.environ))
            case "q" | "escape":
                self.dismiss(None)
            case _:
                return
        event.stop()


def wrapped(lines: Sequence[Line], width: int) -> list[tuple[Sequence[tuple[str, str]], object]]:
    """Lines of clean text and style, cut into rows of a width."""
    return [([(text[start:end], style)], None) for text, style in lines for start, end in wrap_line(text, width)]
