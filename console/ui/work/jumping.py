"""Jumping: letters beside everything on the screen that can be gone to, and going where one's letters are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from console.ui.screens.layout import NAMES
from console.ui.widgets.bars import TabLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import LineView
from console.ui.widgets.part_view import PartView
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""From the easiest to reach; none of them needs a second key on any keyboard."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place on the screen that can be gone to."""

    widget: Widget
    line: int
    """Of a view; of the line of tabs, the tab."""
    go: Callable[[], None]


def codes(count: int) -> list[str]:
    """So many different codes of equal length: one letter, or two when one is not enough."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [first + second for first in LETTERS for second in LETTERS][:count]


class Jumping(Work):
    """Shows the letters, takes those that are typed, and goes there."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._targets: dict[str, Target] = {}
        self._typed = ""

    def begin(self) -> None:
        """Show letters, and let the next keys choose among them."""
        targets = [one for one in self._found() if one.widget.is_on_screen]
        self._targets = dict(zip(codes(len(targets)), targets, strict=False))
        self._typed = ""
        self._draw()
        self.screen.telling.hint((("a letter", "goes where it stands"), ("Esc", "leave")))
        self.screen.keys.divert(self._take)

    def _take(self, key: str) -> bool:
        """A letter chooses; anything else ends it. Whether more letters are wanted."""
        self._typed += key.lower()
        chosen = self._targets.get(self._typed)
        if chosen is None and len(key) == 1 and any(code.startswith(self._typed) for code in self._targets):
            self._draw()
            return True
        self._targets = {}
        self._draw()
        self.screen.telling.hint(None)
        if chosen is not None:
            chosen.go()
        return False

    # What can be gone to

    def _found(self) -> Iterator[Target]:
        yield from self._panes()
        yield from self._rows()
        yield from self._parts("customer", self.screen.customer.view)
        yield from self._parts("knowledge", self.screen.knowledge.results)
        yield from self._messages()

    def _panes(self) -> Iterator[Target]:
        panes = self.screen.panes
        for index, name in enumerate(NAMES):
            if name == panes.name:
                continue
            title = self.screen.query_one(f"#{name}-title", PaneTitle)
            tabs = self.screen.query_one("#tabs", TabLine)
            yield Target(title, 0, lambda name=name: self.screen.show_pane(name))  # type: ignore[misc]
            if not title.is_on_screen:
                yield Target(tabs, index, lambda name=name: self.screen.show_pane(name))  # type: ignore[misc]

    def _rows(self) -> Iterator[Target]:
        rows = self.screen.queue.rows
        if rows.view is None:
            return
        top, bottom = rows.scroll_offset.y, rows.scroll_offset.y + rows.size.height
        for index in range(-(-top // rows.row_height), min(rows.row_count, -(-bottom // rows.row_height))):
            row_id = rows.view.row(index).id
            yield Target(rows, index * rows.row_height, lambda row_id=row_id: self._to_row(row_id))  # type: ignore[misc]

    def _parts(self, pane: str, view: PartView) -> Iterator[Target]:
        top = view.scroll_offset.y
        for index, (_, value) in enumerate(view.shown[top : top + view.size.height], top):
            if value is not None:
                yield Target(view, index, lambda value=value: self._to_value(pane, view, value))  # type: ignore[misc]

    def _messages(self) -> Iterator[Target]:
        view = self.screen.thread.view
        for line, group, words in view.landmarks():
            yield Target(view, line, lambda group=group, words=words: self._to_group(group, words))  # type: ignore[misc]

    # Going there

    def _to_row(self, row_id: str) -> None:
        """The conversation, where it stands by now."""
        self.screen.show_pane("queue")
        view = self.screen.queueing.view
        index = view.index_of(row_id) if view is not None else None
        if index is not None:
            self.screen.queue.rows.move_to(index)

    def _to_value(self, pane: str, view: PartView, value: object) -> None:
        self.screen.show_pane(pane)
        index = next((index for index, (_, other) in enumerate(view.shown) if other == value), None)
        if index is not None:
            view.move_to(index)

    def _to_group(self, group: str, words: str) -> None:
        self.screen.show_pane("thread")
        self.screen.thread.view.move_to_id(group)
        if words:
            self.screen.say(words)

    # The letters

    def _draw(self) -> None:
        left = {code[len(self._typed) :]: one for code, one in self._targets.items() if code.startswith(self._typed)}
        for view in self.screen.query(LineView):
            view.show_labels({one.line: code for code, one in left.items() if one.widget is view})
        for title in self.screen.query(PaneTitle):
            title.label = next((code for code, one in left.items() if one.widget is title), "")
        tabs = self.screen.query_one("#tabs", TabLine)
        tabs.show_labels(_by_index({one.line: code for code, one in left.items() if one.widget is tabs}))


def _by_index(labels: dict[int, str]) -> Sequence[str]:
    return [labels.get(index, "") for index in range(max(labels, default=-1) + 1)]
