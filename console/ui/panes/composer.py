"""The composer: where replies and notes are written, and the line in words that stands before sending."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from console.contract.enums import SendType
from console.services.records import Draft
from console.ui.actions.base import Place
from console.ui.text import clean, typed
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.painting import PaintedWidget
from console.ui.widgets.text_field import TextField
from console.ui.wrap import wrap_line

PASTE_LIMIT = 2_000_000
SAVE_AFTER = 0.25
"""Seconds after the first unsaved keystroke until the draft is on disk."""


class ComposerText(TextArea):
    """The text. Printable keys are text; what leaves the composer bubbles to the screen's keymap."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+underscore", "undo", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", show=False),
        Binding("ctrl+z,ctrl+y", "nothing", show=False),
    ]

    class ArticleAsked(Message):
        """Two question marks were typed at the start of a word: a knowledge base article is wanted."""

    def action_nothing(self) -> None:
        """Keys that other programs use and that would surprise here."""

    def on_key(self, event: events.Key) -> None:
        """Esc and the keys of the composer belong to the screen; `??` asks for an article."""
        if event.key == "escape":
            event.prevent_default()
            return
        if event.character == "?" and self._question_mark_before():
            event.prevent_default()
            event.stop()
            row, column = self.cursor_location
            self.delete((row, column - 1), (row, column))
            self.post_message(self.ArticleAsked())

    def _question_mark_before(self) -> bool:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return column >= 1 and line[column - 1] == "?" and (column == 1 or line[column - 2] == " ")

    async def _on_paste(self, event: events.Paste) -> None:
        if self.read_only:
            return
        event.stop()
        event.prevent_default()
        text = typed(event.text[:PASTE_LIMIT])
        if result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)
        if len(event.text) > PASTE_LIMIT:
            words = f"The pasted text is longer than {PASTE_LIMIT:,} characters; cut there"
            self.post_message(TextField.PasteCut(words))


class Composer(Vertical):
    """Title and text. It knows the draft's conversation and kind, and says when the text changed or must be saved."""

    place = Place.COMPOSER

    class Changed(Message):
        """The text differs from what was saved."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.draft: Draft | None = None
        self._loading = False

    def compose(self) -> ComposeResult:
        """Title and text."""
        yield PaneTitle(id="composer-title")
        yield ComposerText(
            id="composer-text",
            soft_wrap=True,
            tab_behavior="indent",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )

    @property
    def area(self) -> ComposerText:
        """The text field."""
        return self.query_one("#composer-text", ComposerText)

    @property
    def text(self) -> str:
        """What is written."""
        return self.area.text

    @property
    def kind(self) -> SendType:
        """Reply or note."""
        return self.draft.kind if self.draft else SendType.MESSAGE

    def open(self, draft: Draft, heading: str) -> None:
        """Show a draft for writing on, the cursor where it was."""
        self.draft = draft
        self.display = True
        self.set_class(draft.kind is SendType.NOTE, "-note")
        self._loading = True
        self.area.load_text(draft.text)
        self.area.move_cursor(self._location(draft.cursor))
        self._loading = False
        self.title.title = heading
        self.say("draft saved" if draft.text else "")

    def close(self) -> None:
        """Hide it; the draft is the store's."""
        self.display = False
        self.draft = None

    @property
    def title(self) -> PaneTitle:
        """The line above the text."""
        return self.query_one("#composer-title", PaneTitle)

    def say(self, words: str) -> None:
        """A word at the right of the title, such as "draft saved"."""
        self.title.note = words

    def cursor_index(self) -> int:
        """The cursor as an offset into the text."""
        row, column = self.area.cursor_location
        lines = self.text.split("\n")
        return sum(len(line) + 1 for line in lines[:row]) + column

    def _location(self, index: int) -> tuple[int, int]:
        before = self.area.text[:index].split("\n")
        return len(before) - 1, len(before[-1])

    def insert(self, text: str) -> None:
        """Put a text at the cursor, apart from the word before it."""
        row, column = self.area.cursor_location
        line = self.area.document.get_line(row)
        lead = " " if column and not line[column - 1].isspace() else ""
        self.area.insert(lead + text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Typing is worth saving; loading is not."""
        event.stop()
        if not self._loading and self.draft is not None and self.text != self.draft.text:
            self.post_message(self.Changed())


class ReviewLine(PaintedWidget, can_focus=True):
    """What will be sent, to whom, as whom, and what changed meanwhile, in words."""

    place = Place.REVIEW

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = ""
        self.notices: tuple[str, ...] = ()

    def show(self, words: str, notices: tuple[str, ...]) -> None:
        """Draw the sentence and what changed. The keys are in the footer."""
        self.words, self.notices = words, notices
        self.display = True
        self.refresh(layout=True)

    def hide(self) -> None:
        """Take it away."""
        self.display = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need: who gets the text is never cut off."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """A line of the sentence, or of a notice."""
        rows = self._rows(self.size.width)
        paint = self.painter(self.size.width).put(" ", "bar")
        if y < len(rows):
            for text, style in rows[y]:
                paint.put(text, style)
        return paint.fill(" ", "bar").strip()

    def _rows(self, width: int) -> list[tuple[tuple[str, str], ...]]:
        rows: list[tuple[tuple[str, str], ...]] = []
        for words, lead, style in ((self.words, "", "strong"), *((notice, "! ", "warning") for notice in self.notices)):
            text = clean(words)
            for start, end in wrap_line(text, width - 1 - len(lead)):
                rows.append(((" " * len(lead) if start else lead, style), (text[start:end], style)))
        return rows
