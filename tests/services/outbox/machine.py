"""Random histories of the real outbox, the real client and the real desk, with a network that goes wrong between them.

What must hold at every moment: what is confirmed is on the desk, what is said to be not sent is not, and nothing is
there more often than it was meant to be. At the end, with the network whole again, everything that was accepted is on
the desk once, or in the drafts.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, insert, select

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.exchange import Timeouts
from console.api.transport import over_network
from console.contract.enums import SendType
from console.contract.secret import Secret
from console.desk import tables
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.ids import new_id
from console.services.bundle import Services, build_services
from console.services.records import Draft
from console.store.outbox_rows import BEFORE_SENDING, OPEN, OutboxRow, RowState
from console.store.wishes import CreateConversation, RegisterCustomer, SetTag, WriteMessage
from tests.desk.caller import Clock
from tests.desk.small_desk import ANA, BILLING, KEY, MIRA, MIRA_EMAIL, NOW, ZONE, small_desk
from tests.faults.proxy import FaultProxy
from tests.faults.spoiling import FAULTS, Fault

PLENTY = 1_000_000
TEXTS = ("Thank you.", "We changed the address.", "Thank you.\n\n> quoted\n\nMira")
"""Few, so that the same text is often sent twice on purpose."""
SUBJECTS = ("Call about an invoice", "Call about a lamp")
IN_DOUBT = (RowState.SENDING, RowState.UNKNOWN)
TIMEOUTS = Timeouts(connect=10.0, read=20.0, write=0.5)
"""Only what is sent goes wrong here, and a busy machine is no fault of the reading."""


class Surroundings:
    """One desk behind one faulty network, for many histories: each has a conversation of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="outbox-"))
        self.database = Database.open(f"sqlite:///{self.folder / 'desk.db'}")
        small_desk(self.database)
        self.clock = Clock(NOW)
        self.proxy = FaultProxy(create_desk(self.database, clock=self.clock, zone=ZONE, rate_limit=None))
        self.proxy.start()

    def close(self) -> None:
        """End it."""
        self.proxy.stop()
        self.database.close()
        shutil.rmtree(self.folder)

    def new_conversation(self) -> str:
        """An open conversation of Ana's."""
        made, at = new_id(), int(self.clock().timestamp())
        row = {"id": made, "code": new_id(length=11), "public_code": new_id(length=16), "owner_id": ANA}
        row |= {"department_id": BILLING, "status": "C", "channel": "E", "subject": "History", "preview": ""}
        with self.database.write() as connection:
            connection.execute(insert(tables.conversation), row | {"created": at, "changed": at})
        return made

    def write_as_customer(self, conversation_id: str, text: str) -> None:
        """The customer writes."""
        at = int(self.clock().timestamp())
        with self.database.write() as connection:
            of_conversation = tables.message_group.c.conversation_id == conversation_id
            last = connection.scalar(select(func.max(tables.message_group.c.position)).where(of_conversation))
            group = {"id": new_id(length=12), "conversation_id": conversation_id, "position": (last or 0) + 1}
            common = {"user_id": "usana000", "created": at}
            connection.execute(
                insert(tables.message_group), group | common | {"rtype": "M", "rstatus": "V", "finished": at}
            )
            message = {"id": new_id(length=12), "group_id": group["id"], "conversation_id": conversation_id}
            connection.execute(insert(tables.message), message | common | {"position": 0, "rtype": "M", "body": text})

    def copies(self, conversation_id: str) -> Counter[str]:
        """How often each text of the agent stands in a conversation."""
        table = tables.message
        query = select(table.c.body).where(table.c.conversation_id == conversation_id, table.c.user_id == MIRA)
        with self.database.read() as connection:
            return Counter(row.body for row in connection.execute(query))

    def tickets(self, email: str) -> Counter[str]:
        """How often each subject stands over a conversation of a customer."""
        conversation, customer = tables.conversation, tables.customer
        query = select(conversation.c.subject).join(customer, customer.c.id == conversation.c.owner_id)
        with self.database.read() as connection:
            return Counter(row.subject for row in connection.execute(query.where(customer.c.email == email)))

    def customers(self, email: str) -> int:
        """How many customers have an address."""
        query = select(func.count()).select_from(tables.customer).where(tables.customer.c.email == email)
        with self.database.read() as connection:
            return connection.scalar(query) or 0

    def tags(self, conversation_id: str) -> set[str]:
        """The tags of a conversation."""
        pair, tag = tables.conversation_tag, tables.tag
        query = select(tag.c.name).join(pair, pair.c.tag_id == tag.c.id)
        with self.database.read() as connection:
            return {row.name for row in connection.execute(query.where(pair.c.conversation_id == conversation_id))}


