"""Assembles lines from the text, breaks and styles a walk over a mail comes by."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from console.services.reading.lines import BLANK_LINE, MAX_LINES, BodyLine, LineKind, Link, Span, SpanStyle

MAX_LINKS: Final = 500
_MAX_INDENT: Final = 40
_INVISIBLE: Final = " \t\r\n\xa0\xad\u034f\u061c\u115f\u2007\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class LineWriter:
    """Collects lines: collapses white space, squeezes blank lines, carries styles over line ends.

    `numbered` puts the number of a link behind its text.
    """

    def __init__(self, max_chars: int, *, numbered: bool = True) -> None:
        self.lines: list[BodyLine] = []
        self.links: list[Link] = []
        self.depth = 0
        self.indent = 0
        self.kind = LineKind.TEXT
        self.blank_before = False
        self.full = False
        """The body has as many characters or lines as it may have; nothing more is taken."""
        self._numbered = numbered
        self._numbers: dict[str, int] = {}
        self._chars_left = max_chars
        self._lines_left = MAX_LINES
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._marker: str | None = None
        self._spans: list[Span] = []
        self._styles: list[tuple[SpanStyle, int]] = []
        self._nesting: list[bool] = []
        """For each style not yet ended whether it was open before."""
        self._anchor: list[str] | None = None

    # Inline

    def text(self, raw: str) -> None:
        """Running text; white space of any kind becomes single spaces."""
        if not raw:
            return
        words = [] if not raw.isascii() and not raw.strip(_INVISIBLE) else raw.split()
        if not words:
            self._space = True
            return
        if raw[0].isspace():
            self._space = True
        self._put_space()
        self._put(" ".join(words))
        self._space = raw[-1].isspace()

    def preformatted(self, raw: str) -> None:
        """Text whose spaces and line ends count."""
        first, *others = raw.expandtabs().split("\n")
        self._put(first.rstrip("\r"))
        for line in others:
            self.flush(keep_empty=True)
            self._put(line.rstrip("\r"))

    def begin(self, style: SpanStyle) -> None:
        """Opens a style at the current place; one that is open already counts once."""
        self._put_space()
        again = any(style == other for other, _ in self._styles)
        self._nesting.append(again)
        if not again:
            self._styles.append((style, self._length))

    def end(self) -> None:
        """Closes the style opened last."""
        if self._nesting.pop():
            return
        style, start = self._styles.pop()
        if self._length > start:
            self._spans.append(Span(start, self._length, style))

    def begin_link(self) -> bool:
        """Starts to collect the text of a link; False when inside another."""
        if self._anchor is not None:
            return False
        self.begin("link")
        self._anchor = []
        return True

    def end_link(self, url: str) -> None:
        """Ends the link; numbers it unless it shows nothing, or is a mail address that is shown anyway."""
        self.end()
        shown = " ".join("".join(self._anchor or ()).split())
        self._anchor = None
        if not shown or (url.startswith("mailto:") and url[7:] == shown):
            return
        number = self._numbers.get(url)
        if number is None:
            if len(self.links) >= MAX_LINKS:
                return
            number = self._numbers[url] = len(self.links) + 1
            self.links.append(Link(number, shown, url))
        if self._numbered:
            self._append(f" [{number}]")

    # Lines

    def break_line(self) -> None:
        """A forced line end; a second one in a row leaves a blank line."""
        if self._length:
            self.flush()
        else:
            self.blank_before = True

    def block(self, *, margin: bool = False) -> None:
        """The border of a block: ends the line, and with a margin asks for a blank line before the next."""
        self.flush()
        self._space = False
        if margin:
            self.blank_before = True

    def item(self, marker: str) -> None:
        """Begins a list item: its first line carries the marker, the others hang under it."""
        self.flush()
        self._marker = f"{' ' * min(self.indent, _MAX_INDENT)}{marker} "
        self.indent = len(self._marker)

    def rename_item(self, marker: str) -> None:
        """Gives the item just begun another marker."""
        if self._marker is not None:
            self._marker = f"{self._marker[: -len(self._marker.lstrip())]}{marker} "
            self.indent = len(self._marker)

    def end_item(self, indent: int) -> None:
        """Ends a list item and goes back to the indent of what is around it."""
        self.flush()
        self._marker = None
        self.indent = indent

    def flush(self, *, keep_empty: bool = False) -> None:
        """Ends the current line, if there is anything in it."""
        if not self._length and not keep_empty:
            return
        prefix = self._marker if self._marker is not None else " " * min(self.indent, _MAX_INDENT)
        text = "".join(self._pieces).rstrip()
        spans = self._finished_spans(len(text), len(prefix))
        self._styles = [(style, 0) for style, _ in self._styles]
        if self._anchor is not None:
            self._anchor.append(" ")
        self._pieces, self._spans, self._length, self._space, self._marker = [], [], 0, False, None
        if text:
            self.emit(BodyLine(prefix + text, self._line_kind(bool(prefix)), self.depth, spans, len(prefix)))
        else:
            self.blank_before = True

    def emit(self, line: BodyLine) -> None:
        """Adds a finished line, with the blank line before it that was asked for; cut when the body gets full."""
        if self.full:
            return
        if self.blank_before and self.lines and self.lines[-1].kind is not LineKind.BLANK:
            self.lines.append(replace(BLANK_LINE, depth=min(line.depth, self.lines[-1].depth)))
        self.blank_before = False
        self._chars_left -= len(line.text)
        self._lines_left -= 1
        if self._chars_left < 0 or self._lines_left < 0:
            self.full = True
            line = replace(line, text=line.text[: max(0, len(line.text) + self._chars_left)], spans=())
        self.lines.append(line)

    def divert(self) -> tuple[list[BodyLine], bool, int, str | None]:
        """Lets what follows go into lines of its own; what comes back goes to `undivert`."""
        self.flush()
        self._space = False
        outer = (self.lines, self.blank_before, self.indent, self._marker)
        self.lines, self.blank_before, self.indent, self._marker = [], False, 0, None
        return outer

    def undivert(self, outer: tuple[list[BodyLine], bool, int, str | None]) -> tuple[bool, list[BodyLine]]:
        """Goes back to the lines before; returns whether a blank line was due at the end, and the lines in between."""
        self.flush()
        self._space = False
        loose, inner = self.blank_before, self.lines
        self.lines, self.blank_before, self.indent, self._marker = outer
        return loose, inner

    def adopt(self, lines: list[BodyLine]) -> None:
        """Adds lines that were counted when they were written elsewhere."""
        if lines and self.blank_before and self.lines and self.lines[-1].kind is not LineKind.BLANK:
            self.lines.append(replace(BLANK_LINE, depth=min(lines[0].depth, self.lines[-1].depth)))
        if lines:
            self.blank_before = False
        self.lines.extend(lines)

    def _finished_spans(self, end: int, shift: int) -> tuple[Span, ...]:
        """The styles of the current line, those still open included, moved right by `shift`."""
        spans = [*self._spans, *(Span(start, end, style) for style, start in self._styles)]
        return tuple(
            Span(s.start + shift, min(s.end, end) + shift, s.style) for s in spans if s.start < min(s.end, end)
        )

    def _line_kind(self, in_list: bool) -> LineKind:
        if self.kind is not LineKind.TEXT:
            return self.kind
        if in_list:
            return LineKind.LIST_ITEM
        return LineKind.QUOTE if self.depth else LineKind.TEXT

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._anchor is not None:
            self._anchor.append(text)

    def _put_space(self) -> None:
        if self._space and self._length:
            self._put(" ")
        self._space = False

    def _append(self, text: str) -> None:
        """Text at the end of the current line, or of the one just finished."""
        if self._length or not self.lines or self.lines[-1].kind is LineKind.BLANK:
            self._put(text if self._length else text.lstrip())
        else:
            self.lines[-1] = replace(self.lines[-1], text=self.lines[-1].text + text)
