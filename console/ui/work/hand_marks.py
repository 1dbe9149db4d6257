"""Marks by hand: stars, unread and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.services.errors import ServiceError
from console.services.records import QueueRow, Unread
from console.ui import format as formats
from console.ui.text import clean
from console.ui.work.base import Work


class HandMarks(Work):
    """Puts marks on the conversations that an act is about."""

    def star(self) -> None:
        """Put stars on, or take them away when all have one."""
        rows = self.screen.acting.targets()
        self._star(rows, starred=not all(row.is_starred for row in self._as_now(rows)))

    def _star(self, targets: Sequence[QueueRow], *, starred: bool) -> None:
        self.screen.acting.remember("star", lambda others: self._star(others, starred=starred))
        rows, marks = self._as_now(targets), self.services.marks
        ids = [row.id for row in rows if row.is_starred != starred]
        words = f"star on {self.names(rows)}" if starred else f"star off {self.names(rows)}"
        self._do(rows, words, lambda: marks.star(ids, starred=starred), lambda: marks.star(ids, starred=not starred))

    def unread(self) -> None:
        """Let them count as unread until they are opened."""
        self._unread(self.screen.acting.targets())

    def _unread(self, targets: Sequence[QueueRow]) -> None:
        self.screen.acting.remember("unread", self._unread)
        rows, marks = self._as_now(targets), self.services.marks
        ids = [row.id for row in rows if row.unread is Unread.NOTHING]
        if not ids:
            self.screen.say("Unread already")
            return
        words = f"{self.names(rows)} unread"
        self._do(rows, words, lambda: marks.unread(ids), lambda: marks.unread(ids, unread=False))

    def read(self) -> None:
        """Let them count as read."""
        self._read(self.screen.acting.targets())

    def _read(self, targets: Sequence[QueueRow]) -> None:
        self.screen.acting.remember("read", self._read)
        rows, marks = self._as_now(targets), self.services.marks
        ids = [row.id for row in rows if row.unread is not Unread.NOTHING]
        if not ids:
            self.screen.say("Read already")
            return
        self._do(rows, f"{self.names(rows)} read", lambda: marks.read(ids), lambda: marks.unread(ids))

    def names(self, rows: Sequence[QueueRow]) -> str:
        """One conversation by its code, several by their number."""
        return clean(rows[0].code, limit=40) if len(rows) == 1 else formats.plural(len(rows), "conversation")

    def _as_now(self, rows: Sequence[QueueRow]) -> list[QueueRow]:
        return self.services.queue.rows([row.id for row in rows])

    def _do(self, rows: Sequence[QueueRow], words: str, act: Callable[[], None], back: Callable[[], None]) -> None:
        try:
            act()
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        self.screen.undoing.done(words, back, [row.id for row in rows])
        self.screen.selecting.clear()
        self.screen.queueing.reload()
        self.screen.reading.show_own()
        self.screen.outgoing.say_with(f"{words[0].upper()}{words[1:]}", self.screen.undoing.hint)
