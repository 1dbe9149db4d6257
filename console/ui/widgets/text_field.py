"""A field of one line to type into: what is pasted loses what nobody means to write, and is never cut in silence."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

from console.ui.text import typed

PASTE_LIMIT = 1000
"""Characters one paste may bring; no name, search or note for colleagues is longer."""


class TextField(Input):
    """Textual's field with pasting made safe."""

    class PasteCut(Message):
        """A paste was not taken whole; `words` say what became of it."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # else Textual's own handler pastes too
        first, _, rest = typed(event.text[: 2 * PASTE_LIMIT]).strip("\n").partition("\n")
        self.replace(first[:PASTE_LIMIT], *sorted(self.selection))
        if len(first) > PASTE_LIMIT:
            self.post_message(self.PasteCut(f"This field takes {PASTE_LIMIT:,} characters of a paste; cut there"))
        elif rest.strip():
            self.post_message(self.PasteCut("This field takes one line: only the first one was pasted"))
