"""The dialog that asks until when something is put off, and says how it understands what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from console.services.moments import EXAMPLES, NoTimeError, When, read_when
from console.ui import format as formats
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.widgets.text_field import TextField
from console.ui.wrap import wrap_line

DIALOG, SIDES = 80, 7
"""Columns of a dialog at most, as the style sheets have them, and those beside its text."""


def in_words(when: When, now: datetime, zone: tzinfo, *, short: bool = False) -> str:
    """Until when: "until Tue 24 Nov 09:00, or until the customer replies"; "…, or a reply" where it must be short."""
    if when.until is None:
        return "until the customer replies"
    day = "today" if when.until.astimezone(zone).date() == now.astimezone(zone).date() else ""
    at = formats.clock(when.until, zone) if day else formats.full(when.until, zone, now)
    reply = "or until the customer replies" if when.on_reply else "even if the customer replies"
    if short:
        reply = "or a reply" if when.on_reply else "reply or not"
    return f"until {' '.join(filter(None, (day, at)))}, {reply}"


class WhenDialog(ModalScreen[When | None]):
    """A field for a time; what it means stands below before Enter takes it."""

    def __init__(self, what: str, clock: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._what = what
        self._clock = clock
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Title, field, meaning, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="when-title")
            yield TextField(placeholder="until when?", id="when-field", compact=True)
            yield PartView(id="when-words")
            yield FooterLine(id="when-keys")

    def on_mount(self) -> None:
        """Show what can be typed."""
        self.query_one("#when-title", PaneTitle).title = f"Later: {self._what}"
        self.query_one("#when-words", PartView).can_focus = False
        self.query_one("#when-keys", FooterLine).show_hints([("Enter", "put it off"), ("Esc", "leave")])
        field = self.query_one("#when-field", Input)
        field.cursor_blink = False
        field.focus()
        self._say(EXAMPLES, "dim")

    def _say(self, words: str, style: str) -> None:
        view, text = self.query_one("#when-words", PartView), clean(words, limit=400)
        width = max(20, min(DIALOG, self.app.size.width * 96 // 100) - SIDES)
        view.show([([(text[start:end], style)], None) for start, end in wrap_line(text, width)])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it means."""
        event.stop()
        if not event.value.strip():
            self._say(EXAMPLES, "dim")
            return
        try:
            self._say(in_words(self._read(event.value), self._clock(), self._zone), "strong")
        except NoTimeError as error:
            self._say(f"Not understood. {error}" if str(error) == EXAMPLES else str(error), "dim")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes it, when it is a time to come."""
        event.stop()
        try:
            self.dismiss(self._read(event.value))
        except NoTimeError as error:
            words = "That is not understood as a time to come" if str(error) == EXAMPLES else str(error)
            self.query_one("#when-keys", FooterLine).say(words, warning=True)

    def _read(self, text: str) -> When:
        return read_when(text, self._clock(), self._zone)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key in ("escape", "ctrl+x"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)
