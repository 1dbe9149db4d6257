"""Services on the small desk in one process, with a clock the test moves and faults it can ask for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, insert, select, update
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.transport import in_process
from console.contract.secret import Secret
from console.desk import tables
from console.desk.app import create_desk
from console.desk.db import Database
from console.services.bundle import Services, build_services
from tests.desk.caller import Clock
from tests.desk.small_desk import KEY, MIRA_EMAIL, NOW, ZONE, small_desk

PLENTY = 100_000


@dataclass
class Fault:
    """What happens to one request: lost on its way, or its answer is lost on the way back, or another answer."""

    method: str
    path_end: str
    applied: bool = False
    status: int | None = None
    body: bytes = b""
    times: int = 1
    hang: bool = False
    """Whether nothing ever comes back."""
    after_a_post: bool = False
    """Whether it waits for the first POST."""


@dataclass
class FaultyNetwork:
    """An application between the client and the desk. It counts calls and makes faults happen."""

    desk: ASGIApp
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    """Set by each request."""
    hung: threading.Event = field(default_factory=threading.Event)
    """Set by a request that hangs."""
    down: bool = False
    keep_only: Callable[[str, bytes], bytes] | None = None
    """Changes the body of a request with a path on its way, as a server with other habits would."""
    change_query: Callable[[str, bytes], bytes] | None = None
    """The same for the query."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        method, path = scope["method"], scope["path"]
        self.calls.append((method, path))
        self.arrived.set()
        if self.down:
            message = "refused"
            raise httpx.ConnectError(message)
        if self.change_query is not None:
            scope = {**scope, "query_string": self.change_query(path, scope["query_string"])}
        fault = self._fault(method, path)
        if fault is None:
            await self.desk(scope, await self._changed(path, receive), send)
            return
        if fault.applied:
            await self.desk(scope, receive, _nowhere)
        if fault.hang:
            self.hung.set()
            await asyncio.Event().wait()
        if fault.status is None:
            message = "the connection broke"
            raise httpx.ReadError(message)
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": fault.status, "headers": headers})
        await send({"type": "http.response.body", "body": fault.body})

    def count(self, method: str, path_end: str = "") -> int:
        """How many requests there were."""
        return sum(one == method and path.endswith(path_end) for one, path in self.calls)

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.after_a_post and not self.count("POST"):
                continue
            if fault.method == method and path.endswith(fault.path_end):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def _changed(self, path: str, receive: Receive) -> Receive:
        if self.keep_only is None:
            return receive
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        changed = self.keep_only(path, body)

        async def again() -> Message:
            return {"type": "http.request", "body": changed, "more_body": False}

        return again


async def _nowhere(_message: Message) -> None:
    """An answer that nobody hears."""


@dataclass
class Bench:
    """What a test of the services has at hand."""

    services: Services
    clock: Clock
    network: FaultyNetwork
    database: Database
    directory: Path

    async def fill(self) -> None:
        """Sync for the first time, and read the whole archive."""
        await self.services.sync.refresh()
        while not (await self.services.filling.step()).done:
            pass
        self.network.calls.clear()

    def change(self, conversation_id: str, **values: Any) -> None:
        """Change a conversation on the desk behind everybody's back, at the time of the clock."""
        at = int(self.clock().timestamp())
        with self.database.write() as connection:
            table = tables.conversation
            connection.execute(update(table).where(table.c.id == conversation_id).values(changed=at, **values))

    def customer_writes(self, conversation_id: str, user_id: str, text: str, kind: str = "M", group: str = "M") -> str:
        """Append a message on the desk; returns its id."""
        at = int(self.clock().timestamp())
        with self.database.write() as connection:
            of_conversation = tables.message_group.c.conversation_id == conversation_id
            position = connection.scalar(select(func.count()).select_from(tables.message_group).where(of_conversation))
            number = f"{conversation_id}{position}"
            row = {"id": f"gr{number}", "conversation_id": conversation_id, "position": 100 + (position or 0)}
            row |= {"user_id": user_id, "rtype": group, "rstatus": "V", "created": at, "finished": at}
            connection.execute(insert(tables.message_group), row)
            row = {"id": f"ms{number}", "group_id": f"gr{number}", "conversation_id": conversation_id, "position": 0}
            row |= {"user_id": user_id, "rtype": kind, "created": at, "body": text}
            connection.execute(insert(tables.message), row)
        self.change(conversation_id)
        return f"ms{number}"

    def bodies(self, conversation_id: str) -> list[tuple[str, str]]:
        """Kind and text of all messages of a conversation on the desk."""
        table = tables.message
        query = select(table.c.rtype, table.c.body).where(table.c.conversation_id == conversation_id)
        with self.database.read() as connection:
            return [(row.rtype, row.body) for row in connection.execute(query)]


@contextmanager
def open_bench(directory: Path, *, agent: str | None = MIRA_EMAIL, strict: bool = True) -> Iterator[Bench]:
    """Services on a fresh small desk."""
    directory.mkdir(exist_ok=True)
    database = Database.open(f"sqlite:///{directory / 'desk.db'}")
    small_desk(database)
    clock = Clock(NOW)
    network = FaultyNetwork(create_desk(database, clock=clock, zone=ZONE, rate_limit=None))

    async def sleep(_seconds: float) -> None:
        await asyncio.sleep(0)

    async def connect() -> LiveAgentClient:
        transport = in_process(network, Secret(KEY))
        return LiveAgentClient(
            transport, zone=ZONE, budget=Budget(PLENTY), strict=strict, clock=clock, sleep=sleep, jitter=lambda: 0.0
        )

    services = build_services(
        directory / "state",
        directory / "cache",
        "small",
        connect,
        agent,
        clock,
        ZONE,
        public_url="https://desk.example",
    )
    try:
        yield Bench(services, clock, network, database, directory)
    finally:
        services.close()
        database.close()
