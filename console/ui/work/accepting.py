"""Accepting: what the agent wants is put into the outbox, said in a sentence, and asked about where that is due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.services.errors import NOT_KEPT, ServiceError
from console.services.outbox.units import unit_name
from console.services.outbox.words import act_words
from console.ui import format as formats
from console.ui.screens.dialogs import Question
from console.ui.text import clean, clip
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from console.services.records import OutboxRow, QueueRow
    from console.ui.screens.workspace import Workspace

ASKED_FROM = 20
"""Conversations from which an act on all of them is asked about first."""
LEAST_WORDS = 12
"""Cells that the beginning of a sentence keeps."""


class Accepting(Work):
    """Puts wishes into the outbox, alone or as one unit."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._words: dict[str, str] = {}
        """How units are called whose acts do not say it."""
        self._agreed = False
        """Whether the agent sends although nothing can be kept."""

    def accept(self, act: Callable[[bool], OutboxRow], then: Callable[[], None] = lambda: None) -> None:
        """Put something into the outbox, say so and go on; when it is not taken, that is said.

        Where nothing can be kept the agent is asked first, and `act` hears whether there was agreement.
        """
        self._accept(lambda agreed: [act(agreed)], then)

    def _accept(self, act: Callable[[bool], list[OutboxRow]], then: Callable[[], None]) -> None:
        try:
            rows = act(self._agreed)
        except ServiceError as error:
            if error.title == NOT_KEPT and self.screen.app.screen is self.screen:
                self._ask(error.message, act, then)
            else:
                self.screen.say(error.message, warning=True)
            return
        self.accepted(rows)
        then()

    def accept_for(
        self,
        rows: Sequence[QueueRow],
        act: Callable[[QueueRow, bool], OutboxRow],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Put what is wanted of each conversation into the outbox, as one unit; many are asked about first."""
        acts = [partial(act, row) for row in rows]
        self.ask_if_many(len(rows), lambda: self.accept_unit(acts, then))

    def ask_if_many(self, conversations: int, go_on: Callable[[], None]) -> None:
        """Go on, once the agent agrees where it is about so many conversations that a slip of the keys would matter."""
        if conversations < ASKED_FROM:
            go_on()
            return

        def answered(answer: str | None) -> None:
            if answer == "y":
                go_on()

        words = f"This is done to {formats.plural(conversations, 'conversation')}."
        words += f" {self.key('undo')} takes it back, while it is held."
        question = Question("Many conversations", words, [("y", "go on")])
        self.screen.app.push_screen(question, answered)

    def accept_unit(
        self, acts: Sequence[Callable[[bool], OutboxRow]], then: Callable[[], None] = lambda: None, *, words: str = ""
    ) -> None:
        """Put several wishes into the outbox as one, all or none, and say so in one sentence; the selection ends.

        `words` is how the agent knows the whole, such as the name of a macro; acts that are all alike say it
        themselves.
        """

        def done() -> None:
            self.screen.selecting.clear()
            then()

        if len(acts) == 1:
            self.accept(acts[0], done)
        elif acts:
            self._accept(lambda agreed: self._unit(acts, agreed, words), done)

    def _unit(self, acts: Sequence[Callable[[bool], OutboxRow]], agreed: bool, words: str) -> list[OutboxRow]:
        rows = self.services.outbox.accept_unit([partial(act, agreed) for act in acts])
        if words:
            self._words[rows[0].unit] = words
        return rows

    def _ask(self, words: str, act: Callable[[bool], list[OutboxRow]], then: Callable[[], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "y":
                self._agreed = True
                self._accept(act, then)

        question = Question("Nothing is kept", f"{words} Send all the same, from now on?", [("y", "send")])
        self.screen.app.push_screen(question, answered)

    def accepted(self, rows: Sequence[OutboxRow]) -> None:
        """The agent wants this done: say for how long it can be taken back, and draw it."""
        if self.state.recording:
            self.screen.recording.accepted(rows)
        at_cursor = self.screen.queue.rows.row_at_cursor()
        concerned = [row.conversation_id for row in rows]
        if len(rows) == 1 or (at_cursor is not None and at_cursor.id in concerned):
            self.screen.queueing.let_go(concerned[0] if len(rows) == 1 or at_cursor is None else at_cursor.id)
        what = self._what(rows)
        goes = f"{what.partition(' ')[0]} goes out" if len(rows) == 1 and rows[0].is_message else what
        due = max((row.due_at for row in rows if row.due_at), default=None)
        seconds = round((due - self.screen.clock()).total_seconds()) if due else 0
        self.say_with(goes, f" in {seconds} s, {self.key('undo')} takes it back") if seconds > 0 else self.say_with(
            what, "…"
        )
        self.redraw(rows)

    def say_with(self, words: str, end: str, *, warning: bool = False) -> None:
        """Say something whose end must be readable: where there is no room for all of it, its beginning gives way."""
        room = self.screen.size.width - cell_len(end) - len("  ")
        self.screen.say(f"{clip(words, max(room, LEAST_WORDS))}{end}", warning=warning)

    def _what(self, rows: Sequence[OutboxRow]) -> str:
        """What is wanted, in words."""
        if len(rows) == 1:
            return act_words(rows[0], self.code(rows[0].conversation_id))
        return capital(unit_name(rows, self._words.get(rows[0].unit, "")))

    def code(self, conversation_id: str) -> str:
        """What people call a conversation."""
        row = self.services.queue.row(conversation_id)
        return clean(row.code if row else conversation_id, limit=40)

    def redraw(self, rows: Sequence[OutboxRow]) -> None:
        """Draw what rows are shown in."""
        raise NotImplementedError


def capital(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
