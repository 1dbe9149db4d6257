"""What the agent decides about rows of the outbox: taking back, and what cannot decide itself."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from console.services.audit import origin
from console.services.faults import translated
from console.services.outbox.guard import objections, seen_of
from console.services.outbox.tally import Difference
from console.services.outbox.words import what
from console.store.audit import AuditEntry
from console.store.outbox_rows import BEFORE_SENDING, OutboxRow, RowState, Seen

if TYPE_CHECKING:
    from console.services.outbox.sender import Sender
    from console.services.session import Session
    from console.store.store import Store


class Deciding:
    """Decisions about rows that are there already; each is in the audit."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        session: Session,
        *,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
    ) -> None:
        self._store = store
        self._sender = sender
        self._session = session
        self._clock = clock
        self._zone = zone

    def row(self, id: str) -> OutboxRow | None:
        """One row."""
        with translated():
            return self._store.outbox.row(id)

    def take_back_last(self) -> list[OutboxRow]:
        """Take back what was accepted last and is not on its way yet; rows accepted together go together."""
        with translated():
            rows = [row for row in self._store.outbox.rows() if row.state in BEFORE_SENDING]
        if not rows:
            return []
        last = rows[-1]
        if not last.unit:
            return self.take_back(last.needs or last.id)
        with translated():
            return self._store.outbox.together(lambda: self._take_back_unit(last.unit))

    def _take_back_unit(self, unit: str) -> list[OutboxRow]:
        rows = self._store.outbox.of_unit(unit)
        unsent = {row.id for row in rows if row.state in BEFORE_SENDING}
        taken: dict[str, OutboxRow] = {}
        for row in rows:
            if row.id in unsent and row.id not in taken:
                first = row.needs if row.needs in unsent else row.id
                taken |= {one.id: one for one in self._take_back(first, rows)}
        return list(taken.values())

    def take_back(self, id: str) -> list[OutboxRow]:
        """Take a row back, with those that need it; a text is a draft again. Empty when it is too late."""
        with translated():
            return self._take_back(id, self._store.outbox.rows())

    def _take_back(self, id: str, among: list[OutboxRow]) -> list[OutboxRow]:
        """Take one row back, with those `among` some that need it."""
        row = self._store.outbox.withdraw(id, self._clock())
        if row is None:
            return []
        self._write_down("taken back", row)
        return [row, *(one for one in among if one.needs == id)]

    def release_all(self) -> None:
        """Let go out at once what is held."""
        with translated():
            for row in self._store.outbox.rows():
                if row.state is RowState.HELD:
                    self._store.outbox.hurry(row.id, self._clock())
        self._sender.wake(hurry=True)

    def look_again(self, id: str) -> bool:
        """Look for a row in doubt, or try a waiting one, at once."""
        with translated():
            done = self._store.outbox.hurry(id, self._clock())
        self._sender.wake(hurry=True)
        return done

    def send_again(self, id: str) -> str | None:
        """Send a message in doubt once more, in a row of its own that looks first; None when it is settled by now."""
        fresh = uuid.uuid4().hex
        with translated():
            done = self._store.outbox.repeat(id, fresh, self._clock())
            again = self._store.outbox.row(fresh)
        if again is not None:
            self._write_down("sent again", again)
        self._sender.wake(hurry=True)
        return fresh if done else None

    def send_anyway(self, id: str, difference: Difference) -> bool:
        """Send although the conversation changed: the agent has seen this difference, and nothing else is let pass."""
        with translated():
            done = self._store.outbox.release(id, difference.seen, self._clock())
            row = self._store.outbox.row(id)
        if done and row is not None:
            self._write_down("sent although it changed", row)
        self._sender.wake(hurry=True)
        return done

    def to_draft(self, id: str) -> bool:
        """Make a text a draft again; one in doubt may still arrive."""
        states = (*BEFORE_SENDING, RowState.UNKNOWN)
        with translated():
            row = self._store.outbox.withdraw(id, self._clock(), among=states)
        if row is not None:
            self._write_down("put back into the drafts", row)
        return row is not None

    def was_sent(self, id: str) -> bool:
        """The agent has seen that it arrived."""
        with translated():
            row = self._store.outbox.settle(id, RowState.CONFIRMED, self._clock(), among=[RowState.UNKNOWN])
        if row is not None:
            self._write_down("said to be sent", row)
        self._sender.wake(hurry=True)
        return row is not None

    def difference(self, id: str) -> Difference:
        """What is other in the conversation than the writer of a row saw it, as last read."""
        row = self.row(id)
        with translated():
            thread = self._store.threads.get(row.conversation_id) if row else None
        if row is None or thread is None:
            return Difference((), row.seen if row else Seen())
        return Difference(objections(row.seen, thread, self._session.agent_id, self._zone), seen_of(thread))

    def _write_down(self, what_was_done: str, row: OutboxRow) -> None:
        """Put a decision of the agent into the audit, with the key or command that it was made by."""
        agent = self._session.agent
        text = hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if row.text else ""
        entry = AuditEntry(
            at=self._clock(),
            actor=agent.email if agent else "",
            origin=origin(),
            call=f"{what_was_done}: {what(row)}, conversations/{row.conversation_id}",
            request=text,
            answer=f"outbox {row.id}",
        )
        with translated():
            self._store.audit.add(entry)
