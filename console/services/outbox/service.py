"""The agent's side of the outbox: accepting, taking back, and deciding about what cannot decide itself."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.audit import origin
from console.services.errors import NOT_KEPT, ErrorKind, ServiceError
from console.services.faults import translated
from console.services.outbox.guard import objections, seen_of
from console.services.outbox.tally import Difference, Tally
from console.services.outbox.timing import Holds
from console.services.outbox.words import YOU, what
from console.services.session import NO_AGENT
from console.services.transfer import TargetKind
from console.store.audit import AuditEntry
from console.store.outbox_rows import BEFORE_SENDING, OutboxRow, RowState, Seen
from console.store.wishes import HandOver, SetStatus, Wish, WriteMessage

if TYPE_CHECKING:
    from console.services.outbox.sender import Sender
    from console.services.records import Draft
    from console.services.session import Session
    from console.services.thread import ThreadService
    from console.services.transfer import TransferTarget
    from console.store.store import Store

KEPT = timedelta(days=7)
"""How long settled rows are kept to be looked at."""


class OutboxService:
    """Everything here is local and takes milliseconds; the sender does the rest."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        session: Session,
        threads: ThreadService,
        *,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
        holds: Holds = Holds(),  # noqa: B008 - frozen
        durable: bool = True,
    ) -> None:
        self._store = store
        self._sender = sender
        self._session = session
        self._threads = threads
        self._clock = clock
        self._zone = zone
        self._holds = holds
        self._durable = durable

    # Accepting

    def accept_message(
        self,
        draft: Draft,
        then: ConversationStatus | None = None,
        *,
        seen: Seen | None = None,
        agreed: bool = False,
    ) -> OutboxRow:
        """Take a reply or a note, and a status for when it arrived; returns the row of the text.

        It is on disk when this returns. `seen` is the conversation as the writer saw it, by default as it is in the
        cache, with the messages that the draft knows. Raises `ServiceError` when there is no text, no agent, or no
        place to keep it.
        """
        if not draft.text.strip():
            raise ServiceError(ErrorKind.REFUSED, "Nothing to send", "There is no text to send.")
        wish = WriteMessage(draft.kind, draft.text)
        seen = seen or self._seen_by(draft)
        accepted = self.accept(draft.conversation_id, wish, seen, agreed=agreed)
        if then is not None:
            self.accept(draft.conversation_id, SetStatus(then), seen, needs=accepted.id, agreed=agreed)
        return accepted

    def _seen_by(self, draft: Draft) -> Seen:
        thread = self._threads.cached(draft.conversation_id)
        seen = seen_of(thread) if thread else Seen(changed=draft.seen_changed)
        return replace(seen, messages=draft.seen_messages or seen.messages)

    def accept(
        self,
        conversation_id: str,
        wish: Wish,
        seen: Seen | None = None,
        *,
        needs: str = "",
        at_once: bool = False,
        agreed: bool = False,
    ) -> OutboxRow:
        """Take a wish; returns its row. What needs another row goes out right after that, without a hold.

        `at_once` leaves the hold out. Where nothing can be kept, `agreed` says that the agent takes the risk.
        """
        if not self._session.named:
            raise ServiceError(ErrorKind.REFUSED, "No agent", NO_AGENT)
        if not self._durable and not agreed:
            message = "Nothing can be kept on this machine: if the console ends before this is sent, it is lost."
            raise ServiceError(ErrorKind.REFUSED, NOT_KEPT, message)
        now, fresh = self._clock(), uuid.uuid4().hex
        hold = 0.0 if needs or at_once else self._holds.of(wish, self._status(conversation_id))
        with translated():
            self._store.outbox.accept(
                fresh,
                conversation_id,
                wish,
                seen or Seen(),
                now=now,
                due_at=now + timedelta(seconds=hold),
                needs=needs,
            )
            accepted = self._store.outbox.row(fresh)
        if accepted is None:
            raise ServiceError(ErrorKind.RETRYABLE, "Not accepted", "The outbox does not show what was put into it.")
        self._write_down("accepted", accepted)
        self._sender.wake()
        return accepted

    def set_status(self, conversation_id: str, status: ConversationStatus, *, agreed: bool = False) -> OutboxRow:
        """Want a conversation to be answered, resolved or open; the API can set no other status."""
        return self.accept(conversation_id, SetStatus(status), agreed=agreed)

    def transfer(
        self, conversation_id: str, target: TransferTarget, note: str = "", *, agreed: bool = False
    ) -> OutboxRow:
        """Want a conversation to be with a department or an agent, with a note for whoever takes over."""
        if target.kind is TargetKind.DEPARTMENT:
            wish = HandOver(department=target.id, note=note, name=target.name)
        else:
            wish = HandOver(agent=target.id, note=note, name=target.name)
        return self.accept(conversation_id, wish, agreed=agreed)

    def assign_to_me(self, conversation_id: str, *, agreed: bool = False) -> OutboxRow:
        """Want a conversation to be the agent's own, at once."""
        wish = HandOver(agent=self._session.agent_id or "", name=YOU)
        return self.accept(conversation_id, wish, at_once=True, agreed=agreed)

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

    def _status(self, conversation_id: str) -> ConversationStatus | None:
        row = self._store.conversations.row(conversation_id)
        return row.status if row else None

    # Looking

    def rows(self) -> list[OutboxRow]:
        """What is to be done, and what was settled in the last days, in the order of acceptance."""
        with translated():
            return self._store.outbox.rows(settled_since=self._clock() - KEPT)

    def row(self, id: str) -> OutboxRow | None:
        """One row."""
        with translated():
            return self._store.outbox.row(id)

    def of_conversation(self, conversation_id: str) -> list[OutboxRow]:
        """What is not done yet in a conversation."""
        with translated():
            return self._store.outbox.of_conversation(conversation_id)

    def tally(self) -> Tally:
        """Numbers for the header."""
        with translated():
            rows = self._store.outbox.rows()
        now = self._clock()
        held = [row.due_at for row in rows if row.state is RowState.HELD and row.due_at and row.due_at > now]
        count = {state: sum(row.state is state for row in rows) for state in RowState}
        return Tally(
            held=len(held),
            waiting=count[RowState.HELD] - len(held) + count[RowState.WAITING],
            sending=count[RowState.SENDING],
            unknown=count[RowState.UNKNOWN],
            asking=count[RowState.CHANGED] + count[RowState.REFUSED],
            held_until=min(held, default=None),
        )

    # Deciding

    def take_back_last(self) -> list[OutboxRow]:
        """Take back what was accepted last and is not on its way yet; rows accepted together go together."""
        with translated():
            rows = [row for row in self._store.outbox.rows() if row.state in BEFORE_SENDING]
        if not rows:
            return []
        last = rows[-1]
        return self.take_back(last.needs or last.id)

    def take_back(self, id: str) -> list[OutboxRow]:
        """Take a row back, with those that need it; a text is a draft again. Empty when it is too late."""
        with translated():
            needing = [row for row in self._store.outbox.rows() if row.needs == id]
            row = self._store.outbox.withdraw(id, self._clock())
        if row is None:
            return []
        self._write_down("taken back", row)
        return [row, *needing]

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
