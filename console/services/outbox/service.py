"""The agent's side of the outbox: accepting what is to be done, and looking at what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from console.contract.enums import ConversationStatus
from console.services.errors import NOT_KEPT, ErrorKind, ServiceError
from console.services.faults import translated
from console.services.outbox.deciding import Deciding
from console.services.outbox.guard import seen_of
from console.services.outbox.tally import Tally
from console.services.outbox.timing import Holds
from console.services.outbox.words import YOU
from console.services.session import NO_AGENT
from console.services.transfer import TargetKind
from console.store.outbox_rows import OutboxRow, RowState, Seen
from console.store.wishes import HandOver, SetCustomerField, SetGroup, SetStatus, Wish, WriteMessage

if TYPE_CHECKING:
    from console.services.outbox.sender import Sender
    from console.services.records import Draft
    from console.services.session import Session
    from console.services.thread import ThreadService
    from console.services.transfer import TransferTarget
    from console.store.store import Store

KEPT = timedelta(days=7)
"""How long settled rows are kept to be looked at."""


class OutboxService(Deciding):
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
        super().__init__(store, sender, session, clock=clock, zone=zone)
        self._threads = threads
        self._holds = holds
        self._durable = durable
        self._unit = ""
        """That of what is being accepted together."""

    @property
    def holds(self) -> Holds:
        """How long what is accepted can be taken back."""
        return self._holds

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
                unit=self._unit,
            )
            accepted = self._store.outbox.row(fresh)
        if accepted is None:
            raise ServiceError(ErrorKind.RETRYABLE, "Not accepted", "The outbox does not show what was put into it.")
        self._write_down("accepted", accepted)
        self._sender.wake()
        return accepted

    def accept_unit(self, acts: Sequence[Callable[[], OutboxRow]]) -> list[OutboxRow]:
        """Take what several acts want as one: all of it or nothing is on disk, and it is taken back together."""
        self._unit = uuid.uuid4().hex if len(acts) > 1 else ""
        try:
            with translated():
                return self._store.outbox.together(lambda: [act() for act in acts])
        finally:
            self._unit = ""
            self._sender.wake()

    def set_status(self, conversation_id: str, status: ConversationStatus, *, agreed: bool = False) -> OutboxRow:
        """Want a conversation to be answered, resolved or open; the API can set no other status."""
        return self.accept(conversation_id, SetStatus(status), agreed=agreed)

    def transfer(
        self, conversation_id: str, target: TransferTarget, note: str = "", *, within: str = "", agreed: bool = False
    ) -> OutboxRow:
        """Want a conversation to be with a department or an agent, with a note for whoever takes over.

        `within` is the id of a department that gets it together with an agent.
        """
        if target.kind is TargetKind.DEPARTMENT:
            wish = HandOver(department=target.id, note=note, name=target.name)
        else:
            wish = HandOver(department=within, agent=target.id, note=note, name=target.name)
        return self.accept(conversation_id, wish, agreed=agreed)

    def assign_to_me(self, conversation_id: str, *, agreed: bool = False) -> OutboxRow:
        """Want a conversation to be the agent's own, at once."""
        wish = HandOver(agent=self._session.agent_id or "", name=YOU)
        return self.accept(conversation_id, wish, at_once=True, agreed=agreed)

    def take(self, conversation_id: str, *, agreed: bool = False) -> OutboxRow:
        """The same, unless somebody has it by then."""
        wish = HandOver(agent=self._session.agent_id or "", name=YOU, if_free=True)
        return self.accept(conversation_id, wish, at_once=True, agreed=agreed)

    def _status(self, conversation_id: str) -> ConversationStatus | None:
        row = self._store.conversations.row(conversation_id)
        return row.status if row else None

    # Looking

    def rows(self) -> list[OutboxRow]:
        """What is to be done, and what was settled in the last days, in the order of acceptance."""
        with translated():
            return self._store.outbox.rows(settled_since=self._clock() - KEPT)

    def open_rows(self) -> list[OutboxRow]:
        """What is not done yet."""
        with translated():
            return self._store.outbox.rows()

    def of_conversation(self, conversation_id: str) -> list[OutboxRow]:
        """What is not done yet in a conversation."""
        with translated():
            return self._store.outbox.of_conversation(conversation_id)

    def of_unit(self, unit: str) -> list[OutboxRow]:
        """What was accepted together."""
        with translated():
            return self._store.outbox.of_unit(unit)

    def of_customer(self, customer: str) -> list[OutboxRow]:
        """What is not done yet about the groups and fields of a customer."""
        with translated():
            rows = self._store.outbox.rows()
        about = (SetCustomerField, SetGroup)
        return [row for row in rows if isinstance(row.wish, about) and row.wish.customer == customer]

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
