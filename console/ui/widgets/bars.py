"""The lines at the top and the bottom: instruments, views, tabs, and the footer with its messages."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from console.ui.text import clean
from console.ui.widgets.painting import PaintedWidget
from console.ui.wrap import wrap_line

MOST_LINES = 3
"""Lines that a message takes at most."""

Parts = Sequence[tuple[str, str]]


class BarLine(PaintedWidget):
    """One line of parts at the left and parts at the right; the left ones give way."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: tuple[tuple[str, str], ...] = ()
        self._right: tuple[tuple[str, str], ...] = ()

    def show(self, left: Parts, right: Parts = ()) -> None:
        """Draw these cleaned parts, if they differ from what is drawn."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        paint = self.painter(self.size.width)
        right = sum(cell_len(text) for text, _ in self._right)
        room = paint.left - right - 1
        for text, style in self._left:
            before = paint.left
            paint.put(text, style, width=None if cell_len(text) <= room else max(0, room))
            room -= before - paint.left
        paint.fill(" ", "bar", keep=right)
        for text, style in self._right:
            paint.put(text, style)
        return paint.fill(" ", "bar").strip()


class TabLine(PaintedWidget):
    """The panes by name where only one shows at a time; the shown one in brackets. A click chooses."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: tuple[str, ...] = ()
        self._shown = 0
        self._right = ""
        self._labels: tuple[str, ...] = ()

    def show_labels(self, labels: Sequence[str]) -> None:
        """Put letters behind the tabs' names, or take them away."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self.refresh()

    def show(self, tabs: Sequence[str], shown: int, right: str = "") -> None:
        """Draw these tabs, and a word at the right."""
        if (tuple(tabs), shown, right) != (self._tabs, self._shown, self._right):
            self._tabs, self._shown, self._right = tuple(tabs), shown, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The tabs."""
        paint = self.painter(self.size.width).put(" ", "bar")
        for index, tab in enumerate(self._tabs):
            if index < len(self._labels) and self._labels[index]:
                label = self._labels[index]
                paint.put(f" {tab} ", "dim").put_label(label, len(label))
                continue
            paint.put(
                f"[{tab}] " if index == self._shown else f" {tab}  ", "heading" if index == self._shown else "dim"
            )
        if len(self._right) + 1 < paint.left:
            paint.fill(" ", "bar", keep=len(self._right) + 1).put(self._right, "dim")
        return paint.fill(" ", "bar").strip()

    def on_click(self, event: events.Click) -> None:
        """Find the tab under the pointer."""
        position = 1
        for index, tab in enumerate(self._tabs):
            position += len(tab) + 3
            if event.x < position:
                self.post_message(self.Chosen(index))
                return


class FooterLine(PaintedWidget):
    """The keys of this place, or for a while a message in their stead. The last key and `?` always show."""

    message: var[str] = var("", init=False)
    is_warning: var[bool] = var(False, init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: tuple[tuple[str, str], ...] = ()

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Keys with what they do."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def say(self, words: str, *, warning: bool = False) -> None:
        """Put a message in the keys' place; an empty one gives it back."""
        if (words, warning) != (self.message, self.is_warning):
            self.message, self.is_warning = words, warning
            self._fit()
            self.refresh()

    def _fit(self) -> None:
        """In a dialog a long message gets the lines it needs, as far as the screen has them."""
        dialog = self.parent
        if not isinstance(dialog, Widget) or not dialog.has_class("dialog"):
            return
        others = dialog.outer_size.height - self.size.height
        room = self.app.size.height * 9 // 10 - others  # as the style sheets have it for dialogs
        lines = max(1, min(len(self._lines()), MOST_LINES, room))
        if lines != self.size.height:
            self.styles.height = lines

    def _lines(self) -> list[str]:
        words = ("! " if self.is_warning else "") + clean(self.message)
        return [words[start:end] for start, end in wrap_line(words, max(10, self.size.width - 2))]

    def render_line(self, y: int) -> Strip:
        """Message or keys."""
        paint = self.painter(self.size.width).put(" ", "bar")
        if self.message:
            words = ("! " if self.is_warning else "") + clean(self.message)
            if self.size.height > 1:
                lines = self._lines()
                words = lines[y] if y < len(lines) else ""
            return paint.put(words, "warning" if self.is_warning else "strong").fill(" ", "bar").strip()
        *others, last = self._hints or (("", ""),)
        always = [one for one in others if one[0] == "?"]
        others = [one for one in others if one[0] != "?"]
        room = sum(len(key) + len(label) + 3 for key, label in (*always, last)) - 1
        for key, label in others:
            if len(key) + len(label) + 3 > paint.left - room:
                break
            paint.put(key, "key").put(f" {label}  ", "dim")
        for key, label in always:
            paint.put(key, "key").put(f" {label}  ", "dim")
        paint.put(last[0], "key").put(f" {last[1]}", "dim")
        return paint.fill(" ", "bar").strip()


class KeyLines(PaintedWidget):
    """What one line does not hold, over the footer and the lines above it: keys that may follow a first one, words."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._head = ""
        self._rows: list[Parts] = []
        self._cells = 0
        """Of one key with what it does, and the blanks behind it."""
        self._said: list[str] = []
        self._style = "strong"

    def on_mount(self) -> None:
        """There are none at first."""
        self.display = False

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Draw a first key and what may follow it; nothing where the footer has room for it, or where it is empty."""
        (self._head, _), *keys = hints or (("", ""),)
        width = self.app.size.width
        lead = cell_len(self._head) + len("    ")
        needed = sum(cell_len(f"{key} {label}  ") for key, label in keys)
        self._cells = max((cell_len(f"{key} {label}   ") for key, label in keys), default=1)
        across = max(1, (width - lead) // self._cells)
        self._rows = [keys[at : at + across] for at in range(0, len(keys), across)] if lead + needed > width else []
        self._said = []
        self._fit(len(self._rows))

    def say(self, words: str, *, warning: bool = False) -> None:
        """Draw a message that is longer than a line; nothing where a line holds it."""
        text, width = f"{'! ' if warning else ''}{clean(words)}", self.app.size.width - 2
        lines = [text[start:end] for start, end in wrap_line(text, width)] if cell_len(text) > width else []
        self._rows, self._said, self._style = [], lines, "warning" if warning else "strong"
        self._fit(len(lines))

    def _fit(self, lines: int) -> None:
        self.display = bool(lines)
        self.styles.height = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of keys, in columns, or of words."""
        if self._said:
            words = self._said[y] if y < len(self._said) else ""
            return self.painter(self.size.width).put(f" {words}", self._style).fill(" ", "bar").strip()
        head = self._head if y == 0 else " " * cell_len(self._head)
        paint = self.painter(self.size.width).put(f" {head}   ", "key")
        for key, label in self._rows[y] if y < len(self._rows) else ():
            before = paint.left
            paint.put(key, "key").put(f" {label}", "dim")
            paint.put("", width=self._cells - (before - paint.left))
        return paint.fill(" ", "bar").strip()
