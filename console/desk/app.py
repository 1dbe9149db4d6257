"""The desk as a Starlette application: key, limits, parameters, envelopes and errors of all calls, once."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from anyio import CapacityLimiter, to_thread
from pydantic import ValidationError
from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from console.contract.base import Params
from console.contract.errors import ErrorCode
from console.desk import answers
from console.desk.context import DEFAULT_PUBLIC_HOST, Context
from console.desk.db import Database
from console.desk.errors import CallError, missing, refused
from console.desk.handlers import HANDLERS
from console.desk.handling import Handled
from console.desk.keys import check_key
from console.desk.limits import RateLimit
from console.desk.requests import Call, read_call
from console.desk.routing import Routes

CALLS_A_MINUTE = 180
THREADS = 2
"""Calls answered at the same time with a database server; more of them only fight for the interpreter's lock."""

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
    limit = None if rate_limit is None else RateLimit(rate_limit, clock)
    hosts = None if allowed_hosts is None else frozenset(host.lower() for host in allowed_hosts)
    routes = Routes(HANDLERS.values())
    threads = None if database.embedded else CapacityLimiter(THREADS)
    desk = Desk(database, clock, zone, public_host, limit, hosts, routes, threads)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        tasks = [asyncio.create_task(_in_background(run)) for run in background]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    return Starlette(routes=[Mount("/", app=desk)], lifespan=lifespan)


@dataclass(frozen=True, slots=True)
class Desk:
    """The ASGI application that answers every request, each in a transaction of its own.

    Calls to an embedded database are answered where they arrive. They take less than a millisecond or two; in a thread
    they would take three times as long, because SQLite's driver lets the interpreter's lock go at every row.
    """

    database: Database
    clock: Callable[[], datetime]
    zone: ZoneInfo
    public_host: str
    limit: RateLimit | None
    hosts: frozenset[str] | None
    routes: Routes
    threads: CapacityLimiter | None
    """Limits the threads that wait for a database server; None when no thread is needed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._respond(request)
        # The query string may hold the key and is never logged.
        _access_log.info("%s %s %d", request.method, request.url.path, response.status_code)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        """The border where whatever goes wrong in a call becomes an error object."""
        try:
            self._check_host(request)
            call = await read_call(request)
            if self.threads is None:
                return self._answer(call)
            return await to_thread.run_sync(self._answer, call, limiter=self.threads)
        except CallError as error:
            return answers.failure(error)
        except Exception as error:
            _log_failure(f"{request.method} request", error)
            return answers.failure(refused("the desk failed to answer; its log says where"))

    def _check_host(self, request: Request) -> None:
        """Refuse names that are not this server's: a web page could have pointed one of its own here."""
        if self.hosts is None:
            return
        host = request.headers.get("host", "").lower()
        name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        if name not in self.hosts:
            raise CallError(ErrorCode.FORBIDDEN, "this server does not answer to that host name")

    def _answer(self, call: Call) -> Response:
        if not call.key:
            raise CallError(ErrorCode.BAD_KEY_REQUEST, "Api key is not found in request")
        with self.database.read() as connection:
            self._admit(check_key(connection, call.key))
            handled, placeholders = self.routes.find(call.method, call.segments)
            chosen = answers.find_format(call.format)
            params = _read_params(handled, {**call.values, **placeholders})
            if not handled.writes:
                return self._finish(connection, handled, params, chosen)
        with self.database.write() as connection:
            return self._finish(connection, handled, params, chosen)

    def _finish(self, connection: Connection, handled: Handled, params: Params, chosen: answers.Format) -> Response:
        tree = handled.answer(Context(connection, self.clock, self.zone, self.public_host), params)
        return answers.success(chosen.render(tree), chosen)

    def _admit(self, key_id: str | None) -> None:
        if key_id is None:
            raise CallError(ErrorCode.UNAUTHORIZED, "Invalid api key")
        wait = None if self.limit is None else self.limit.take(key_id)
        if wait is not None:
            raise CallError(ErrorCode.TOO_MANY_REQUESTS, "too many requests with this key", retry_after=wait)


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


async def _in_background(run: Background) -> None:
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
