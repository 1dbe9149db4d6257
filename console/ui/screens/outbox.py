"""Drafts and outbox: what is not in a conversation yet or not done, and what can be done about each of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.contract.enums import SendType
from console.services.errors import ServiceError
from console.services.outbox.words import made
from console.services.records import Discarded, Draft, OutboxRow, RowState
from console.ui.layouts import letter_of
from console.ui.screens.dialogs import Question
from console.ui.screens.outbox_entries import (
    WARNINGS,
    Entry,
    again_words,
    code_without_conversation,
    heading_without_conversation,
    keys_of,
    row_parts,
    state_words,
    text_parts,
    words_of,
)
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.list_keys import moves_over_headings
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

if TYPE_CHECKING:
    from console.services.bundle import Services

Answer = tuple[str, SendType | None]
"""A conversation to open, and which of its drafts to write on."""
MOST_SETTLED = 30
TEXT_LINES = 4


class OutboxScreen(Screen[Answer | None]):
    """The rows above, all that is known of the one under the cursor below, its keys in the footer."""

    def __init__(self, services: Services, clock: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._services = services
        self._clock = clock
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Title, rows, details, keys."""
        yield PaneTitle(id="outbox-title")
        yield PartView(id="outbox-rows")
        yield PaneTitle(id="outbox-row-title")
        yield PartView(id="outbox-details")
        yield FooterLine(id="outbox-keys")

    def on_mount(self) -> None:
        """Draw what there is, and its ages anew each second: the held rows count down."""
        self.query_one("#outbox-title", PaneTitle).title = "Drafts and outbox"
        self.query_one("#outbox-details", PartView).can_focus = False
        self._rows.marks_always = True
        self._rows.focus()
        self.reload()
        self.set_interval(1, self._count_down)

    @property
    def _rows(self) -> PartView:
        return self.query_one("#outbox-rows", PartView)

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        value = self._rows.value
        return value if isinstance(value, OutboxRow | Draft | Discarded) else None

    def reload(self) -> None:
        """Draw what the store says now; the cursor stays with what it is on."""
        at = _identity(self.entry)
        try:
            rows = [*self._entries()]
        except ServiceError as error:
            self._say(error.message)
            return
        view = self._rows
        places = {_identity(value): index for index, (_, value) in enumerate(rows) if value is not None}
        view.cursor = places.get(at, view.cursor)
        view.show(rows or [([("There are no drafts, and nothing is on its way.", "dim")], None)])
        if self.entry is None and rows:
            view.move_to(next((i for i, (_, value) in enumerate(rows) if value is not None), 0))
        self._show_details()

    def _count_down(self) -> None:
        if any(isinstance(value, OutboxRow) and value.state is RowState.HELD for _, value in self._rows.shown):
            self.reload()

    # Rows

    def _entries(self) -> Iterator[tuple[Parts, object]]:
        rows = self._services.outbox.rows()
        for row in (one for one in rows if one.settled_at is None):
            yield self._parts(row), row
        drafts = self._services.replies.drafts()
        for draft in drafts:
            yield self._parts(draft), draft
        settled = [one for one in rows if one.settled_at is not None]
        if settled and (len(rows) > len(settled) or drafts):
            yield [("", "text")], None
        if settled:
            yield [("Done in the last days", "dim")], None
        for row in reversed(settled[-MOST_SETTLED:]):
            yield self._parts(row), row
        discarded = self._services.replies.discarded()
        if discarded:
            yield [("", "text")], None
            yield [("Discarded in the last seven days", "dim")], None
        for text in discarded[:MOST_SETTLED]:
            yield self._parts(text), text

    def _parts(self, entry: Entry) -> Parts:
        code = self._code(entry)
        if isinstance(entry, OutboxRow):
            return row_parts(entry, code, self._cells, self._clock())
        return text_parts(entry, code, self._cells)

    @property
    def _cells(self) -> tuple[int, int]:
        """Of the state, and of what is wanted."""
        return (20, 22) if self.size.width >= 100 else (15, 12) if self.size.width >= 70 else (13, 8)

    def _code(self, entry: Entry) -> str:
        row = self._services.queue.row(entry.conversation_id)
        return clean(row.code, limit=40) if row else code_without_conversation(entry)

    # The one under the cursor

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another one is under the cursor."""
        event.stop()
        self._show_details()

    def on_resize(self) -> None:
        """Other lines fit."""
        self.reload()

    def _show_details(self) -> None:
        entry = self.entry
        title = self.query_one("#outbox-row-title", PaneTitle)
        title.title = self._heading(entry) if entry else ""
        view = self.query_one("#outbox-details", PartView)
        width = max(20, self.size.width - 4)
        lines: list[tuple[Parts, object]] = []
        for words, style in self._sentences(entry) if entry else ():
            text = clean(words, limit=4000)
            lines += [([(text[start:end], style)], None) for start, end in wrap_line(text, width)]
        view.show(lines, from_top=True)
        self.query_one("#outbox-keys", FooterLine).show_hints([*keys_of(entry), ("q Esc", "back")])

    def _heading(self, entry: Entry) -> str:
        row = self._services.queue.row(entry.conversation_id)
        return f"{row.code}  {row.subject}" if row else heading_without_conversation(entry)

    def _sentences(self, entry: Entry) -> Iterator[tuple[str, str]]:
        if isinstance(entry, Discarded):
            yield f"Discarded at {entry.at.astimezone(self._zone):%d %b %H:%M}; u makes it a draft again.", "dim"
        elif isinstance(entry, Draft):
            yield (entry.trouble or "Not sent; Enter writes on.", "warning" if entry.trouble else "dim")
        else:
            yield state_words(entry, self._clock(), self._zone), "warning" if entry.state in WARNINGS else "text"
            if entry.error and entry.state is not RowState.CHANGED and not made(entry):
                yield entry.error, "dim"
            if entry.state is RowState.CHANGED:
                found = self._services.outbox.difference(entry.id).sentences
                yield from ((sentence, "warning") for sentence in found or (entry.error,))
        for line in words_of(entry).splitlines()[:TEXT_LINES]:
            yield f"  {line}", "text"

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Move, act on the one under the cursor, or leave."""
        letter = letter_of(event)
        match letter if letter.isalpha() else event.key:
            case "enter":
                self._open()
            case "q" | "escape" | "d":
                self.dismiss(None)
            case "f2":
                self._ask_which()
            case "c" | "s" | "o" | "u" | "D" as key:
                self._act(key)
            case _:
                if not moves_over_headings(self._rows, event):
                    return
        event.stop()

    def _open(self) -> None:
        entry = self.entry
        if entry is not None:
            self.dismiss((entry.conversation_id, entry.kind if isinstance(entry, Draft) else None))

    def _ask_which(self) -> None:
        """What can be done with the one under the cursor, for who has no letters."""
        entry = self.entry
        if entry is not None:
            answers = [(key, label) for key, label in keys_of(entry) if len(key) == 1]
            question = Question("What to do", self._heading(entry), answers)
            self.app.push_screen(question, lambda answer: self._act(answer) if answer else None)

    def _act(self, key: str) -> None:
        entry = self.entry
        if entry is None or key not in {one for one, _ in keys_of(entry)}:
            self._say("That key does nothing here")
            return
        if key == "s" and isinstance(entry, OutboxRow) and entry.state is RowState.UNKNOWN:
            question = Question("Send again", again_words(entry), [("y", "send again")])
            self.app.push_screen(question, lambda answer: self._do(key, entry) if answer == "y" else None)
        else:
            self._do(key, entry)

    def _do(self, key: str, entry: Entry) -> None:
        try:
            match entry:
                case Draft():
                    words = self._discard(entry)
                case Discarded():
                    words = self._bring_back(entry)
                case _:
                    words = self._decide(key, entry)
        except ServiceError as error:
            words = error.message
        self.reload()
        self._say(words)

    def _discard(self, draft: Draft) -> str:
        self._services.replies.discard(draft.conversation_id, draft.kind)
        return "Draft discarded; it is kept for seven days, below, and u brings it back"

    def _bring_back(self, discarded: Discarded) -> str:
        if self._services.replies.bring_back(discarded):
            return "It is a draft again; Enter on it writes on"
        return "Another text is being written there: send it or discard it first"

    def _decide(self, key: str, row: OutboxRow) -> str:
        outbox = self._services.outbox
        match key:
            case "c":
                done, words = outbox.look_again(row.id), "Looking" if row.state is RowState.UNKNOWN else "Sending"
            case "s" if row.state is RowState.UNKNOWN:
                done, words = outbox.send_again(row.id) is not None, "Looking once more, then sending"
            case "s":
                done, words = outbox.send_anyway(row.id, outbox.difference(row.id)), "Sending"
            case "o":
                done, words = outbox.was_sent(row.id), "Noted as sent"
            case _:
                done, words = outbox.to_draft(row.id), "Taken back"
                if row.state is RowState.UNKNOWN:
                    words += "; what was sent may still arrive"
        return words if done else "Too late: it is in another state by now"

    def _say(self, words: str) -> None:
        keys = self.query_one("#outbox-keys", FooterLine)
        keys.say(words)
        self.set_timer(4, lambda: keys.say(""))


def _identity(entry: object) -> object:
    if isinstance(entry, Draft):
        return entry.conversation_id, entry.kind
    if isinstance(entry, Discarded):
        return entry.number
    return entry.id if isinstance(entry, OutboxRow) else None
