"""A new suggestion: its category, its title and its text; nothing typed is lost by any way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from console.services.suggestions import SuggestionDraft
from console.ui.screens.dialogs import Question
from console.ui.screens.form_parts import FormField, FormLine, FormTitle
from console.ui.text import clean, typed
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView
from console.ui.widgets.text_box import TextBox
from console.ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from console.ui.work.suggesting import Suggesting

SAVE_AFTER = 0.25
SHOWN_CHOICES = 20
HINTS = (("Tab", "next"), ("Up Down", "categories"), ("Esc", "file, keep or discard"))
PUBLIC = "Suggestions may be seen by everybody: take out what is private"
ANSWERS = (("y", "file it"), ("e", "write on"), ("q", "keep for later"), ("D", "discard"))


class SuggestDialog(ModalScreen[None]):
    """Esc asks what to do with what is typed; filing goes on beside it, and it closes when the server has it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, work: Suggesting, draft: SuggestionDraft) -> None:
        super().__init__()
        self._work = work
        self._draft = draft
        self._saving: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, fields, text, keys."""
        with Vertical(classes="dialog -typed"):
            yield PaneTitle(id="suggest-title")
            with Horizontal(classes="form-row"):
                yield FormTitle("Category")
                yield FormField(self._category_line())
            with Horizontal(classes="form-row"):
                yield FormTitle("Title")
                yield TextField(self._draft.subject, id="suggest-subject", compact=True, classes="form-field")
            yield PartView(id="suggest-choices")
            yield FormTitle("Text")
            yield TextBox(self._draft.text, id="suggest-text")
            yield FooterLine(id="suggest-keys")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#suggest-title", PaneTitle).title = "Suggest an article"
        self.query_one("#suggest-keys", FooterLine).show_hints(HINTS)
        self._choices.can_focus = False
        self._choices.marker = " "
        self._subject.cursor_blink = False
        self.say(PUBLIC, warning=True)
        self._begin_category()
        (
            self._category if not self._draft.category else self._subject if not self._draft.subject else self._text
        ).focus()
        self.show_choices()

    def _category_line(self) -> FormLine:
        paths = tuple(one.path for one in self._work.categories)
        return FormLine("category", "Category", "", paths, hint="letters of its name", strict=True)

    def _begin_category(self) -> None:
        if not self._category.value:
            self._category.value = self._draft.category

    @property
    def _category(self) -> FormField:
        return self.query_one(FormField)

    @property
    def _subject(self) -> TextField:
        return self.query_one("#suggest-subject", TextField)

    @property
    def _text(self) -> TextBox:
        return self.query_one("#suggest-text", TextBox)

    @property
    def _choices(self) -> PartView:
        return self.query_one("#suggest-choices", PartView)

    def say(self, words: str, *, warning: bool = False) -> None:
        """Words in the keys' place, until something is typed."""
        self.query_one("#suggest-keys", FooterLine).say(words, warning=warning)

    def show_choices(self) -> None:
        """Draw the categories that fit what was typed; the words why there are none."""
        field = self._category
        if self._work.categories and not field.line.choices:
            field.line = self._category_line()
            self._begin_category()
        found = field.matching()[:SHOWN_CHOICES]
        if not field.line.choices:
            self._choices.show(
                [([(clean(self._work.trouble or "Asking the server for the categories…"), "dim")], None)]
            )
            return
        parts = [("none of the categories", "warning")] if not found else []
        for number, choice in enumerate(found):
            chosen = choice == field.value or (number == 0 and field.touched and field.value not in found)
            words = clean(choice, limit=60)
            parts += [(f"[{words}]" if chosen else f" {words} ", "strong" if chosen else "dim"), (" ", "text")]
        self._choices.show([(parts, None)])

    # What is typed

    def current(self) -> SuggestionDraft:
        """What is typed now."""
        return SuggestionDraft(
            typed(self._category.value).strip(), typed(self._subject.value), typed(self._text.text), self._draft.key
        )

    def save(self) -> None:
        """Keep what is typed."""
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        trouble = self._work.keep(self.current())
        if trouble:
            self.say(trouble, warning=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep it, a moment later."""
        event.stop()
        self._changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep it, a moment later."""
        event.stop()
        self._changed()

    def _changed(self) -> None:
        self.show_choices()
        if self._saving is None:
            self._saving = self.set_timer(SAVE_AFTER, self.save)

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Say what became of a paste."""
        event.stop()
        self.say(event.words, warning=True)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """From field to field, and out."""
        order = [self._category, self._subject, self._text]
        at = next((place for place, field in enumerate(order) if field.has_focus), 0)
        match event.key:
            case "tab" | "shift+tab":
                self._category.settle()
                order[(at + (1 if event.key == "tab" else -1)) % len(order)].focus()
            case "up" | "down" if at == 0:
                self._category.walk(1 if event.key == "down" else -1)
            case "escape" | "ctrl+x":
                self._ask()
            case _:
                if event.is_printable:
                    self.say("")
                return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self._category.settle()
        (self._subject if event.input is self._category else self._text).focus()

    def _ask(self) -> None:
        """What to do with it; nothing typed, nothing asked."""
        self._category.settle()
        draft = self.current()
        self.save()
        if draft.is_empty:
            self.dismiss(None)
            return
        where = clean(draft.category, limit=60) or "no category yet"
        words = f"“{clean(draft.subject, limit=80)}” in {where}, as {clean(self._work.agent_words, limit=60)}."
        missing = self._work.missing(draft)
        answers = ANSWERS[1:] if missing else ANSWERS
        self.app.push_screen(Question("Suggestion", f"{words} {missing}".rstrip(), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        match answer:
            case "y":
                self.say("Filing it")
                self._work.file(self.current())
            case "q":
                self.dismiss(None)
            case "D":
                self._work.keep(SuggestionDraft())
                self.dismiss(None)
