"""A picker that letters in a text open: a preview beside its rows, and leaving it leaves what was typed as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from console.ui.screens.picker import LEAST_ROWS, MOST_ROWS, Picker
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.text_field import TextField

Choice = TypeVar("Choice")
Answer = TypeVar("Answer")

SIDE_BY_SIDE = 100
"""Columns from which on the preview stands beside the rows."""
ROWS_ABOVE = 5
"""Of so many lines, two are for the rows at most where the preview stands below them, and the others for it."""


@dataclass(frozen=True, slots=True)
class Left:
    """The picker was left: what was typed into it belongs into the text."""

    text: str


class WordField(TextField):
    """A field that a space leaves, because what was typed is no search but text.

    Keys that close the picker do so at once, and not by a message: what is typed next is for what is below it.
    """

    moves_focus: ClassVar[str] = " "
    """The next key waits for what this one does."""

    def on_key(self, event: events.Key) -> None:
        """Enter chooses; Space, or Backspace in an empty field, leaves."""
        screen = self.screen
        if not isinstance(screen, TypedPicker):
            return
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            screen.choose_for(self.value)
        elif not screen.opened_by_typing:
            return
        elif event.key == "space" or (event.key == "backspace" and not self.value):
            event.stop()
            event.prevent_default()
            screen.leave(" " if event.key == "space" else "")


class TypedPicker(Picker[Choice, Answer | Left]):
    """Rows and the preview of the one under the cursor. A subclass gives `preview` as well."""

    def __init__(self, *, opened_by_typing: bool) -> None:
        super().__init__()
        self.opened_by_typing = opened_by_typing
        self._lines = 0
        """Lines for rows and preview together, where it stands below them."""
        self.narrowed = ""
        """The query that the rows are for."""

    def compose(self) -> ComposeResult:
        """Title, field, rows and preview, keys."""
        with Vertical(classes="dialog -typed"):
            yield PaneTitle(id="picker-title")
            yield WordField(placeholder=self.placeholder, id="picker-query", compact=True)
            with Container(id="picker-body"):
                yield PartView(id="picker-rows")
                yield PartView(id="picker-preview")
            yield FooterLine(id="picker-keys")

    def on_mount(self) -> None:
        """The preview takes no keys."""
        self.preview_view.can_focus = False
        super().on_mount()

    @property
    def preview_view(self) -> PartView:
        """Where the preview is."""
        return self.query_one("#picker-preview", PartView)

    def preview(self, choice: Choice, width: int) -> Sequence[Parts]:
        """The lines of a choice's preview."""
        raise NotImplementedError

    def fit(self, height: int) -> None:
        """Beside the rows the preview is as high as they are, below them it takes what they leave."""
        beside = self.app.size.width >= SIDE_BY_SIDE
        self.query_one("#picker-body").set_class(not beside, "-below")
        super().fit(height)
        most = self.rows.styles.max_height
        self._lines = 0 if beside else height * 9 // 10 - self.other_lines
        if not beside:
            self.rows.styles.max_height = max(LEAST_ROWS, min(MOST_ROWS, self._lines * 2 // ROWS_ABOVE))
        elif most is not None:
            self.preview_view.styles.height = int(most.value)
        self.call_after_refresh(self._draw_preview)

    def narrow(self, query: str) -> None:
        """Rows for a query, and the preview of the first."""
        if not self.is_attached:
            return  # a word of what was typed comes after the choice
        self.narrowed = query
        self.search(query)
        self._draw_preview()

    def search(self, query: str) -> None:
        """Show the rows for a query."""
        self.show_found(self.find(query), query)

    def choose_for(self, query: str) -> None:
        """Choose from the rows for a query, also when the word of its last letters is still on its way."""
        if query != self.narrowed:
            self.narrow(query)
        self.choose_current()

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another one is under the cursor."""
        event.stop()
        self._draw_preview()

    def _draw_preview(self) -> None:
        value, view, most = self.rows.value, self.preview_view, self.rows.styles.max_height
        if self._lines and most is not None:
            view.styles.height = self._lines - max(LEAST_ROWS, min(len(self.rows.shown), int(most.value)))
        width = max(10, view.size.width - 3)
        lines = self.preview(value, width) if value is not None else ()  # type: ignore[arg-type]
        view.show([(parts, None) for parts in lines], from_top=True)

    def leave(self, more: str = "") -> None:
        """Close; what was typed goes into the text, with `more` behind it."""
        self.dismiss(Left(self.query_one("#picker-query", TextField).value + more if self.opened_by_typing else ""))

    def choose_current(self) -> None:
        """Choose, or leave when there is nothing to choose and the letters may have been meant as text."""
        if self.rows.value is None and self.opened_by_typing:
            self.leave()
        else:
            super().choose_current()

    def on_key(self, event: events.Key) -> None:
        """Esc leaves with what was typed."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.leave()
        else:
            super().on_key(event)
