"""The one vocabulary of line styles, and the painter that lays a row out cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from console.ui.colours import chip_style
from console.ui.text import clip
from console.ui.themes import GREY_THEME

NAMES = (
    "text",
    "strong",
    "dim",
    "marker",
    "heading",
    "customer",
    "note",
    "own",
    "system",
    "quote",
    "link",
    "code",
    "good",
    "warning",
    "error",
    "rule",
    "bar",
    "key",
    "emphasis",
)
"""Names of the line styles; each is the class `line--<name>` of the style sheets."""


class PaintedWidget(Widget):
    """A widget that paints its own rows in the styles of the vocabulary."""

    def line_style(self, name: str) -> Style:
        """The style of a name, or of a chip of server colours; kept until the styles change."""
        styles = self.__dict__.setdefault("_painted_styles", {})
        style: Style | None = styles.get(name)
        if style is None:
            style = styles[name] = self._style_of_chip(name) if name.startswith("chip:") else self._style_of_class(name)
        return style

    def _style_of_chip(self, name: str) -> Style:
        """The server's colours; the theme's own the other way round where there shall be none but those."""
        if self.app.theme == GREY_THEME or self.app.current_theme.ansi:
            return self._style_of_class("strong") + Style(reverse=True)
        return chip_style(name)

    def _style_of_class(self, name: str) -> Style:
        """What the style sheets say of a class inside this widget.

        Textual's component classes give the same, but it works all of them out for every widget at every change of a
        class or the focus: that was half of the start.
        """
        node = DOMNode(classes=f"line--{name}")
        node._attach(self)
        self.app.stylesheet.apply(node)
        return node.rich_style

    def label_style(self) -> Style:
        """The style of a letter that leads somewhere: as bright as can be, also without colours."""
        return self.line_style("key") + Style(reverse=True)

    def on_mount(self) -> None:
        """Another theme gives other styles, also where those of the widget itself stay the same."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        """Textual keeps whoever listens, and a dialog that was left would stay for ever."""
        self.app.theme_changed_signal.unsubscribe(self)

    def _theme_changed(self, _: Theme) -> None:
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Textual's word that the styles changed: what was painted is forgotten."""
        self.__dict__.pop("_painted_styles", None)
        self.forget_painted()
        super().notify_style_update()

    def forget_painted(self) -> None:
        """Drop rows kept from earlier painting; widgets that keep some override this."""

    def painter(self, width: int) -> Painter:
        """A painter for one row of `width` cells."""
        return Painter(self, width)


class Painter:
    """Collects the segments of one row and knows how many cells are left.

    Texts must be clean: server strings come through `console.ui.text.clean` before they get here.
    """

    __slots__ = ("_owner", "_segments", "_width", "left")

    def __init__(self, owner: PaintedWidget, width: int) -> None:
        self._owner = owner
        self._width = width
        self._segments: list[Segment] = []
        self.left = width
        """Cells not yet painted."""

    def put(self, text: str, style: str = "text", *, width: int | None = None, right: bool = False) -> Self:
        """Paint a text in exactly `width` cells when given, else in as many as it takes; never over the edge."""
        room = self.left if width is None else min(width, self.left)
        if room <= 0:
            return self
        if text.isascii() and len(text) <= room:
            used = len(text)
        else:
            text = clip(text, room)
            used = cell_len(text)
        if width is not None and used < room:
            blank = " " * (room - used)
            text = blank + text if right else text + blank
            used = room
        if text:
            self._segments.append(Segment(text, self._owner.line_style(style)))
            self.left -= used
        return self

    def put_label(self, letters: str, width: int) -> Self:
        """Paint letters that lead somewhere."""
        text = letters.ljust(width)[: min(width, self.left)]
        if text:
            self._segments.append(Segment(text, self._owner.label_style()))
            self.left -= len(text)
        return self

    def put_marked(self, text: str, marks: Sequence[tuple[int, int]], style: str, *, width: int | None = None) -> Self:
        """The same with parts of the text brought out; `marks` are their beginnings and ends, in order."""
        keep = 0 if width is None else max(0, self.left - width)
        shown, position = clip(text, self.left - keep), 0
        for start, end in marks:
            self.put(shown[position:start], style).put(shown[start:end], "marker")
            position = end
        self.put(shown[position:], style)
        return self if width is None else self.fill(keep=keep)

    def fill(self, character: str = " ", style: str = "text", *, keep: int = 0) -> Self:
        """Repeat a one-cell character until only `keep` cells are left."""
        if self.left > keep:
            self.put(character * (self.left - keep), style)
        return self

    def strip(self) -> Strip:
        """The row, filled with blanks to its full width."""
        self.fill()
        return Strip(self._segments, self._width)
