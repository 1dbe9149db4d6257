"""Lays a thread out as lines: groups with headline, gutter and folded parts, wrapped to a width; pure and in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from rich.cells import cell_len

from console.services.reading import render_body
from console.services.reading.lines import BodyLine, FoldKind, LineKind, RenderedBody
from console.services.records import PersonKind, Thread, ThreadGroup, ThreadMessage
from console.ui import format as formats
from console.ui.glyphs import Glyphs
from console.ui.panes.thread_words import (
    BODY_KINDS,
    CHANNEL_WORDS,
    FILE_KINDS,
    FOLDED_KINDS,
    Voice,
    kind_word,
    read_file,
    small_line,
    starts_folded,
    state_word,
    voice_in,
    voice_of,
)
from console.ui.text import clean, clip
from console.ui.wrap import wrap_line

Part = tuple[str, str]
"""A cleaned text and the name of its line style."""

_LINE_STYLES = {
    LineKind.HEADING: "heading",
    LineKind.CODE: "code",
    LineKind.SIGNATURE: "dim",
    LineKind.LINK: "link",
    LineKind.NOTICE: "system",
    LineKind.QUOTE: "quote",
}
_SPAN_STYLES = {"strong": "strong", "em": "emphasis", "code": "code", "link": "link"}
_FOLD_WORDS = {
    FoldKind.QUOTE: "quoted",
    FoldKind.HISTORY: "quoted",
    FoldKind.SIGNATURE: "signature",
    FoldKind.FOOTER: "footer",
}
NEWS = "new since you looked"
LINE_LIMIT = 200_000
SPEAKER_CELLS = 12
"""Of a name before what somebody said in a chat."""
MOST_QUOTE_MARKS = 8
LEAST_ROOM = 8
"""Cells that quote marks leave to the text, however deep it is quoted."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of the thread: its group, its gutter's voice, and its parts."""

    group: int
    voice: Voice | None
    """None for headlines and blank lines, which have no gutter."""
    parts: tuple[Part, ...] = ()
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the layout depends on besides the thread."""

    width: int
    zone: tzinfo
    now: datetime
    glyphs: Glyphs


def layout_group(index: int, group: ThreadGroup, setting: Setting, *, toggled: bool) -> list[DrawnLine]:
    """The lines of a group. `toggled` shows what starts folded, and folds a group that starts open."""
    headline_only = starts_folded(group) and not toggled
    lines = [_headline(index, group, setting, folded=headline_only)]
    news = [_news_line(index, setting)] if group.news_follow else []
    if headline_only:
        return lines + news
    for message in group.messages:
        shown = _message_lines(message, group, setting, unfold=toggled)
        lines.extend(DrawnLine(index, voice_in(group, message), parts) for parts in shown)
    lines.append(DrawnLine(index, None))
    return lines + news


def _news_line(index: int, setting: Setting) -> DrawnLine:
    """The line before what the agent has not seen."""
    rule = setting.glyphs.rule * max(2, min(20, setting.width // 2 - len(NEWS)))
    return DrawnLine(index, None, ((f"{rule} {NEWS} {rule}", "marker"),))


def _headline(index: int, group: ThreadGroup, setting: Setting, *, folded: bool) -> DrawnLine:
    voice = voice_of(group)
    glyph = setting.glyphs.folded if folded else setting.glyphs.unfolded
    parts: list[Part] = [(f"{glyph} ", "dim"), (f"{kind_word(group)}  ", _VOICE_STYLES[voice])]
    name = clean(group.author.name, limit=120)
    if name != kind_word(group):
        parts.append((f"{name}  ", "strong" if voice is not Voice.SYSTEM else "dim"))
    state = state_word(group)
    if state:
        parts.append((f"[{state}]  ", "warning"))
    if folded:
        at = formats.when(group.started, setting.zone, setting.now) if group.started else when_words(group, setting)
        summary = clean(" ".join(small_line(message) for message in group.messages), limit=300).strip()
        parts += [(f"{at}  ", "dim"), (summary, "system")]
    else:
        parts.append((when_words(group, setting), "dim"))
    return DrawnLine(index, None, tuple(parts), headline=True)


_VOICE_STYLES = {Voice.CUSTOMER: "customer", Voice.OWN: "own", Voice.NOTE: "note", Voice.SYSTEM: "system"}


def when_words(group: ThreadGroup, setting: Setting) -> str:
    """When a group was: its span and how long ago; the server's own text when it is no time."""
    if group.started is None:
        return clean(group.started_raw)[:30]
    span = formats.span(group.started, group.finished or group.started, setting.zone, setting.now)
    return f"{span}  ({formats.age_words(group.started, setting.now)})"


def _message_lines(
    message: ThreadMessage, group: ThreadGroup, setting: Setting, *, unfold: bool
) -> Iterator[tuple[Part, ...]]:
    width = max(10, setting.width - 2)
    if message.kind in FILE_KINDS:
        entry = read_file(message.body)
        yield (("[file] ", "dim"), (clean(entry.name, limit=200), "link"), (f"  {entry.size}", "dim"))
    elif message.kind in FOLDED_KINDS and not unfold:
        yield _fold_parts(message.body.count("\n") + 1, FOLDED_KINDS[message.kind], setting)
    elif message.kind in BODY_KINDS and group.kind in CHANNEL_WORDS and len(group.messages) > 1:
        yield from _spoken_lines(message, width, setting, unfold=unfold)
    elif message.kind in BODY_KINDS or message.kind in FOLDED_KINDS:
        yield from body_lines(render_body(message.body), width, setting.glyphs, unfold=unfold)
    else:
        text = small_line(message)
        for start, end in wrap_line(text, width):
            yield ((text[start:end], "system"),)


