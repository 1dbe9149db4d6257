"""A conversation for people: facts, then what was written, each line of it behind a mark that no text can remove."""

from __future__ import annotations

from collections.abc import Iterator

from console.cli.access import Reader
from console.cli.table import pair_lines, screen_width
from console.services.reading import FoldKind, LineKind, render_body
from console.services.records import Thread, ThreadGroup, ThreadMessage
from console.ui.drawable import clean
from console.ui.format import plural
from console.ui.panes.thread_words import (
    BODY_KINDS,
    FILE_KINDS,
    FOLDED_KINDS,
    Voice,
    kind_word,
    read_file,
    small_line,
    state_word,
    voice_in,
)
from console.ui.wrap import wrap_line

MARKS = {Voice.CUSTOMER: "| ", Voice.OWN: "| ", Voice.NOTE: ": ", Voice.SYSTEM: "- "}
_UNBOUND = 2000
"""Cells of a line where no terminal bounds it."""
_LONGEST = 200_000


def thread_lines(thread: Thread, reader: Reader, reading_width: int, *, quotes: bool) -> Iterator[str]:
    """The whole conversation, a line at a time."""
    width = screen_width()
    cells = _UNBOUND if width is None else max(20, min(width, reading_width))
    yield from _facts(thread, reader)
    for group in thread.groups:
        yield ""
        yield _headline(group, reader)
        for message in group.messages:
            mark = MARKS[voice_in(group, message)]
            for text in _message(message, quotes=quotes):
                yield from _wrapped(text, mark, cells)


def _facts(thread: Thread, reader: Reader) -> Iterator[str]:
    row = thread.row
    yield clean(f"{row.code}  {' '.join(row.subject.split()) or '(no subject)'}")
    customer = f"{row.customer_name} <{row.customer_email}>" if row.customer_name else row.customer_email
    yield from pair_lines(
        [
            ("status", row.status.word),
            ("customer", customer),
            ("department", row.department_name),
            ("agent", thread.assignee.name if thread.assignee else "nobody"),
            ("tags", ", ".join(thread.tags)),
            *((one.code, one.value) for one in thread.fields),
            ("note", thread.owner_note),
            ("created", reader.full(row.created)),
            ("changed", reader.full(row.changed)),
        ]
    )


def _headline(group: ThreadGroup, reader: Reader) -> str:
    parts = [group.author.name, reader.full(group.started), kind_word(group).lower(), state_word(group)]
    return clean(", ".join(part for part in parts if part))


def _message(message: ThreadMessage, *, quotes: bool) -> Iterator[str]:
    """The lines of a message, cleaned and not yet wrapped."""
    if message.kind in FILE_KINDS:
        file = read_file(message.body)
        yield clean(f"[file] {file.name}  {file.size}".rstrip())
    elif message.kind in FOLDED_KINDS and not quotes:
        yield f"[{FOLDED_KINDS[message.kind]}; --quotes shows it]"
    elif message.kind in BODY_KINDS or message.kind in FOLDED_KINDS:
        yield from _body(message.body, quotes=quotes)
    elif line := small_line(message):
        yield line


def _body(text: str, *, quotes: bool) -> Iterator[str]:
    body = render_body(text)
    folded = {} if quotes else {fold.start: fold for fold in body.folds}
    place = 0
    while place < len(body.lines):
        if place in folded:
            fold = folded[place]
            lines = fold.end - fold.start
            word = "quoted line" if fold.kind in (FoldKind.QUOTE, FoldKind.HISTORY) else f"{fold.kind.value} line"
            yield f"[{plural(lines, word)}; --quotes shows {'it' if lines == 1 else 'them'}]"
            place = fold.end
            continue
        line = body.lines[place]
        marks = ">" * line.depth + " " if line.depth else ""
        yield "" if line.kind is LineKind.BLANK else clean(marks + line.text, limit=_LONGEST)
        place += 1


def _wrapped(text: str, mark: str, cells: int) -> Iterator[str]:
    for start, end in wrap_line(text, cells - len(mark)):
        yield (mark + text[start:end]).rstrip()
