"""A reply as its customer will see it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.services.reading import render_body
from console.ui.glyphs import Glyphs
from console.ui.panes.thread_layout import body_lines
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import Parts, PartView

READING_WIDTH = 72


class CustomersView(ModalScreen[None]):
    """Sender, recipient, subject and the text below them."""

    def __init__(self, head: Sequence[tuple[str, str]], text: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._head = tuple(head)
        self._text = text
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Title, mail, keys."""
        with Vertical(classes="dialog help"):
            yield PaneTitle(id="preview-title")
            yield PartView(id="preview-mail")
            yield FooterLine(id="preview-keys")

    def on_mount(self) -> None:
        """Draw the mail."""
        self.query_one("#preview-title", PaneTitle).title = "As the customer sees it"
        view = self.query_one("#preview-mail", PartView)
        view.marker = " "
        width = min(READING_WIDTH, max(20, self.app.size.width - 12))
        head: list[Parts] = [_line(name, value) for name, value in self._head]
        body = body_lines(render_body(self._text), width, self._glyphs, unfold=True)
        view.show([(parts, None) for parts in (*head, [("", "text")], *body)], from_top=True)
        view.focus()
        hints = (("j k", "scroll"), ("Space", "page"), ("q Esc", "back"))
        self.query_one("#preview-keys", FooterLine).show_hints(hints)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or leave."""
        view = self.query_one("#preview-mail", PartView)
        page = max(1, view.size.height - 1)
        match event.key:
            case "j" | "down":
                view.scroll_by(1)
            case "k" | "up":
                view.scroll_by(-1)
            case "space" | "pagedown":
                view.scroll_by(page)
            case "pageup":
                view.scroll_by(-page)
            case "p" | "q" | "escape" | "enter":
                self.dismiss(None)
            case _:
                return
        event.stop()
        event.prevent_default()


def _line(name: str, value: str) -> Parts:
    return [(f"{name + ':':9}", "dim"), (clean(value, limit=300), "strong")]
