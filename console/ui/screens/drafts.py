"""Drafts: every text that was typed and not yet seen in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from console.contract.enums import SendType
from console.services.records import Draft
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.services.bundle import Services


class DraftPicker(Picker[Draft, Draft]):
    """Enter opens the conversation and goes on writing."""

    heading: ClassVar[str] = "Drafts"
    placeholder: ClassVar[str] = "words in the text"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "write on"), ("Esc", "leave"))
    nothing: ClassVar[str] = "There are no drafts."

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    def find(self, query: str) -> Sequence[tuple[Parts, Draft]]:
        """Drafts that hold the words, newest first."""
        words = query.casefold().strip()
        return [
            (self._parts(draft), draft) for draft in self._services.replies.drafts() if words in draft.text.casefold()
        ]

    def _parts(self, draft: Draft) -> Parts:
        row = self._services.queue.row(draft.conversation_id)
        code = clean(row.code) if row else clean(draft.conversation_id)
        kind = "note" if draft.kind is SendType.NOTE else "reply"
        text = clean(" ".join(draft.text.split()), limit=200)
        parts: list[tuple[str, str]] = [(pad(kind, 6), "dim"), (f"{code}  ", "strong"), (text, "text")]
        if draft.trouble:
            parts.insert(1, ("not sent  ", "warning"))
        return parts

    def choose(self, choice: Draft) -> None:
        """This one."""
        self.dismiss(choice)
