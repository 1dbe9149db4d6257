"""The audit on the screen: what was changed from here, newest first, and the row under the cursor in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.services.errors import ServiceError
from console.services.records import AuditEntry
from console.ui import format as formats
from console.ui.layouts import letter_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.list_keys import moves
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

if TYPE_CHECKING:
    from console.services.bundle import Services

SHOWN = 1000
"""Rows that are read; all of them are told by `lac audit`."""
WIDE_FROM = 100
_CONVERSATION = re.compile(r"conversations/([^/, ]+)")


class AuditScreen(Screen[str | None]):
    """Rows above, the one under the cursor in full below; the answer is a conversation to open."""

    def __init__(self, services: Services, zone: tzinfo, now: datetime) -> None:
        super().__init__()
        self._services = services
        self._zone = zone
        self._now = now
        self._codes: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Title, rows, details, keys."""
        yield PaneTitle(id="audit-title")
        yield PartView(id="audit-rows")
        yield PaneTitle(id="audit-row-title")
        yield PartView(id="audit-details")
        yield FooterLine(id="audit-keys")

    def on_mount(self) -> None:
        """Read and draw."""
        self.query_one("#audit-title", PaneTitle).title = "Audit: what was changed from here"
        hints = (("j k", "move"), ("Space", "page"), ("Enter", "open the conversation"), ("q Esc", "back"))
        self.query_one("#audit-keys", FooterLine).show_hints(hints)
        self.query_one("#audit-details", PartView).can_focus = False
        self.rows.marks_always = True
        self.rows.focus()
        self._draw()

    @property
    def rows(self) -> PartView:
        """The rows."""
        return self.query_one("#audit-rows", PartView)

    @property
    def entry(self) -> AuditEntry | None:
        """The row under the cursor."""
        value = self.rows.value
        return value if isinstance(value, AuditEntry) else None

    def on_resize(self) -> None:
        """Other columns fit."""
        self._draw()

    def _draw(self) -> None:
        try:
            entries = self._services.audit.newest(SHOWN)
        except ServiceError as error:
            self.query_one("#audit-keys", FooterLine).say(error.message, warning=True)
            return
        nothing: list[tuple[Parts, object]] = [([("Nothing was changed from here yet.", "dim")], None)]
        self.rows.show([(self._parts(entry), entry) for entry in entries] or nothing)
        note = formats.plural(len(entries), "row")
        self.query_one("#audit-title", PaneTitle).note = f"the last {note}" if len(entries) == SHOWN else note
        self._show_details()

    def _parts(self, entry: AuditEntry) -> Parts:
        when = formats.when(entry.at, self._zone, self._now)
        call = self._in_codes(clean(entry.call, limit=200))
        said = _short(entry.seen or entry.answer)
        if self.size.width < WIDE_FROM:
            call = call.replace("conversations/", "")
            return [(f"{pad(when, 12)} ", "dim"), (f"{call}  ", "text"), (said, "dim")]
        by = _short(entry.origin) or "console"
        return [
            (f"{pad(when, 16)} ", "dim"),
            (f"{pad(by, 24)} ", "text"),
            (f"{pad(call, 56)} ", "strong"),
            (said, "dim"),
        ]

    def _in_codes(self, call: str) -> str:
        """The call with the code in the place of the conversation's id."""
        found = _CONVERSATION.search(call)
        if found is None:
            return call
        conversation_id = found[1]
        if conversation_id not in self._codes:
            row = self._services.queue.row(conversation_id)
            self._codes[conversation_id] = clean(row.code, limit=40) if row else conversation_id
        return call.replace(conversation_id, self._codes[conversation_id])

    def _show_details(self) -> None:
        entry = self.entry
        title = self.query_one("#audit-row-title", PaneTitle)
        title.title = f"Row {entry.number}" if entry else ""
        width = max(20, self.size.width - 4)
        lines: list[tuple[Parts, object]] = []
        for words in self._sentences(entry) if entry else ():
            text = clean(words, limit=2000)
            lines += [([(text[start:end], "text")], None) for start, end in wrap_line(text, width)]
        self.query_one("#audit-details", PartView).show(lines, from_top=True)

    def _sentences(self, entry: AuditEntry) -> Iterator[str]:
        by = _short(entry.origin) or "console"
        yield f"{entry.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}  {entry.actor}  by {by}"
        yield entry.call
        if entry.request:
            yield f"digest of what was sent: {entry.request}"
        if entry.answer:
            yield f"answer: {_short(entry.answer)}"
        if entry.seen:
            yield f"seen afterwards: {entry.seen}"

    # Keys

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another one is under the cursor."""
        event.stop()
        self._show_details()

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click on the row under the cursor opens its conversation."""
        event.stop()
        self._open()

    def on_key(self, event: events.Key) -> None:
        """Move, open, or leave."""
        letter = letter_of(event)
        match letter if letter.isalpha() else event.key:
            case "enter":
                self._open()
            case "q" | "escape":
                self.dismiss(None)
            case _:
                if not moves(self.rows, event):
                    return
        event.stop()
        event.prevent_default()

    def _open(self) -> None:
        found = _CONVERSATION.search(self.entry.call) if self.entry else None
        if found is None or self._services.queue.row(found[1]) is None:
            self.query_one("#audit-keys", FooterLine).say("No conversation that is known here belongs to this row")
            return
        self.dismiss(found[1])


def _short(words: str) -> str:
    """Words of an entry without the number of a row of the outbox, which `lac audit` has for whoever looks for it."""
    return "outbox" if words.startswith("outbox ") else clean(words, limit=200)
