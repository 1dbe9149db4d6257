"""A field of several lines to type into, with pasting made safe."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from console.ui.text import typed
from console.ui.widgets.text_field import TextField

PASTE_LIMIT = 100_000


class TextBox(TextArea):
    """Textual's area in which Tab goes on and Esc belongs to the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+underscore", "undo", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", show=False),
        Binding("ctrl+z,ctrl+y", "nothing", show=False),
    ]

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            compact=True,
        )
        self.cursor_blink = False

    def action_nothing(self) -> None:
        """Keys that other programs use and that would surprise here."""

    def on_key(self, event: events.Key) -> None:
        """Esc and Tab are the dialog's."""
        if event.key in ("escape", "tab", "shift+tab"):
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if result := self._replace_via_keyboard(typed(event.text[:PASTE_LIMIT]), *self.selection):
            self.move_cursor(result.end_location)
        if len(event.text) > PASTE_LIMIT:
            words = f"This field takes {PASTE_LIMIT:,} characters of a paste; cut there"
            self.post_message(TextField.PasteCut(words))