def _spoken_lines(message: ThreadMessage, width: int, setting: Setting, *, unfold: bool) -> Iterator[tuple[Part, ...]]:
    """A message of a conversation in turns: time and name before its text, which hangs below itself."""
    at = formats.clock(message.at, setting.zone) if message.at else clean(message.at_raw)[:19]
    name = clean(message.author.name, limit=60).split(" ")[0]
    style = "own" if message.author.kind is PersonKind.AGENT else "customer"
    lead = f"{at} {clip(name, SPEAKER_CELLS)}  "
    cells = cell_len(lead)
    first = True
    for parts in body_lines(render_body(message.body), max(10, width - cells), setting.glyphs, unfold=unfold):
        yield ((lead, style), *parts) if first else ((" " * cells, "text"), *parts)
        first = False


def _fold_parts(count: int, word: str, setting: Setting) -> tuple[Part, ...]:
    noun = formats.plural(count, f"{word} line")
    return ((f"{setting.glyphs.folded} {noun}", "quote"),)


def body_lines(body: RenderedBody, width: int, glyphs: Glyphs, *, unfold: bool) -> Iterator[tuple[Part, ...]]:
    """A rendered body as wrapped lines of parts; folded runs are one line each unless `unfold`."""
    folds = {} if unfold else {fold.start: fold for fold in body.folds}
    index = 0
    while index < len(body.lines):
        fold = folds.get(index)
        if fold is not None:
            noun = formats.plural(fold.end - fold.start, f"{_FOLD_WORDS[fold.kind]} line")
            yield ((f"{glyphs.folded} {noun}", "quote"),)
            index = fold.end
            continue
        yield from _wrapped(body.lines[index], width)
        index += 1


def _wrapped(line: BodyLine, width: int) -> Iterator[tuple[Part, ...]]:
    style = "quote" if line.depth else _LINE_STYLES.get(line.kind, "text")
    lead = "> " * min(line.depth, MOST_QUOTE_MARKS, max(1, width - LEAST_ROOM) // 2)
    room = max(1, width - len(lead))
    text, cuts = _cleaned(line, style)
    for start, end in wrap_line(text, room, hang=min(line.indent, room // 2)):
        hang = " " * min(line.indent, room // 2) if start else ""
        parts = [(lead + hang, "quote")] if lead or hang else []
        parts += [(text[max(a, start) : min(b, end)], name) for a, b, name in cuts if a < end and b > start]
        yield tuple(parts)


def _cleaned(line: BodyLine, style: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The cleaned text, and where which style applies in it. Cleaning may change lengths, so piece by piece."""
    if not line.spans:
        text = clean(line.text, limit=LINE_LIMIT)
        return text, [(0, len(text), style)]
    pieces: list[str] = []
    cuts: list[tuple[int, int, str]] = []
    position = length = 0
    for span in (*line.spans, None):
        for stop, name in ((span.start if span else len(line.text), style), (span.end if span else 0, _style_of(span))):
            if stop > position:
                piece = clean(line.text[position:stop], limit=LINE_LIMIT)
                pieces.append(piece)
                cuts.append((length, length + len(piece), name))
                length += len(piece)
                position = stop
    return "".join(pieces), cuts


def _style_of(span: object) -> str:
    return _SPAN_STYLES.get(getattr(span, "style", ""), "text")


class ThreadLayout:
    """The lines of a thread, laid out from its end: what is read first is there first.

    `lines` begins with group `first`; `grow(until)` lays out more groups before it and says how many lines came.
    """

    def __init__(self, thread: Thread, setting: Setting, toggled: frozenset[str]) -> None:
        self.thread = thread
        self.setting = setting
        self.toggled = toggled
        self.first = len(thread.groups)
        self.lines: list[DrawnLine] = []
        self.starts: dict[int, int] = {}
        """Line of each laid-out group's headline."""

    @property
    def complete(self) -> bool:
        """Whether every group is laid out."""
        return self.first == 0

    def grow(self, until: Callable[[int], bool]) -> int:
        """Lay out groups before the first one until `until(lines so far)`; returns how many lines were added."""
        added: list[list[DrawnLine]] = []
        count = 0
        while self.first > 0 and not until(count):
            self.first -= 1
            group = self.thread.groups[self.first]
            block = layout_group(self.first, group, self.setting, toggled=group.id in self.toggled)
            added.append(block)
            count += len(block)
        if count:
            self.lines = [line for block in reversed(added) for line in block] + self.lines
            self.starts = {line.group: index for index, line in enumerate(self.lines) if line.headline}
        return count

    def end_of(self, group: int) -> int:
        """The line after a group's last."""
        return self.starts.get(group + 1, len(self.lines))
