"""The desk's own tags and customers groups: the lists of all, and changing them through the outbox."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.labels import LabelKind
from console.services.wishes import RemoveLabel, SetLabel
from console.ui.messages import LabelsListed, OutboxChanged
from console.ui.screens.form import Form
from console.ui.screens.form_parts import FormLine
from console.ui.screens.labels import Edit, LabelList
from console.ui.screens.tags import LabelPicker
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.services.records import DeskLabel, OutboxRow

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
AS_IT_IS = "as it is; hex digits such as C0392B"


class Labelling(Work):
    """Keeps the lists fresh, shows them, and puts what is to be changed into the outbox."""

    def begin(self) -> None:
        """Know the desk's tags and groups before somebody asks for them."""
        self.refresh(LabelKind.TAG)
        self.refresh(LabelKind.GROUP)

    def refresh(self, kind: LabelKind, *, always: bool = False) -> None:
        """Ask for the list, unless it is fresh, and count how often tags are used."""
        if always or self.services.labels.stale(kind):
            self.start(self._list(kind), f"labels {kind.value}")
        elif kind is LabelKind.TAG:
            self.start(self._count(kind), f"labels {kind.value}")

    async def _list(self, kind: LabelKind) -> Message:
        return LabelsListed(kind, await self.services.labels.refresh(kind))

    async def _count(self, kind: LabelKind) -> Message:
        return LabelsListed(kind, await self.services.labels.count(kind))

    async def _colour(self, kind: LabelKind) -> Message:
        return LabelsListed(kind, await self.services.labels.colour(kind))

    def listed(self, event: LabelsListed) -> None:
        """The list came: show it where it is waited for."""
        picker = self.screen.app.screen
        if isinstance(picker, LabelPicker | LabelList) and picker.kind is event.kind:
            picker.show_known(event.labels)

    def show(self, kind: LabelKind) -> None:
        """Open the list of all."""
        picker = LabelList(kind, self.services.labels.known(kind))
        self.screen.app.push_screen(picker, lambda answer: self._chosen(kind, answer))
        if self.services.labels.stale(kind):
            self.refresh(kind)
        else:
            self.start(self._colour(kind), f"colours {kind.value}")

    def _chosen(self, kind: LabelKind, edit: Edit | None) -> None:
        if edit is None:
            return
        if edit.remove:
            self._accept(kind, RemoveLabel(kind.value, edit.label.id, edit.label.name))
        else:
            self._edit(kind, edit.label)

    def _edit(self, kind: LabelKind, label: DeskLabel, said: Mapping[str, str] | None = None, note: str = "") -> None:
        """`said` is what was typed before, when not all of it could be taken."""
        title, said = f"{'Edit' if label.id else 'New'} {kind.noun} {label.name}", said or {}
        lines = [
            FormLine("name", "Name", label.name, typed=said.get("name", "")),
            FormLine("color", "Text colour", label.color, hint=AS_IT_IS, typed=said.get("color", "")),
            FormLine("bg_color", "Background", label.bg_color, hint=AS_IT_IS, typed=said.get("bg_color", "")),
        ]

        def answered(answer: Mapping[str, str] | None) -> None:
            if answer is not None and (answer or not label.id):
                self._edited(kind, label, answer)

        self.screen.app.push_screen(Form(title, lines, note), answered)

    def _edited(self, kind: LabelKind, label: DeskLabel, answer: Mapping[str, str]) -> None:
        colours = {key: answer.get(key, "") for key in ("color", "bg_color")}
        wrong = [text for text in colours.values() if text and not _COLOUR.fullmatch(text)]
        if wrong:
            self._edit(kind, label, answer, f"{wrong[0]} is no colour: three or six hex digits, such as C0392B")
            return
        name = answer.get("name", label.name) or label.name
        color, background = (text.removeprefix("#") for text in colours.values())
        self._accept(kind, SetLabel(kind.value, label.id, name, color, background, was=label.name))

    def _accept(self, kind: LabelKind, wish: SetLabel | RemoveLabel) -> None:
        def accept(agreed: bool) -> OutboxRow:
            return self.services.outbox.accept(kind.value, wish, agreed=agreed)

        self.screen.outgoing.accept(accept)

    def outbox_changed(self, event: OutboxChanged) -> None:
        """Something about the lists was done: read them again."""
        wish = event.row.wish
        if event.row.settled_at is not None and isinstance(wish, SetLabel | RemoveLabel):
            self.refresh(LabelKind(wish.kind), always=True)
