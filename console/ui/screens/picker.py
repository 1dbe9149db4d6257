"""A dialog with a field to type into and the rows that match: transfer, articles, filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from console.ui.glyphs import glyphs_of
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.text_field import TextField

MOST_ROWS, LEAST_ROWS = 16, 3

Choice = TypeVar("Choice")
Answer = TypeVar("Answer")


class Picker(ModalScreen[Answer | None], Generic[Choice, Answer]):
    """Type to narrow, arrows to move, Enter to choose, Esc to leave.

    A subclass gives the rows for a query with `find`, and what choosing one means with `choose`.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    heading: ClassVar[str] = ""
    placeholder: ClassVar[str] = ""
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "choose"), ("Esc", "leave"))
    nothing: ClassVar[str] = "There is nothing here."
    """What stands for the rows when there are none at all."""
    unmatched: ClassVar[str] = "Nothing matches."
    """What stands for them when there are none for what was typed."""
    field: ClassVar[type[TextField]] = TextField
    """What is typed into."""
    other_lines: ClassVar[int] = 5
    """Lines of the dialog beside the rows: two blank ones, title, field and keys."""

    def compose(self) -> ComposeResult:
        """Title, field, rows, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="picker-title")
            yield self.field(placeholder=self.placeholder, id="picker-query", compact=True)
            yield PartView(id="picker-rows")
            yield from self.compose_more()
            yield FooterLine(id="picker-keys")

    def compose_more(self) -> ComposeResult:
        """What stands between the rows and the keys; nothing in most pickers."""
        return ()

    def on_mount(self) -> None:
        """Show everything at first."""
        self.query_one("#picker-title", PaneTitle).title = self.title_text()
        self.query_one("#picker-keys", FooterLine).show_hints(self.hints)
        self.query_one("#picker-query", Input).cursor_blink = False
        self.rows.marks_always = True
        self.fit(self.app.size.height)
        self.narrow("")

    def on_resize(self, event: events.Resize) -> None:
        """More or fewer rows have room."""
        self.fit(event.size.height)

    def fit(self, height: int) -> None:
        """Show as many rows as leave the other lines on the screen."""
        room = height * 9 // 10 - self.other_lines  # a dialog takes nine tenths of the height at most
        self.rows.styles.max_height = max(LEAST_ROWS, min(MOST_ROWS, room))

    def title_text(self) -> str:
        """The dialog's title; server text is allowed."""
        return self.heading

    def nothing_words(self) -> str:
        """What stands for the rows when there are none at all."""
        return self.nothing

    def find(self, query: str) -> Sequence[tuple[Parts, Choice]]:
        """The rows for a query."""
        raise NotImplementedError

    def choose(self, choice: Choice) -> None:
        """A row was chosen: most pickers end with it."""
        raise NotImplementedError

    @property
    def rows(self) -> PartView:
        """The rows."""
        return self.query_one("#picker-rows", PartView)

    def narrow(self, query: str) -> None:
        """Show the rows for a query."""
        self.show_found(self.find(query), query)

    def show_found(self, found: Sequence[tuple[Parts, Choice]], query: str, *, later: bool = False) -> None:
        """Show rows; those that come later than the typing leave the cursor on what it is on."""
        words = self.unmatched if query.strip() else self.nothing_words()
        under = self.rows.value if later else None
        rows: list[tuple[Parts, object]] = [(parts, choice) for parts, choice in found] or [([(words, "dim")], None)]
        self.rows.show(rows, from_top=not later)
        if under is not None:
            at = next((index for index, (_, choice) in enumerate(rows) if choice == under), self.rows.cursor)
            self.rows.move_to(at)
        if query.strip():
            self._announce()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as the agent types."""
        event.stop()
        if event.input.id == "picker-query":
            self.narrow(event.value)

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Say what became of a paste."""
        event.stop()
        self.query_one("#picker-keys", FooterLine).say(event.words, warning=True)

    def on_key(self, event: events.Key) -> None:
        """Keys of every picker."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "down" | "ctrl+n":
                self.rows.move_by(1)
            case "up" | "ctrl+p":
                self.rows.move_by(-1)
            case "pagedown":
                self.rows.move_page(1)
            case "pageup":
                self.rows.move_page(-1)
            case "tab" | "shift+tab":
                pass  # what a subclass does not take must not lead away from the field
            case _:
                return
        event.stop()
        event.prevent_default()
        self._announce()

    def _announce(self) -> None:
        """For who hears the screen: the row that Enter would choose, in the line of keys."""
        if glyphs_of(self.app).words and self.is_attached and self.rows.shown:
            parts, _ = self.rows.shown[self.rows.cursor]
            self.query_one("#picker-keys", FooterLine).say(" ".join("".join(text for text, _ in parts).split()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field chooses the row under the cursor."""
        event.stop()
        self.choose_current()

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """So does a click on it."""
        event.stop()
        self.choose_current()

    def choose_current(self) -> None:
        """Choose the row under the cursor, if it stands for something."""
        value = self.rows.value
        if value is not None:
            self.choose(value)  # type: ignore[arg-type]
