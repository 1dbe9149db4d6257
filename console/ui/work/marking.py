"""Marking: tags and custom fields of conversations, groups and custom fields of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from console.services.labels import LabelKind
from console.services.outbox.pending import tags_wished
from console.services.wishes import SetTag, Wish
from console.ui.messages import LabelsListed
from console.ui.screens.tags import EDIT, LabelPicker
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.services.records import OutboxRow, QueueRow
    from console.ui.screens.tags import Answer


class Marking(Work):
    """Opens the pickers, and puts what was chosen into the outbox."""

    def begin(self) -> None:
        """Know the desk's tags before somebody asks for them."""
        self._refresh(LabelKind.TAG)

    def _refresh(self, kind: LabelKind) -> None:
        if self.services.labels.stale(kind):
            self.start(self._list(kind), f"labels {kind.value}")

    async def _list(self, kind: LabelKind) -> Message:
        return LabelsListed(kind, await self.services.labels.refresh(kind))

    def listed(self, event: LabelsListed) -> None:
        """The desk's list came: show it in the picker that waits for it."""
        picker = self.screen.app.screen
        if isinstance(picker, LabelPicker) and picker.kind is event.kind:
            picker.show_known(event.labels)

    # Tags

    def tags(self) -> None:
        """Ask which tags."""
        rows = self._targets()
        if not rows:
            return
        have = [self._tags_of(row) for row in rows]
        names = {name.casefold(): name for tags in have for name in tags}
        everywhere = set.intersection(*({name.casefold() for name in tags} for tags in have))
        has = {name: key in everywhere for key, name in names.items()}
        title = f"Tags of {rows[0].code}" if len(rows) == 1 else f"Tags of {len(rows)} conversations"
        picker = LabelPicker(LabelKind.TAG, title, self.services.labels.known(LabelKind.TAG), has)
        self.screen.app.push_screen(picker, lambda answer: self._tags_chosen(rows, answer))
        self._refresh(LabelKind.TAG)

    def _tags_of(self, row: QueueRow) -> tuple[str, ...]:
        """The tags as they will be once the outbox has done its work."""
        thread = self.state.thread
        known = thread.tags if thread is not None and thread.row.id == row.id else row.tags
        return tags_wished(known, self.services.outbox.of_conversation(row.id))

    def _tags_chosen(self, rows: Sequence[QueueRow], answer: tuple[Answer, ...] | str | None) -> None:
        if answer == EDIT:
            return
        if not answer or isinstance(answer, str):
            return
        wishes: list[tuple[str, Wish]] = []
        for row in rows:
            has = {name.casefold() for name in self._tags_of(row)}
            wishes += [
                (row.id, SetTag(choice.name, on, new=choice.new and on))
                for choice, on in answer
                if (choice.name.casefold() in has) != on
            ]
        self._accept(wishes)

    def _targets(self) -> list[QueueRow]:
        row = self.screen.acting.target()
        return [row] if row is not None else []

    def _accept(self, wishes: Sequence[tuple[str, Wish]]) -> None:
        """Put wishes into the outbox; `u` takes them back together."""
        for target, wish in wishes:

            def accept(agreed: bool, target: str = target, wish: Wish = wish) -> OutboxRow:
                return self.services.outbox.accept(target, wish, agreed=agreed)

            self.screen.outgoing.accept(accept)