class OutboxMachine(RuleBasedStateMachine):
    """An agent, a customer, a console that crashes and a network that fails."""

    surroundings: Surroundings

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.surroundings.folder))
        self.up = True
        self.services = self._open()

    @property
    def clock(self) -> Clock:
        """The clock of everybody."""
        return self.surroundings.clock

    @property
    def proxy(self) -> FaultProxy:
        """The network."""
        return self.surroundings.proxy

    # The console

    def _open(self) -> Services:
        async def connect() -> LiveAgentClient:
            transport = over_network(self.proxy.url, Secret(KEY), timeouts=TIMEOUTS)
            return LiveAgentClient(
                transport, zone=ZONE, budget=Budget(PLENTY), clock=self.clock, sleep=_no_sleep, jitter=lambda: 0.0
            )

        return build_services(self.folder, self.folder, "machine", connect, MIRA_EMAIL, self.clock, ZONE)

    def _step(self, seconds_at_most: float = 20.0) -> bool:
        future = self.services.sending.submit(self.services.sender.step)
        with suppress(TimeoutError):
            return future.result(seconds_at_most)
        future.cancel()
        return False

    @initialize()
    def begin(self) -> None:
        """The agent looks at a conversation."""
        self.conversation = self.surroundings.new_conversation()
        self.caller = f"{self.conversation}@calls.example"
        self.calls = 0
        asyncio.run(self.services.session.identify())
        self._read()

    def _read(self) -> None:
        with suppress(Exception):
            asyncio.run(self.services.threads.load(self.conversation))

    def rows(self) -> list[OutboxRow]:
        """All rows there ever were."""
        return self.services.store.outbox.rows(settled_since=NOW - timedelta(days=1))

    # What happens

    @rule(text=st.sampled_from(TEXTS), kind=st.sampled_from(list(SendType)))
    def write(self, text: str, kind: SendType) -> None:
        """The agent sends something."""
        self.services.outbox.accept_message(Draft(self.conversation, kind, text))

    @rule(subject=st.sampled_from(SUBJECTS))
    def call(self, subject: str) -> None:
        """Somebody calls whom the desk may not know, and the agent makes a conversation of it."""
        self.calls += 1
        outbox, call = self.services.outbox, f"new {self.calls}"
        form = f"{call}: {subject}"
        customer = RegisterCustomer(self.caller, "Vera Holm", form=form)
        ticket = CreateConversation(self.caller, "Vera Holm", BILLING, subject, "She called.", form=form)
        needed: list[OutboxRow] = []

        def register() -> OutboxRow:
            needed.append(outbox.accept(call, customer))
            return needed[0]

        outbox.accept_unit([register, lambda: outbox.accept(call, ticket, needs=needed[0].id)])

    @rule(tag=st.sampled_from(["urgent", "call"]), on=st.booleans())
    def mark(self, tag: str, on: bool) -> None:
        """The agent puts a tag on, which the desk may not have, or takes it off."""
        self.services.outbox.accept(self.conversation, SetTag(tag, on, new=True))

    @rule(fault=st.sampled_from(FAULTS))
    def trouble_ahead(self, fault: Fault) -> None:
        """The next thing that is sent goes wrong."""
        self.proxy.faults.append(fault)

    @rule()
    def network_goes(self) -> None:
        """Nothing can be reached."""
        self.proxy.hang_up()
        self.up = False

    @precondition(lambda self: not self.up)
    @rule()
    def network_comes(self) -> None:
        """Everything can be reached."""
        self.proxy.listen()
        self.up = True

    @rule(seconds=st.sampled_from([1, 12, 40, 200]))
    def time_passes(self, seconds: int) -> None:
        """The sender does what is due then."""
        self.clock.forward(seconds=seconds)
        while self._step():
            pass

    @rule(after=st.sampled_from([0.0, 0.002, 0.01, 0.03]))
    def crash(self, after: float) -> None:
        """The console is killed while it sends, and started again."""
        self.clock.forward(seconds=12)
        self._step(seconds_at_most=after)
        self.services.close()
        self.services = self._open()
        self.clock.forward(seconds=200)

    @rule(text=st.text("abc ", min_size=1, max_size=5))
    def customer_writes(self, text: str) -> None:
        """The customer writes."""
        self.surroundings.write_as_customer(self.conversation, text)

    @rule()
    def agent_reads(self) -> None:
        """The agent looks at the conversation."""
        self._read()

    @rule(choice=st.integers(0, 5), place=st.integers(0, 10))
    def agent_decides(self, choice: int, place: int) -> None:
        """The agent does something about a row."""
        rows = [row for row in self.rows() if row.state in OPEN]
        if not rows:
            return
        row, outbox = rows[place % len(rows)], self.services.outbox
        match choice:
            case 0:
                outbox.take_back(row.id)
            case 1:
                outbox.look_again(row.id)
            case 2 if row.state is RowState.UNKNOWN:
                outbox.send_again(row.id)
            case 3 if row.state in (RowState.CHANGED, RowState.REFUSED):
                outbox.send_anyway(row.id, outbox.difference(row.id))
            case 4 if row.state in (RowState.CHANGED, RowState.REFUSED):
                outbox.to_draft(row.id)
            case _:
                outbox.take_back_last()

    # What must hold

    @invariant()
    def nothing_is_claimed_or_doubled(self) -> None:
        """Confirmed is there, not sent is not there, and nothing is there too often."""
        if not hasattr(self, "conversation"):
            return
        copies = self.surroundings.copies(self.conversation)
        for text in TEXTS:
            rows = [row for row in self.rows() if row.is_message and row.text == text]
            states = Counter(row.state for row in rows)
            confirmed = states[RowState.CONFIRMED]
            doubtful = states[RowState.UNKNOWN] + states[RowState.SENDING] + _repeated(rows)
            assert confirmed <= copies[text] <= confirmed + doubtful, (text, states, copies[text])
        self._calls_are_there_once()

    def _calls_are_there_once(self) -> None:
        """Of one address there is one customer, and a conversation for each call."""
        tickets, everything = self.surroundings.tickets(self.caller), self.rows()
        for subject in SUBJECTS:
            rows = [row for row in everything if isinstance(row.wish, CreateConversation)]
            rows = [row for row in rows if isinstance(row.wish, CreateConversation) and row.wish.subject == subject]
            states = Counter(row.state for row in rows)
            confirmed = states[RowState.CONFIRMED]
            doubtful = states[RowState.UNKNOWN] + states[RowState.SENDING] + _repeated(rows)
            assert confirmed <= tickets[subject] <= confirmed + doubtful, (subject, states, tickets[subject])
        known = any(row.state is RowState.CONFIRMED for row in everything if isinstance(row.wish, RegisterCustomer))
        assert known <= self.surroundings.customers(self.caller) <= 1

    def teardown(self) -> None:
        """The network is whole again: nothing is lost."""
        try:
            if hasattr(self, "conversation"):
                self._settle()
        finally:
            self.services.close()
            self.proxy.faults.clear()
            shutil.rmtree(self.folder)

    def _settle(self) -> None:
        self.proxy.faults.clear()
        if not self.up:
            self.proxy.listen()
        for _ in range(40):
            self.time_passes(200)
            rows = [row for row in self.rows() if row.state in OPEN]
            if not rows:
                break
            for row in rows:
                if row.state is RowState.UNKNOWN:
                    self.services.outbox.send_again(row.id)
                elif row.state in (RowState.CHANGED, RowState.REFUSED):
                    self.services.outbox.send_anyway(row.id, self.services.outbox.difference(row.id))
        self.nothing_is_claimed_or_doubled()
        left = [row for row in self.rows() if row.state in OPEN]
        assert not left, left
        drafts = "\n".join(draft.text for draft in self.services.replies.drafts())
        followed = {row.follows for row in self.rows()}
        for row in self.rows():
            withdrawn = row.state is RowState.WITHDRAWN and row.id not in followed and not row.follows
            if withdrawn and row.state in BEFORE_SENDING and isinstance(row.wish, WriteMessage):
                assert row.wish.text in drafts


def _repeated(rows: list[OutboxRow]) -> int:
    """How many texts in doubt are to be sent again, or were until the agent took that back: they may have arrived."""
    repeats = [row for row in rows if row.follows]
    settled = {row.follows for row in repeats if row.state in (*IN_DOUBT, RowState.CONFIRMED)}
    return len({row.follows for row in repeats} - settled)


async def _no_sleep(_seconds: float) -> None:
    """Virtual time passes by itself."""
