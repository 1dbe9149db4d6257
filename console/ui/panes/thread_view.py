"""The thread: a conversation as message groups, scrolled as smoothly with two thousand messages as with two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

from textual import events
from textual.strip import Strip

from console.services.records import Thread
from console.ui.glyphs import UNICODE, Glyphs
from console.ui.panes.thread_layout import Setting, ThreadLayout
from console.ui.panes.thread_words import gutter_of, newest_of_people
from console.ui.widgets.line_view import MARKER_CELLS, LineView
from console.ui.wrap import wrap_line

SLICE_SECONDS = 0.012
"""How long the rest of a long thread is laid out at a time, between two keys."""
READING_WIDTH = 100


class ThreadView(LineView):
    """The groups. The cursor is a group; its headline carries the marker."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.zone: tzinfo = UTC
        self.glyphs: Glyphs = UNICODE
        self.reading_width = READING_WIDTH
        self.thread: Thread | None = None
        self.cursor = 0
        """Index of the group under the cursor."""
        self.empty_text = "No conversation is open. Enter opens the one under the cursor."
        self._toggled: frozenset[str] = frozenset()
        self._layout: ThreadLayout | None = None

    # What is drawn

    @property
    def line_count(self) -> int:
        """Lines laid out so far."""
        if self._layout is None:
            return len(wrap_line(self.empty_text, max(10, self.size.width - MARKER_CELLS)))
        return len(self._layout.lines)

    def draw_line(self, index: int, width: int) -> Strip:
        """A line with its gutter."""
        paint = self.painter(width)
        if self._layout is None:
            rows = wrap_line(self.empty_text, width)
            start, end = rows[index] if index < len(rows) else (0, 0)
            return paint.put(self.empty_text[start:end], "dim").strip()
        line = self._layout.lines[index]
        gutter, style = gutter_of(line.voice, self.glyphs)
        paint.put(gutter, style)
        for text, name in line.parts:
            paint.put(text, name)
        return paint.strip()

    @property
    def cursor_line(self) -> int:
        """The headline of the group under the cursor."""
        return self._layout.starts.get(self.cursor, 0) if self._layout is not None else 0

    def is_marked(self, index: int) -> bool:
        """The marker stands at the headline of the group under the cursor."""
        return self._layout is not None and self._layout.starts.get(self.cursor) == index

    # A thread comes

    def show(self, thread: Thread | None, *, follow: bool = True) -> None:
        """Draw a thread. The same conversation keeps cursor, folds and what is at the top; another one starts at its
        newest message, and so does the same one when its end is in view and `follow` is set."""
        same = thread is not None and self.thread is not None and thread.row.id == self.thread.row.id
        old_id = self._group_id(self.cursor) if same else None
        old_top = self._anchor() if same else None
        at_end = same and follow and self._at_end()
        self.thread = thread
        if not same:
            self._toggled = frozenset()
        self._lay_out(old_top)
        if thread is None or not thread.groups:
            self.cursor = 0
        elif old_id is not None and not at_end:
            self.cursor = next((i for i, group in enumerate(thread.groups) if group.id == old_id), 0)
        else:
            self.cursor = newest_of_people(thread)
        self.lines_changed()
        if old_top is not None and not at_end:
            self._restore(old_top)
        else:
            self._show_group_start()

    def _group_id(self, index: int) -> str | None:
        if self.thread is None or not 0 <= index < len(self.thread.groups):
            return None
        return self.thread.groups[index].id

    def _at_end(self) -> bool:
        return self.scroll_offset.y >= self.max_scroll_y - 1

    def _anchor(self) -> tuple[str, int] | None:
        """The group at the top of the view and how far into it the view begins."""
        if self._layout is None or not self._layout.lines:
            return None
        top = min(self.scroll_offset.y, len(self._layout.lines) - 1)
        group = self._layout.lines[top].group
        group_id = self._group_id(group)
        return (group_id, top - self._layout.starts.get(group, top)) if group_id else None

    def _restore(self, anchor: tuple[str, int]) -> None:
        if self._layout is None or self.thread is None:
            return
        group_id, offset = anchor
        index = next((i for i, group in enumerate(self.thread.groups) if group.id == group_id), None)
        if index is not None and index in self._layout.starts:
            self.scroll_lines(self._layout.starts[index] + offset)

    @property
    def complete(self) -> bool:
        """Whether everything of the thread is laid out, also what lies above the screen."""
        return self._layout is None or self._layout.complete

    def _lay_out(self, anchor: tuple[str, int] | None = None) -> None:
        """Lay out the first screen, and what lies above it later; with an anchor, up to the anchor at once."""
        if self.thread is None or self.size.width <= MARKER_CELLS:
            self._layout = None
            return
        width = min(self.size.width - MARKER_CELLS, self.reading_width)
        setting = Setting(width, self.zone, self.clock(), self.glyphs)
        layout = self._layout = ThreadLayout(self.thread, setting, self._toggled)
        wanted = max(self.size.height, 20) * 2
        layout.grow(lambda count: count >= wanted)
        if anchor is not None:
            index = next(
                (i for i, group in enumerate(self.thread.groups) if group.id == anchor[0]), len(self.thread.groups)
            )
            layout.grow(lambda _: layout.first <= index)
        if not layout.complete:
            self.set_timer(0.001, self._lay_out_more)

    def _lay_out_more(self) -> None:
        layout = self._layout
        if layout is None or layout.complete or not self.is_attached:
            return
        deadline = time.monotonic() + SLICE_SECONDS
        added = layout.grow(lambda _: time.monotonic() > deadline)
        top = self.scroll_offset.y
        self._kept.clear()
        self.fit()
        self.scroll_lines(top + added)
        if not layout.complete:
            self.set_timer(0.001, self._lay_out_more)

    def on_resize(self, event: events.Resize) -> None:
        """Another width wraps anew."""
        anchor = self._anchor()
        had_lines = self._layout is not None
        self._lay_out(anchor)
        self.lines_changed()
        if anchor is not None:
            self._restore(anchor)
        if not had_lines:
            self._show_group_start()

    # Moving

    def move_by(self, groups: int) -> None:
        """To the next or previous group; inside a long one by half a page first."""
        if self._layout is None or self.thread is None:
            return
        step = max(1, self.size.height // 2)
        if groups > 0 and self._layout.end_of(self.cursor) > self.scroll_offset.y + self.size.height:
            self.scroll_by(step)
            return
        start = self._layout.starts.get(self.cursor, 0)
        if groups < 0 and start < self.scroll_offset.y:
            self.scroll_lines(max(start, self.scroll_offset.y - step))
            return
        self.move_to(self.cursor + groups)

    def move_to(self, group: int) -> None:
        """Put the cursor on a group and show its headline."""
        if self.thread is None or self._layout is None or not self.thread.groups:
            return
        group = max(0, min(group, len(self.thread.groups) - 1))
        if group < self._layout.first:
            added = self._layout.grow(lambda _: self._layout is not None and self._layout.first <= group)
            self._kept.clear()
            self.fit()
            self.scroll_by(added)
        before, self.cursor = self.cursor, group
        for index in (before, group):
            if index in self._layout.starts:
                self.refresh_marker(self._layout.starts[index])
        self._show_group_start()

    def _show_group_start(self) -> None:
        if self._layout is None:
            return
        start, end = self._layout.starts.get(self.cursor, 0), self._layout.end_of(self.cursor)
        top, height = self.scroll_offset.y, self.size.height
        if start < top or end > top + height:
            self.scroll_lines(start if end - start >= height else max(0, end - height))

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    def move_page(self, pages: int) -> None:
        """Scroll by a page; the cursor goes to the group at the top."""
        self.scroll_by(pages * max(1, self.size.height - 2))
        if self._layout is None or not self._layout.lines:
            return
        line = self._layout.lines[min(self.scroll_offset.y, len(self._layout.lines) - 1)]
        before, self.cursor = self.cursor, line.group
        for index in (before, line.group):
            if index in self._layout.starts:
                self.refresh_marker(self._layout.starts[index])

    def landmarks(self) -> Iterator[tuple[int, str, str]]:
        """The headlines and links on the screen: line, id of the group, and a link's words."""
        if self._layout is None:
            return
        top = self.scroll_offset.y
        for index, line in enumerate(self._layout.lines[top : top + self.size.height], top):
            is_link = bool(line.parts) and line.parts[0][1] == "link"
            group = self._group_id(line.group)
            if group is not None and (line.headline or is_link):
                yield index, group, "".join(text for text, _ in line.parts).strip() if is_link else ""

    def move_to_id(self, group_id: str) -> None:
        """Put the cursor on the group of that id, if it is still there."""
        for index, group in enumerate(self.thread.groups if self.thread is not None else ()):
            if group.id == group_id:
                self.move_to(index)

    # Folding

    def toggle(self, *, everything: bool = False) -> None:
        """Fold or unfold this group's hidden parts, or those of all groups."""
        if self.thread is None:
            return
        if everything:
            self._toggled = frozenset() if self._toggled else frozenset(group.id for group in self.thread.groups)
        else:
            group_id = self._group_id(self.cursor)
            self._toggled ^= frozenset({group_id} if group_id else ())
        anchor = self._anchor()
        self._lay_out(anchor)
        self.lines_changed()
        if anchor is not None:
            self._restore(anchor)
        self._show_group_start()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a group; on its headline it folds."""
        if self._layout is None:
            return
        index = event.y + self.scroll_offset.y
        if index >= len(self._layout.lines):
            return
        line = self._layout.lines[index]
        if line.group == self.cursor and line.headline:
            self.toggle()
        else:
            self.move_to(line.group)
