"""The picker of canned replies: what `/` and `::` open in the composer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from console.contract.enums import SendType
from console.services.canned import CannedReply
from console.services.placeholders import placeholders
from console.ui.screens.typed_picker import TypedPicker
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.part_view import Parts
from console.ui.wrap import wrap_line

if TYPE_CHECKING:
    from console.services.canned import CannedService

MOST_PREVIEWED = 4000
"""Characters of a text that its preview shows."""


class CannedPicker(TypedPicker[CannedReply, CannedReply]):
    """Enter puts the text under the cursor into the composer; the preview shows it filled."""

    heading: ClassVar[str] = "Canned replies"
    placeholder: ClassVar[str] = "letters of title, tags or text"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "insert"), ("Space Esc", "leave as typed"))

    def __init__(self, canned: CannedService, conversation_id: str, kind: SendType, *, opened_by_typing: bool) -> None:
        super().__init__(opened_by_typing=opened_by_typing)
        self._canned = canned
        self._conversation_id = conversation_id
        self._fitting = canned.fitting(kind)

    def on_mount(self) -> None:
        """Name a file that cannot be used; the others work."""
        super().on_mount()
        troubles = self._canned.troubles()
        if troubles:
            more = f" (and {len(troubles) - 1} more: lac canned check)" if len(troubles) > 1 else ""
            self.query_one("#picker-keys", FooterLine).say(clean(troubles[0], limit=300) + more, warning=True)

    def nothing_words(self) -> str:
        """Where they would be."""
        places = self._canned.places
        return f"There are none yet: put text files into {clean(str(places[0]))}" if places else self.nothing

    def find(self, query: str) -> Sequence[tuple[Parts, CannedReply]]:
        """Those that fit, with their tags."""
        return [(self._parts(one), one) for one in self._canned.find(query, self._fitting)]

    def _parts(self, reply: CannedReply) -> Parts:
        language = f" {clean(reply.language, limit=10)}" if reply.language else ""
        tags = clean(" ".join(reply.tags), limit=100)
        return [(clean(reply.title, limit=200), "strong"), (language, "marker"), (f"  {tags}", "dim")]

    def preview(self, choice: CannedReply, width: int) -> Sequence[Parts]:
        """The text as it would be inserted."""
        text = self._canned.filled(choice, self._conversation_id).text[:MOST_PREVIEWED]
        return [parts for line in text.split("\n") for parts in _wrapped(clean(line), width)]

    def choose(self, choice: CannedReply) -> None:
        """This one."""
        self.dismiss(choice)


def _wrapped(line: str, width: int) -> Iterator[Parts]:
    """A line of the text; what is still to be filled in stands out in weight, and by its braces."""
    gaps = placeholders(line)
    for start, end in wrap_line(line, width):
        parts, at = [], start
        for first, last, _ in gaps:
            first, last = max(first, start), min(last, end)
            if first < last:
                parts += [(line[at:first], "text"), (line[first:last], "warning")]
                at = last
        yield [*parts, (line[at:end], "text")]
