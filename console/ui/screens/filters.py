"""The filter: a line of the filter language, and below it what the part that is being typed may become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from console.services.completion import Offer, last_part, offers, parts_of
from console.services.query import Names
from console.ui.glyphs import glyphs_of
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.part_view import Parts

OFFER_CELLS, FEWEST_CELLS = 34, 20
ROOMY_FROM = 70
"""Columns of the terminal from which on long names stand beside what they mean."""


class FilterPicker(Picker[Offer, str]):
    """Tab takes the row under the cursor into the line, or out of it; Enter applies the line, Ctrl+U empties it."""

    heading: ClassVar[str] = "Show only"
    placeholder: ClassVar[str] = "words, or dept: status: tag: is: agent: from: older: newer: waiting:"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "apply"),
        ("Tab", "take"),
        ("Up Down", "move"),
        ("Ctrl+U", "clear"),
        ("Esc", "leave"),
    )
    unmatched = "No name is like that. Enter applies the line as it stands."

    def __init__(self, names: Names, line: str, troubles: Callable[[str], Sequence[str]]) -> None:
        """`troubles` says what of a line cannot be understood."""
        super().__init__()
        self._names = names
        self._line = line
        self._troubles = troubles

    def on_mount(self) -> None:
        """Begin with the filter there is."""
        if self._line.strip():
            self._write(self._line.strip() + " ")

    def on_resize(self, event: events.Resize) -> None:
        """Other widths have other columns."""
        super().on_resize(event)
        cursor = self.rows.cursor
        self.narrow(self.typed.value)
        self.rows.move_to(cursor)

    def know(self, names: Names) -> None:
        """Offer these names from now on."""
        self._names = names
        cursor = self.rows.cursor
        self.narrow(self.typed.value)
        self.rows.move_to(cursor)

    @property
    def typed(self) -> Input:
        """The line."""
        return self.query_one("#picker-query", Input)

    def find(self, query: str) -> Sequence[tuple[Parts, Offer]]:
        """What the last part may become; what is in the line already stands first while no part is begun."""
        _, last = last_part(query)
        taken = parts_of(query)
        found = offers(last, self._names)
        if not last:
            known = {one.text for one in found}
            found = [*(Offer(text, "") for text in taken if text not in known), *found]
            found.sort(key=lambda offer: offer.text not in taken)
        return [(self._parts(offer, offer.text in taken), offer) for offer in found]

    def _parts(self, offer: Offer, is_taken: bool) -> Parts:
        text = clean(offer.text, limit=100)
        cells = OFFER_CELLS if self.app.size.width >= ROOMY_FROM or not offer.means else FEWEST_CELLS
        return [
            (glyphs_of(self.app).box(is_taken), "marker"),
            (pad(text, max(cells, cell_len(text) + 1)), "text"),
            (offer.means, "dim"),
        ]

    def choose(self, choice: Offer) -> None:
        """Enter applies the line, whatever the cursor is on."""
        self._apply()

    def choose_current(self) -> None:
        """Enter applies the line, also when nothing is below it."""
        self._apply()

    def _apply(self) -> None:
        line = self.typed.value.strip()
        if troubles := self._troubles(line):
            self.query_one("#picker-keys", FooterLine).say(" ".join(troubles), warning=True)
        else:
            self.dismiss(line)

    def take(self, offer: Offer) -> None:
        """Put an offer in the place of the part that is being typed; take it out when it is there already."""
        line, (head, last) = self.typed.value, last_part(self.typed.value)
        if offer.text in parts_of(line) and offer.text != last:
            kept = [part for part in parts_of(head) if part != offer.text]
            self._write(" ".join([*kept, ""]))
        else:
            self._write(head + offer.text + ("" if offer.text.endswith(":") else " "))

    def _write(self, line: str) -> None:
        self.typed.value = line
        self.typed.cursor_position = len(line)

    def on_key(self, event: events.Key) -> None:
        """Tab takes, Ctrl+U clears."""
        self.query_one("#picker-keys", FooterLine).say("")
        value = self.rows.value
        if event.key == "tab" and isinstance(value, Offer):
            self.take(value)
        elif event.key == "ctrl+u":
            self._write("")
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
