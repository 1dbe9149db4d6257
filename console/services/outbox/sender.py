"""The sender: takes due rows of the outbox one after another, in a thread of its own, until the console closes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from console.api.errors import ApiError
from console.services.audit import acting
from console.services.cadence import back_off
from console.services.errors import ServiceError
from console.services.outbox.creating import NOT_SEEN, Creating
from console.services.outbox.doing import Doing
from console.services.outbox.messages import Messages, noun_of
from console.services.outbox.timing import LEASE, Breaker, next_look
from console.services.outbox.verdicts import NOT_OURS, Verdict, of_reading, of_writing
from console.store.audit import AuditEntry
from console.store.errors import StoreError
from console.store.outbox_rows import OutboxRow, RowState, Seen
from console.store.wishes import CreateConversation, RegisterCustomer, WriteMessage, only_once

if TYPE_CHECKING:
    from console.services.engine import Engine
    from console.services.session import Session
    from console.services.thread import ThreadService
    from console.store.store import Store

_log = logging.getLogger(__name__)

LONGEST_REST: Final = 30.0
"""Seconds after which the sender looks into the outbox although nobody woke it: another console may have ended."""
CUT_SHORT: Final = "The console ended while this was on its way."


class Sender:
    """Sends what is due, one thing after another."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        session: Session,
        threads: ThreadService,
        *,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        self._engine = engine
        self._store = store
        self._session = session
        self._clock = clock
        self._breaker = breaker or Breaker()
        self._changed: Callable[[OutboxRow], None] = lambda _: None
        self._messages = Messages(engine, threads, zone)
        self._doing = Doing(engine, store)
        self._creating = Creating(engine, store)
        self._owner = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex}"
        self._wake = asyncio.Event()
        self._running = False
        self._asked = 0
        """How often it was woken."""
        self._settled = -1
        """How often it had been woken when it last found nothing to do; -1 while it works."""

    def listen(self, changed: Callable[[OutboxRow], None]) -> None:
        """Call `changed` in the sender's thread whenever a row is other than before."""
        self._changed = changed

    @property
    def idle(self) -> bool:
        """Whether nothing is being done, nor will be before the next row is due."""
        return not self._running or self._settled == self._asked

    @property
    def offline(self) -> bool:
        """Whether the server counts as not there."""
        return self._breaker.open

    def start(self) -> None:
        """Begin to send; once it runs, this does nothing."""
        if not self._running:
            self._running = True
            self._engine.submit(self._run)

    def wake(self, *, hurry: bool = False) -> None:
        """Something may be due: called from any thread. `hurry` tries a server too that did not answer just now."""
        if hurry:
            self._breaker.hurry()
        self._asked += 1
        if self._running:
            self._engine.submit(self._stir)

    async def _stir(self) -> None:
        self._wake.set()

    async def _run(self) -> None:
        while True:
            asked, busy, seconds = self._asked, False, LONGEST_REST
            try:
                busy = await self.step()
                seconds = self._seconds_to_rest()
            except StoreError as error:
                _log.error("the outbox cannot be read or written: %s", error)
            except Exception:
                # The border where an error nobody foresaw is caught: the sender must outlive it.
                _log.exception("the sender failed")
            if not busy:
                self._settled = asked
                await self._rest(seconds)
                self._settled = -1

    def _seconds_to_rest(self) -> float:
        now = self._clock()
        due = self._store.outbox.next_due()
        until = max(filter(None, (due, self._breaker.closed_until(now))), default=None) if due else None
        return (until - now).total_seconds() if until else LONGEST_REST

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(max(seconds, 0.05), LONGEST_REST)):
                await self._wake.wait()
        self._wake.clear()

    async def step(self) -> bool:
        """Do one thing that is due; False when nothing was."""
        now = self._clock()
        self._store.claims.expire(now, CUT_SHORT, gone=[one for one in self._store.claims.owners() if _is_gone(one)])
        if self._breaker.closed_until(now) is not None:
            return False
        row = self._store.claims.claim(self._owner, now, now + LEASE)
        if row is not None:
            self._changed(row)
            await self._process(row)
            return True
        doubtful = self._store.claims.claim_look(now, now + LEASE)
        if doubtful is not None:
            await self._look(doubtful)
            return True
        return False

    async def _process(self, row: OutboxRow) -> None:
        with acting(f"outbox {row.id}"):
            verdict = await self._try(row)
        if verdict is not NOT_OURS:
            self._write(row, verdict)
            self._note(row, verdict)

    async def _try(self, row: OutboxRow) -> Verdict:
        try:
            agent = await self._session.sender()
        except ServiceError as error:
            return of_reading(error)

        def begin(base: frozenset[str]) -> bool:
            return self._store.claims.begin(row.id, self._owner, base, self._clock())

        earlier = self._repeated_by(row)
        if isinstance(row.wish, CreateConversation | RegisterCustomer):
            return await self._creating.make(row, row.wish, agent, begin, earlier)
        if isinstance(row.wish, WriteMessage):
            return await self._messages.send(row, row.wish, agent, begin, earlier)
        return await self._doing.fulfil(row, agent, begin)

    def _repeated_by(self, row: OutboxRow) -> OutboxRow | None:
        return self._store.outbox.row(row.follows) if row.follows else None

    def _write(self, row: OutboxRow, verdict: Verdict) -> None:
        now, claims = self._clock(), self._store.claims
        retry_at = self._heard(verdict, now)
        self._take(row, verdict)
        match verdict.state:
            case RowState.CONFIRMED:
                claims.confirm(row.id, self._owner, verdict.words, now)
                self._rebase(row.conversation_id)
            case RowState.WAITING:
                again = retry_at or now + timedelta(seconds=1 + back_off(row.tries + 1))
                claims.put_back(row.id, self._owner, verdict.state, verdict.words, again)
            case RowState.UNKNOWN:
                claims.put_back(row.id, self._owner, verdict.state, verdict.words, next_look(now, now))
            case _:
                claims.put_back(row.id, self._owner, verdict.state, verdict.words, None)
        self._tell(row.id)

    def _take(self, row: OutboxRow, verdict: Verdict) -> None:
        if verdict.found:
            self._store.claims.take(row, verdict.found)

    def _note(self, row: OutboxRow, verdict: Verdict) -> None:
        """Write down what the server showed afterwards."""
        agent = self._session.agent
        self._store.audit.add(
            AuditEntry(
                at=self._clock(),
                actor=agent.email if agent else "",
                origin=f"outbox {row.id}",
                call=f"read back conversations/{row.conversation_id}",
                request="",
                answer=verdict.words,
                seen=verdict.state.value,
            )
        )

    def _rebase(self, conversation_id: str) -> None:
        """What was just done here stands against nothing that this agent wants done next."""
        now = self._store.conversations.row(conversation_id)
        if now is not None:
            self._store.claims.rebase(
                conversation_id, Seen(status=now.status.value, department=now.department_id, assignee=now.assigned_to)
            )

    def _heard(self, verdict: Verdict, now: datetime) -> datetime | None:
        """Note whether the server is there; when it may be asked again otherwise."""
        if verdict.offline:
            return self._breaker.failed(now)
        self._breaker.answered()
        return None

    async def _look(self, row: OutboxRow) -> None:
        """Look for something in doubt."""
        agent = self._session.agent
        if not only_once(row.wish) or agent is None or row.tried_at is None:
            return
        try:
            if isinstance(row.wish, CreateConversation | RegisterCustomer):
                verdict = await self._creating.look(row, row.wish, self._repeated_by(row))
            elif isinstance(row.wish, WriteMessage):
                verdict = await self._messages.look(row, row.wish, agent, row.base)
            else:
                return
        except ApiError as error:
            now = self._clock()
            later = self._heard(of_writing(error), now) or now + timedelta(seconds=LONGEST_REST)
            self._store.claims.put_off(row.id, later)
            return
        now = self._clock()
        self._breaker.answered()
        if verdict is None:
            words = _not_confirmed(row)
            self._store.claims.looked(row.id, words, now, next_look(row.tried_at, now))
        else:
            self._take(row, verdict)
            self._store.claims.settle_look(row.id, verdict.state, verdict.words, now)
        self._tell(row.id)

    def _tell(self, id: str) -> None:
        fresh = self._store.outbox.row(id)
        if fresh is not None:
            self._changed(fresh)


def _not_confirmed(row: OutboxRow) -> str:
    if isinstance(row.wish, WriteMessage):
        return f"The server did not confirm this {noun_of(row.wish)}, and it is not in the conversation."
    return NOT_SEEN


def _is_gone(owner: str) -> bool:
    """Whether the process of a sender has ended; one on another machine is given the time of its lease."""
    host, _, rest = owner.partition("/")
    process = rest.partition("/")[0]
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
