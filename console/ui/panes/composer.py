"""The composer: where replies and notes are written, and the line in words that stands before sending."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
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

CANNED, ARTICLE = ("/", "::"), "??"
"""What opens the picker of canned replies, and that of articles."""
OPEN_STYLE = Style(bold=True, underline=True)
"""How placeholders are drawn."""
PASTE_LIMIT = 2_000_000
SAVE_AFTER = 0.25
"""Seconds after the first unsaved keystroke until the draft is on disk."""


def index_of(text: str, location: tuple[int, int]) -> int:
    """A row and column as an offset into a text."""
    row, column = location
    return sum(len(line) + 1 for line in text.split("\n")[:row]) + column


def location_of(text: str, index: int) -> tuple[int, int]:
    """An offset into a text as row and column."""
    before = text[:index].split("\n")
    return len(before) - 1, len(before[-1])


class ComposerText(TextArea):
    """The text. Printable keys are text; what leaves the composer bubbles to the screen's keymap."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+underscore", "undo", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", show=False),
        Binding("ctrl+z,ctrl+y", "nothing", show=False),
    ]

    moves_focus: ClassVar[str] = "/:?"
    """Characters that may open a picker, so that the next key waits for them."""

    class Asked(Message):
        """Letters were typed that open a picker. They are in the text, before the cursor."""

        def __init__(self, trigger: str) -> None:
            super().__init__()
            self.trigger = trigger

    def action_nothing(self) -> None:
        """Keys that other programs use and that would surprise here."""

    def on_key(self, event: events.Key) -> None:
        """Esc and the keys of the composer belong to the screen; some letters open a picker, Tab finds what is open."""
        if event.key == "escape":
            event.prevent_default()
            return
        if event.key == "tab" and self.to_next_placeholder():
            event.prevent_default()
            event.stop()
        elif event.character and event.character in self.moves_focus and (trigger := self._trigger(event.character)):
            event.prevent_default()
            event.stop()
            if typed_in := self._replace_via_keyboard(event.character, *self.selection):
                self.move_cursor(typed_in.end_location)
            self.screen.post_message(self.Asked(trigger))  # at once, so that it comes before the next key

    def _trigger(self, character: str) -> str:
        """What the character completes at the beginning of a line or word; empty when it is only a character."""
        row, column = min(self.selection)
        before = self.document.get_line(row)[:column]
        if character == "/":
            return "" if before else CANNED[0]
        lead = before[:-1]
        begins_word = before.endswith(character) and (not lead or lead[-1].isspace())
        return character * 2 if begins_word else ""

    # Placeholders

    def to_next_placeholder(self) -> bool:
        """Select the next placeholder behind the cursor, or else the first of the text; False when there is none."""
        from console.services.placeholders import placeholders  # not needed for the first screen

        text = self.text
        found = placeholders(text)
        if not found:
            return False
        at = index_of(text, max(self.selection))
        start, end, _ = next((one for one in found if one[0] >= at), found[0])
        self.move_cursor(location_of(text, start))
        self.move_cursor(location_of(text, end), select=True)
        return True

    def get_line(self, line_index: int) -> Text:
        """A line of the text; what is still to be filled in stands out in weight and line, and by its braces."""
        line = super().get_line(line_index)
        if "{" in line.plain:
            from console.services.placeholders import placeholders

            for start, end, _ in placeholders(line.plain):
                line.stylize(OPEN_STYLE, start, end)
        return line

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
        self.area.move_cursor(location_of(self.area.text, draft.cursor))
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
        return index_of(self.text, self.area.cursor_location)

    def insert(self, text: str) -> None:
        """Put a text at the cursor, apart from the word before it."""
        row, column = self.area.cursor_location
        line = self.area.document.get_line(row)
        lead = " " if column and not line[column - 1].isspace() else ""
        self.area.insert(lead + text)

    def take_away(self, trigger: str) -> None:
        """Take the letters before the cursor away that opened a picker."""
        row, column = self.area.cursor_location
        if trigger and self.area.document.get_line(row)[:column].endswith(trigger):
            self.area.delete((row, column - len(trigger)), (row, column))

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
        self.along = ""

    def show(self, words: str, notices: tuple[str, ...], along: str = "") -> None:
        """Draw the sentence, what is done together with it, and what is to be seen. The keys are in the footer."""
        self.words, self.notices, self.along = words, notices, along
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
        along = [(self.along, "+ ", "bar")] if self.along else []
        seen = ((notice, "! ", "warning") for notice in self.notices)
        for words, lead, style in ((self.words, "", "strong"), *along, *seen):
            text = clean(words)
            for start, end in wrap_line(text, width - 1 - len(lead)):
                rows.append(((" " * len(lead) if start else lead, style), (text[start:end], style)))
        return rows
