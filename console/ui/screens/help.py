"""The help screen: the keys of this place, as they are bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.ui.actions.base import Action, Place
from console.ui.actions.keymap import key_words
from console.ui.layouts import letter_of
from console.ui.text import pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import MARKER_CELLS
from console.ui.widgets.list_keys import moves
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

if TYPE_CHECKING:
    from console.ui.actions.keymap import Keymap

KEY_CELLS = 14


class HelpScreen(ModalScreen[None]):
    """Actions by topic, with their keys; it derives from the actions, so it cannot lie."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, keymap: Keymap, place: Place) -> None:
        super().__init__()
        self._keymap = keymap
        self._place = place

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        with Vertical(classes="dialog help"):
            yield PaneTitle(id="help-title")
            yield PartView(id="help-view")
            yield FooterLine(id="help-keys")

    def on_mount(self) -> None:
        """This place's actions first, then all others."""
        self.query_one("#help-title", PaneTitle).title = f"Keys: {self._place}"
        self.query_one("#help-keys", FooterLine).show_hints((("j k", "move"), ("Space", "page"), ("q Esc", "close")))
        self._view.show(self._rows())
        self._view.focus()

    def on_resize(self) -> None:
        """Other words fit into a line."""
        self.call_after_refresh(lambda: self._view.show(self._rows()))

    @property
    def _view(self) -> PartView:
        return self.query_one("#help-view", PartView)

    def _rows(self) -> list[tuple[Parts, object]]:
        here = self._keymap.here(self._place)
        others = [action for action in self._keymap.actions.values() if action not in here]
        rows: list[tuple[Parts, object]] = []
        for heading, actions in (("", here), ("Elsewhere: ", others)):
            topics: dict[str, list[Action]] = {}
            for action in actions:
                topics.setdefault(action.topic, []).append(action)
            for topic, members in topics.items():
                rows.append(([(f"{heading}{topic}".capitalize(), "heading")], None))
                rows += [(parts, None) for action in members for parts in self._row(action)]
                rows.append(([("", "text")], None))
        return rows

    def _row(self, action: Action) -> list[Parts]:
        """Its keys, and what it does, in as many lines as that takes."""
        finds = self._keymap.keys_of("palette")
        palette = f"{key_words(finds[0])} palette" if finds else "-"
        keys = "  ".join(key_words(key) for key in self._keymap.keys_of(action.id)) or palette
        cells = max(KEY_CELLS, cell_len(keys))
        words, width = action.help(), max(20, self._view.size.width - MARKER_CELLS - cells - 1)
        lines = [words[start:end] for start, end in wrap_line(words, width)]
        return [
            [(pad("" if number else keys, cells) + " ", "key"), (line, "text")] for number, line in enumerate(lines)
        ]

    def on_key(self, event: events.Key) -> None:
        """Move or close."""
        event.stop()
        event.prevent_default()
        if letter_of(event) in ("q", "?") or event.key == "escape":
            self.dismiss(None)
        else:
            moves(self._view, event)
