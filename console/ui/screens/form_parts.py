"""Parts of a form: its lines, their names at the left, and the fields, in which letters narrow choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.strip import Strip

from console.services.transfer import closeness
from console.ui.text import clean
from console.ui.widgets.painting import PaintedWidget
from console.ui.widgets.text_field import TextField

HINT_LIMIT = 200
COMMA = ", "


@dataclass(frozen=True, slots=True)
class FormLine:
    """A field of a form. What is not touched stays as it is, whatever it is."""

    key: str
    title: str
    value: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""
    """What stands in the field while it is empty; server text is allowed."""
    strict: bool = False
    """Whether nothing but one of the choices will do."""
    typed: str = ""
    """What was typed into it before; unlike `value` it counts as changed."""
    several: bool = False
    """Whether it takes several of its choices, with commas between them."""


class FormTitle(PaintedWidget):
    """The name at the left of a field."""

    def __init__(self, words: str) -> None:
        super().__init__(classes="form-title")
        self._words = words

    def render_line(self, y: int) -> Strip:
        """The name."""
        return self.painter(self.size.width).put(clean(self._words, limit=HINT_LIMIT), "dim").strip()


class FormField(TextField):
    """A field of a form; letters narrow its choices, if it has some."""

    moves_focus: ClassVar[str] = ""

    def __init__(self, line: FormLine) -> None:
        super().__init__(
            line.typed or line.value, placeholder=clean(line.hint, limit=HINT_LIMIT), compact=True, classes="form-field"
        )
        self.cursor_blink = False
        self.line = line
        self._offset = 0
        """How far the arrows have gone from the closest choice."""
        self._walked = ""
        """What the choices are narrowed by while the arrows show one of them."""

    @property
    def untouched_since_opened(self) -> bool:
        """Whether it says what it said when the form was opened."""
        return self.value == (self.line.typed or self.line.value)

    @property
    def touched(self) -> bool:
        """Whether it says something else than at first."""
        return self.value.strip() != self.line.value

    @property
    def part(self) -> str:
        """The letters that narrow the choices."""
        return self.value.strip()

    def put(self, choice: str) -> None:
        """Put a choice in the place of these letters."""
        self.value = choice

    def matching(self) -> list[str]:
        """The choices for what was typed, the closest first; all of them before anything was."""
        text = self._walked or self.part
        if not text or (not self.touched and not self._walked):
            return list(self.line.choices)
        return self.closest(text)

    def closest(self, text: str) -> list[str]:
        """The choices that have these letters, the closest first."""
        ranked = [(rank, choice) for choice in self.line.choices if (rank := closeness(text, choice)) is not None]
        return [choice for _, choice in sorted(ranked, key=lambda pair: pair[0])]

    def settle(self) -> bool:
        """Put the closest choice in the place of the letters that were typed for it; False when there is none."""
        text = self.value.strip()
        if not self.line.choices or not text or text in self.line.choices or not self.touched:
            return True
        found = self.matching()
        if found:
            self.value = found[0]
        return bool(found)

    def walk(self, step: int) -> None:
        """Put the next choice into the field."""
        if not self._walked:
            self._walked = self.part if self.touched else ""
        found = self.matching()
        if found:
            at = found.index(self.part) if self.part in found else -1 if step > 0 else 0
            self.put(found[(at + step) % len(found)])

    def on_key(self, event: events.Key) -> None:
        """Typing begins to narrow anew."""
        if event.is_printable or event.key == "backspace":
            self._walked = ""


class SeveralField(FormField):
    """A field that takes several of its choices: letters behind the last comma narrow them."""

    @property
    def part(self) -> str:
        """The letters behind the last comma."""
        return self.value.rpartition(",")[2].strip()

    def put(self, choice: str) -> None:
        """Behind those that are there already."""
        before = self.value.rpartition(",")[0].strip()
        self.value = f"{before}{COMMA}{choice}" if before else choice
        self.cursor_position = len(self.value)

    def closest(self, text: str) -> list[str]:
        """Without those that are there already."""
        before = {one.strip() for one in self.value.split(",")[:-1]}
        return [choice for choice in super().closest(text) if choice not in before]

    def settle(self) -> bool:
        """Put the closest choice in the place of the letters for each; False when there is none for one of them."""
        parts = [part for one in self.value.split(",") if (part := one.strip())]
        found = [self._meant(part) for part in parts]
        if all(found):
            self.value = COMMA.join(dict.fromkeys(found))
        return all(found)

    def _meant(self, part: str) -> str:
        return part if part in self.line.choices else next(iter(super().closest(part)), "")
