"""The customer: who writes, in which groups, with which fields, and what was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from console.services.outbox.pending import mark_of
from console.services.records import CustomerProfile, FieldValue, QueueRow
from console.ui import format as formats
from console.ui.actions.base import Place
from console.ui.colours import chip
from console.ui.panes.queue_words import STATUS_CELLS, status_word
from console.ui.text import clean, clip, pad
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import MARKER_CELLS
from console.ui.widgets.part_view import Parts, PartView
from console.ui.wrap import wrap_line

LABEL_CELLS = 12
SHOWN_PREVIOUS = 200
VALUE_LINES = 6
"""Lines a long value of a field may take."""


class CustomerPane(Vertical):
    """Title and facts."""

    place = Place.CUSTOMER

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.profile: CustomerProfile | None = None
        self.row: QueueRow | None = None

    def compose(self) -> ComposeResult:
        """Title and lines."""
        title = PaneTitle(id="customer-title")
        title.title = "Customer"
        yield title
        yield PartView(id="customer-view")

    @property
    def view(self) -> PartView:
        """The lines."""
        return self.query_one("#customer-view", PartView)

    def show(self, profile: CustomerProfile | None, row: QueueRow | None) -> None:
        """Draw a profile; while it is not known yet, what the conversation says of its owner."""
        same = profile is not None and self.profile is not None and profile.id == self.profile.id
        self.profile, self.row = profile, row
        self.view.show(list(self._rows()), from_top=not same)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self.view.show(list(self._rows()))

    @property
    def previous_under_cursor(self) -> str | None:
        """Id of the earlier conversation under the cursor."""
        value = self.view.value
        return value if isinstance(value, str) else None

    @property
    def _value_cells(self) -> int:
        """Cells beside the labels."""
        return max(4, self.view.size.width - MARKER_CELLS - LABEL_CELLS)

    def _rows(self) -> Iterator[tuple[Parts, object]]:
        if self.profile is None:
            if self.row is None:
                yield [("No conversation is open.", "dim")], None
                return
            yield [(clean(self.row.customer_name) or "(no name)", "heading")], None
            yield [(clean(self.row.customer_email), "text")], None
            yield [("profile not known yet", "dim")], None
            return
        yield from self._identity(self.profile)
        for value in self.profile.fields:
            yield from self._field(value, mark_of(self.profile.marks, f"field {value.code} of {self.profile.id}"))
        if self.profile.note:
            yield from self._field(FieldValue("note", self.profile.note))
        yield from self._previous(self.profile)

    def _identity(self, profile: CustomerProfile) -> Iterator[tuple[Parts, object]]:
        yield [(clean(profile.name, limit=300) or "(no name)", "heading")], None
        yield (
            [
                (clean(profile.email, limit=300) or "(no address)", "text"),
                (f"   {clean(profile.role.word, limit=40)}", "dim"),
            ],
            None,
        )
        if profile.created is not None:
            since = formats.age_words(profile.created, self.clock())
            yield [("since", "dim"), (" " * (LABEL_CELLS - 5), "text"), (since, "text")], None
        if profile.groups:
            yield from self._groups(profile)

    def _groups(self, profile: CustomerProfile) -> Iterator[tuple[Parts, object]]:
        room = self._value_cells
        parts: list[tuple[str, str]] = [(pad("groups", LABEL_CELLS), "dim")]
        used = 0
        for group in profile.groups:
            words = mark_of(profile.marks, f"group {group.name} of {profile.id}")
            mark = f"({words})" if words else ""
            name = f" {clip(clean(group.name), room - 2)} "
            if used and used + cell_len(name) + len(mark) > room:
                yield parts, None
                parts, used = [(pad("", LABEL_CELLS), "dim")], 0
            parts += [(name, chip(group.color, group.bg_color)), (mark, "marker"), (" ", "text")]
            used += cell_len(name) + len(mark) + 1
        yield parts, None

    def _field(self, value: FieldValue, mark: str = "") -> Iterator[tuple[Parts, object]]:
        text = (clean(value.value, limit=1000) or "(empty)") + (f" ({mark})" if mark else "")
        spans = wrap_line(text, self._value_cells)
        if len(spans) > VALUE_LINES:
            spans[VALUE_LINES - 1 :] = [(spans[VALUE_LINES - 1][0], len(text))]  # drawn with an ellipsis
        for number, (start, end) in enumerate(spans):
            label = "" if number else clean(value.code, limit=60)
            yield [(pad(label, LABEL_CELLS - 1) + " ", "dim"), (text[start:end], "text")], None

    def _previous(self, profile: CustomerProfile) -> Iterator[tuple[Parts, object]]:
        waiting = sum(row.status.waiting for row in profile.previous)
        yield [("", "text")], None
        yield [("conversations ", "dim"), (f"{len(profile.previous)}, {waiting} waiting", "text")], None
        now = self.clock()
        for row in profile.previous[:SHOWN_PREVIOUS]:
            at = row.changed or row.created
            age = formats.age(at, now) if at else "-"
            here = self.row is not None and row.id == self.row.id
            parts = [
                (pad(status_word(row.status), STATUS_CELLS + 1), "dim"),
                (pad(age, 6), "dim"),
                (clean(row.subject, limit=300) or "(no subject)", "strong" if here else "text"),
            ]
            yield parts, row.id
