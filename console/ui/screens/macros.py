"""The picker of macros, and the questions they ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from console.services.macros.steps import Macro
from console.ui.screens.typed_picker import TypedPicker
from console.ui.text import clean, typed
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import Parts
from console.ui.widgets.text_field import TextField
from console.ui.wrap import wrap_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.services.macros.service import MacroService


class MacroPicker(TypedPicker[Macro, Macro]):
    """Enter runs the macro under the cursor; the preview shows what it would do here."""

    heading: ClassVar[str] = "Macros"
    placeholder: ClassVar[str] = "letters of title or tags"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "run"), ("Tab", "acts or calls"), ("Esc", "leave"))

    def __init__(self, macros: MacroService, dry_run: Callable[[Macro, bool], Sequence[str]]) -> None:
        """`dry_run` says what a macro would do, a line each: its acts, or the calls to the server that these are."""
        super().__init__(opened_by_typing=False)
        self._macros = macros
        self._every = sorted(macros.all(), key=lambda one: one.title.casefold())
        self._dry_run = dry_run
        self._calls = False
        """Whether the preview shows the calls."""

    def on_mount(self) -> None:
        """Name a file that cannot be used; the others work."""
        super().on_mount()
        troubles = self._macros.troubles()
        if troubles:
            more = f" (and {len(troubles) - 1} more: lac macro check)" if len(troubles) > 1 else ""
            self.query_one("#picker-keys", FooterLine).say(clean(troubles[0], limit=300) + more, warning=True)

    def nothing_words(self) -> str:
        """Where they would be."""
        folder = self._macros.own_folder
        return f"There are none yet: Q records one into {clean(str(folder))}" if folder else self.nothing

    def find(self, query: str) -> Sequence[tuple[Parts, Macro]]:
        """Those that fit."""
        return [(_parts(one), one) for one in self._macros.find(query, self._every)]

    def preview(self, choice: Macro, width: int) -> Sequence[Parts]:
        """What it would do."""
        lines: list[Parts] = []
        for line in self._dry_run(choice, self._calls):
            text = clean(line, limit=1000)
            lines += [[(text[start:end], "text")] for start, end in wrap_line(text, width)]
        return lines

    def choose(self, choice: Macro) -> None:
        """This one."""
        self.dismiss(choice)

    def on_key(self, event: events.Key) -> None:
        """Tab shows the calls, or the acts again."""
        if event.key != "tab":
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._calls = not self._calls
        self._draw_preview()


def _parts(macro: Macro) -> Parts:
    return [(clean(macro.title, limit=200), "strong"), (f"  {clean(' '.join(macro.tags), limit=100)}", "dim")]


class AnswerField(TextField):
    """A field whose Enter answers at once: what is typed next is for what comes then."""

    def on_key(self, event: events.Key) -> None:
        """Enter answers."""
        if event.key == "enter" and isinstance(self.screen, Asked):
            event.stop()
            event.prevent_default()
            self.screen.answer(self.value)


class Asked(ModalScreen[str | None]):
    """A question with one line for the answer. Enter answers, Esc leaves."""

    def __init__(self, title: str, question: str, note: str = "", *, value: str = "") -> None:
        """`value` is what was typed before, when the question was left."""
        super().__init__()
        self.value = value
        """What is typed so far, also after the question was left."""
        self._title = title
        self._question = question
        self._note = note

    def compose(self) -> ComposeResult:
        """Title, field, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="asked-title")
            yield AnswerField(self.value, placeholder=clean(self._question, limit=200), id="asked-answer", compact=True)
            yield FooterLine(id="asked-keys")

    def on_mount(self) -> None:
        """The question stands above the field too, for what is typed hides it there."""
        self.query_one("#asked-title", PaneTitle).title = f"{self._title}: {self._question}"
        field = self.query_one("#asked-answer", Input)
        field.cursor_blink = False
        field.focus()
        keys = self.query_one("#asked-keys", FooterLine)
        keys.show_hints((("Enter", "go on"), ("Esc", "leave")))
        if self._note:
            keys.say(self._note)

    def answer(self, value: str) -> None:
        """An answer, if it is one."""
        answer = typed(value).strip()
        if answer:
            self.dismiss(answer)
        else:
            self.query_one("#asked-keys", FooterLine).say("An answer is needed; Esc leaves", warning=True)

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Say what became of a paste."""
        event.stop()
        self.query_one("#asked-keys", FooterLine).say(event.words, warning=True)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.value = typed(self.query_one("#asked-answer", Input).value).strip()
            self.dismiss(None)
