"""The agent's side of the outbox: accepting, taking back, and deciding about what cannot decide itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import translated
from console.services.outbox.guard import objections, seen_of
from console.services.outbox.timing import Holds
from console.services.outbox.words import YOU
from console.services.session import NO_AGENT
from console.services.transfer import TargetKind
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


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of the outbox for the header."""

    held: int = 0
    waiting: int = 0
    """Not sent yet, whatever for."""
    unknown: int = 0
    asking: int = 0
    """Rows that wait for a word of the agent: changed or refused."""
    held_until: datetime | None = None
    """When the next held row goes out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands against sending a row."""

    sentences: tuple[str, ...]
    seen: Seen
    """The conversation as these sentences describe it."""


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
            raise ServiceError(ErrorKind.REFUSED, "Not kept", message)
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
            raise ServiceError(ErrorKind.RETRYABLE, "Not kept", "The outbox does not show what was put into it.")
        self._sender.wake()
        return accepted

    def set_status(self, conversation_id: str, status: ConversationStatus) -> OutboxRow:
        """Want a conversation to be answered, resolved or open; the API can set no other status."""
        return self.accept(conversation_id, SetStatus(status))

    def transfer(self, conversation_id: str, target: TransferTarget, note: str = "") -> OutboxRow:
        """Want a conversation to be with a department or an agent, with a note for whoever takes over."""
        if target.kind is TargetKind.DEPARTMENT:
            return self.accept(conversation_id, HandOver(department=target.id, note=note, name=target.name))
        return self.accept(conversation_id, HandOver(agent=target.id, note=note, name=target.name))

    def assign_to_me(self, conversation_id: str) -> OutboxRow:
        """Want a conversation to be the agent's own, at once."""
        wish = HandOver(agent=self._session.agent_id or "", name=YOU)
        return self.accept(conversation_id, wish, at_once=True)

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
        count = {state: sum(row.state is state for row in rows) for state in RowState}
        held = [row.due_at for row in rows if row.state is RowState.HELD and row.due_at is not None]
        return Tally(
            held=count[RowState.HELD],
            waiting=count[RowState.WAITING] + count[RowState.SENDING],
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
        return [row, *needing] if row else []

    def release_all(self) -> None:
        """Let go out at once what is held."""
        with translated():
            for row in self._store.outbox.rows():
                if row.state is RowState.HELD:
                    self._store.outbox.hurry(row.id, self._clock())
        self._sender.wake()

    def look_again(self, id: str) -> bool:
        """Look for a row in doubt, or try a waiting one, at once."""
        with translated():
            done = self._store.outbox.hurry(id, self._clock())
        self._sender.wake()
        return done

    def send_again(self, id: str) -> str | None:
        """Send a message in doubt once more, in a row of its own that looks first; None when it is settled by now."""
        fresh = uuid.uuid4().hex
        with translated():
            done = self._store.outbox.repeat(id, fresh, self._clock())
        self._sender.wake()
        return fresh if done else None

    def send_anyway(self, id: str, difference: Difference) -> bool:
        """Send although the conversation changed: the agent has seen this difference, and nothing else is let pass."""
        with translated():
            done = self._store.outbox.release(id, difference.seen, self._clock())
        self._sender.wake()
        return done

    def to_draft(self, id: str) -> bool:
        """Make a text a draft again; one in doubt may still arrive."""
        states = (*BEFORE_SENDING, RowState.UNKNOWN)
        with translated():
            return self._store.outbox.withdraw(id, self._clock(), among=states) is not None

    def was_sent(self, id: str) -> bool:
        """The agent has seen that it arrived."""
        with translated():
            row = self._store.outbox.settle(id, RowState.CONFIRMED, self._clock(), among=[RowState.UNKNOWN])
        self._sender.wake()
        return row is not None

    def difference(self, id: str) -> Difference:
        """What is other in the conversation than the writer of a row saw it, as last read."""
        row = self.row(id)
        with translated():
            thread = self._store.threads.get(row.conversation_id) if row else None
        if row is None or thread is None:
            return Difference((), row.seen if row else Seen())
        return Difference(objections(row.seen, thread, self._session.agent_id, self._zone), seen_of(thread))
