"""The desk as an ASGI application: keys, limits, parameters, envelopes and errors of all calls, once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from anyio import CapacityLimiter, to_thread
from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from console.contract.base import Params, WireRow
from console.contract.formats import JSON, Format
from console.desk import answers
from console.desk.admission import Admission
from console.desk.answers import Answer
from console.desk.context import DEFAULT_PUBLIC_HOST, Context
from console.desk.db import Database
from console.desk.description import describe, is_description
from console.desk.engines import is_unavailable
from console.desk.errors import CallError, missing, refused, unavailable
from console.desk.handlers import HANDLERS
from console.desk.handling import Handled
from console.desk.idempotency import act_once
from console.desk.keys import KeyRing
from console.desk.limits import RateLimit
from console.desk.requests import Address, Call, read_address, read_call, read_headers, shown_path
from console.desk.routing import Routes
from console.desk.shared_use import SharedUse
from console.desk.writes import WriteQueue

CALLS_A_MINUTE = 180
THREADS = 2
"""Calls that wait for a database server, or read much, at the same time; more only fight for the interpreter's lock."""

_log = logging.getLogger("console.desk")
_access_log = logging.getLogger("console.desk.access")

Background = Callable[[], Awaitable[None]]


def create_desk(
    database: Database,
    *,
    clock: Callable[[], datetime],
    zone: ZoneInfo,
    rate_limit: int | None = CALLS_A_MINUTE,
    allowed_hosts: Collection[str] | None = None,
    public_host: str = DEFAULT_PUBLIC_HOST,
    background: Sequence[Background] = (),
) -> Starlette:
    """The help desk over a database that is open and stays the caller's to close.

    `zone` is that of the times on the wire, `rate_limit` the calls a minute for each key (None: no limit),
    `allowed_hosts` the names a request may call this server by (None: any), `public_host` the host of public
    addresses. The `background` coroutines run while the application does and are cancelled at its end.
    """
    writes = WriteQueue(database)
    limit = None if rate_limit is None else RateLimit(rate_limit, clock)
    shared = None if limit is None or database.in_memory else SharedUse(limit, writes, clock)
    hosts = None if allowed_hosts is None else frozenset(host.lower() for host in allowed_hosts)
    admission = Admission(hosts, KeyRing(database), limit)
    routes = Routes(HANDLERS.values())
    desk = Desk(database, clock, zone, public_host, admission, shared, routes, writes, CapacityLimiter(THREADS))
    return _Application(desk, background)


class _Application(Starlette):
    """Hands requests straight to the desk: on its way through routes and middleware each would take twice as long."""

    def __init__(self, desk: Desk, background: Sequence[Background]) -> None:
        self._desk = desk

        @asynccontextmanager
        async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
            tasks = [asyncio.create_task(in_background(run)) for run in background]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

        super().__init__(lifespan=lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._desk(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests, each of them in a transaction of its own.

    Calls to a database in this process are answered where they arrive. They take less than a millisecond or two; in a
    thread they would take three times as long, because SQLite's driver lets the interpreter's lock go at every row.
    """

    database: Database
    clock: Callable[[], datetime]
    zone: ZoneInfo
    public_host: str
    admission: Admission
    shared: SharedUse | None
    routes: Routes
    writes: WriteQueue
    threads: CapacityLimiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = await self._respond(scope, receive)
        if _access_log.isEnabledFor(logging.INFO):
            _access_log.info("%s %s %d", scope["method"], shown_path(scope), answer.status)
        await answer.send(send)

    async def _respond(self, scope: Scope, receive: Receive) -> Answer:
        """The border where whatever goes wrong in a call becomes an error object, in the format that was asked for."""
        wanted = JSON
        try:
            address = read_address(scope)
            wanted = address.format
            return await self._answer(address, scope, receive)
        except CallError as error:
            return answers.failure(error, wanted)
        except Exception as error:
            if isinstance(error, SQLAlchemyError | sqlite3.Error) and is_unavailable(error):
                return answers.failure(unavailable("the database is busy", retry_after=2), wanted)
            _log_failure(f"{scope['method']} request", error)
            return answers.failure(refused("the desk failed to answer; its log says where"), wanted)

    async def _answer(self, address: Address, scope: Scope, receive: Receive) -> Answer:
        headers = read_headers(scope)
        self.admission.check_host(headers)
        if is_description(address):
            return await describe(scope["method"])
        call = await read_call(address, scope["method"], headers, receive)
        key_id = await self._admit(call)
        handled, placeholders = self.routes.find(call.method, call.segments)
        params = _read_params(handled, {**call.values, **placeholders})
        if handled.writes:
            tree, replayed = await self.writes.run(
                lambda connection: self._act(connection, key_id, call, handled, params)
            )
        else:
            tree, replayed = await self._read(handled, params), False
        return answers.success(await _render(tree, address.format), address.format, replayed=replayed)

    async def _admit(self, call: Call) -> str:
        if not self.database.in_process and self.admission.has_to_look_up(call.key):
            key_id = await to_thread.run_sync(self.admission.identify, call.key, limiter=self.threads)
        else:
            key_id = self.admission.identify(call.key)
        if self.shared is not None:
            await self.shared.keep_up(key_id)
        self.admission.count(key_id)
        if self.shared is not None and self.shared.is_due(key_id):
            self.shared.talk = asyncio.create_task(in_background(self.shared.exchange))
        return key_id

    def _act(
        self, connection: Connection, key_id: str, call: Call, handled: Handled, params: Params
    ) -> tuple[WireRow, bool]:
        ctx = Context(connection, self.clock, self.zone, self.public_host)
        if call.once is None:
            return handled.answer(ctx, params), False
        return act_once(connection, key_id, call.once, call, ctx.now(), lambda: handled.answer(ctx, params))

    async def _read(self, handled: Handled, params: Params) -> WireRow:
        if self.database.in_memory or (self.database.in_process and not handled.reads_much):
            return self._read_now(handled, params)
        return await to_thread.run_sync(self._read_now, handled, params, limiter=self.threads)

    def _read_now(self, handled: Handled, params: Params) -> WireRow:
        with self.database.read() as connection:
            return handled.answer(Context(connection, self.clock, self.zone, self.public_host), params)


async def _render(tree: WireRow, wanted: Format) -> bytes:
    if wanted is JSON:
        return wanted.render(tree)
    return await to_thread.run_sync(wanted.render, tree)  # takes long enough for others to wait


def _read_params(handled: Handled, values: dict[str, str]) -> Params:
    try:
        params: Params = handled.endpoint.params.read(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "request"
        if first["type"] == "missing":
            raise missing(name) from None
        message = f"parameter {name} has a value that is not allowed"
        raise refused(message) from None
    return params


async def in_background(run: Background) -> None:
    """The border where a failure of work in the background is reported; the desk goes on without it."""
    try:
        await run()
    except Exception as error:
        _log_failure("work in the background", error)


def _log_failure(what: str, error: Exception) -> None:
    """Where it happened and of which kind it was; never the message, which may quote keys or customers."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("%s failed with %s at %s", what, type(error).__name__, where)
