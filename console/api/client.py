"""The client: one typed call, with budget, retries and tolerant reading, and the resources built on it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from console.api.budget import Budget, Priority
from console.api.errors import ApiError, IdentifierError, RateLimitedError, Sent
from console.api.exchange import Answer, Transport
from console.api.reading import read_tree, unreadable
from console.api.resources.agents import AgentCalls
from console.api.resources.application import ApplicationCalls
from console.api.resources.conversations import ConversationCalls
from console.api.resources.customers import CustomerCalls
from console.api.resources.departments import DepartmentCalls
from console.api.resources.groups import GroupCalls
from console.api.resources.knowledgebase import KnowledgebaseCalls
from console.api.resources.online_status import OnlineStatusCalls
from console.api.resources.overview import OverviewCalls
from console.api.resources.suggestions import SuggestionCalls
from console.api.resources.tags import TagCalls
from console.contract.base import Params, ReadContext
from console.contract.endpoint import Endpoint, Method
from console.contract.endpoint import UnreadableAnswerError as OtherShapeError
from console.contract.messages import CREATE_MESSAGE
from console.contract.zone import DEFAULT_ZONE

if TYPE_CHECKING:
    from console.api.resources.reports import ReportCalls

P = TypeVar("P", bound=Params)
R = TypeVar("R")

MAX_RETRIES = 2
MAX_WAIT = 10.0
"""Seconds a call waits because the server asked for it; a longer pause is the caller's to wait out."""
MAX_QUEUED = 60.0
"""Seconds a call waits for its turn. With the transport's own limits it ends every call within five minutes."""

FormatName = Literal["json", "xml", "yaml"]

_IN_PATHS = "/%:@!$&'()*+,;=~"
"""What stays as it is in a path, so that one that is percent-encoded already is sent as it came."""
_FIRST_DELAY = 0.5
_LONGEST_DELAY = 8.0


def now_utc() -> datetime:
    """The system's time."""
    return datetime.now(UTC)


class LiveAgentClient:
    """API v1 of one server with one key.

    Reads are repeated up to twice after connection errors, 502, 503, 504 and a 429 that says when; whatever changes
    something is sent once. Cancelling a call ends it wherever it is. One event loop at a time.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        zone: ZoneInfo | str = DEFAULT_ZONE,
        budget: Budget | None = None,
        strict: bool = False,
        clock: Callable[[], datetime] = now_utc,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        on_retry: Callable[[ApiError, float], None] | None = None,
    ) -> None:
        """`zone` is the server's. `strict` makes any unexpected answer an error, for tests against the desk.

        `on_retry` hears of each error that is tried again, and the seconds until then.
        """
        self.zone = zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)
        self.budget = budget or Budget()
        self._hurried = False
        self._transport = transport
        self._context = ReadContext(self.zone, strict)
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._on_retry = on_retry
        self.agents = AgentCalls(self)
        self.application = ApplicationCalls(self)
        self.conversations = ConversationCalls(self)
        self.customers = CustomerCalls(self)
        self.departments = DepartmentCalls(self)
        self.groups = GroupCalls(self)
        self.knowledgebase = KnowledgebaseCalls(self)
        self.online_status = OnlineStatusCalls(self)
        self.overview = OverviewCalls(self)
        self.suggestions = SuggestionCalls(self)
        self.tags = TagCalls(self)

    @cached_property
    def reports(self) -> ReportCalls:
        """The reports; their many rows are described only when somebody wants one."""
        from console.api.resources.reports import ReportCalls

        return ReportCalls(self)

    def through(self, wrap: Callable[[Transport], Transport]) -> None:
        """Put something around the transport that sees every request, such as an audit."""
        self._transport = wrap(self._transport)

    def hurry(self) -> None:
        """Make every call from now on as urgent as sending, reads too: for a client that does nothing else."""
        self._hurried = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def call(
        self,
        endpoint: Endpoint[P, R],
        params: P,
        *,
        priority: Priority = Priority.OPEN,
        idempotency_key: str | None = None,
    ) -> R:
        """The endpoint's typed answer; raises `ApiError`.

        `idempotency_key` travels as a header; servers that know it act once for one key, others ignore it.
        """
        headers = {"idempotency-key": idempotency_key} if idempotency_key else {}
        tries = 1 + (MAX_RETRIES if endpoint.method == "GET" else 0)
        tried = 0
        while True:
            tried += 1
            try:
                return await self._once(endpoint, params, priority, headers)
            except ApiError as error:
                error.endpoint = endpoint.name
                if tried == tries or not _worth_retrying(error):
                    raise
                delay = self._delay(tried, error)
                if self._on_retry is not None:
                    self._on_retry(error, delay)
            await self._sleep(delay)

    async def raw(
        self,
        method: Method,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        format: FormatName = "json",
        priority: Priority = Priority.OPEN,
    ) -> Answer:
        """One request below `api/`, and status, headers and bytes of its answer, whatever they say.

        `path` is percent-encoded where it has to be; another `format` becomes its suffix. Never repeated. Raises
        `ApiConnectionError` when no answer came.
        """
        clean = path.strip("/")
        _check_path(clean)
        suffix = "" if format == "json" else f".{format}"
        await self._wait_for_turn(priority)
        encoded = quote(clean, safe=_IN_PATHS) + suffix
        return await self._transport.send(method, encoded, params or {}, headers={}, write=method != "GET")

    async def _once(self, endpoint: Endpoint[P, R], params: P, priority: Priority, headers: dict[str, str]) -> R:
        path, rest = endpoint.resolve(params)
        _check_path(path)
        await self._wait_for_turn(priority)
        answer = await self._transport.send(
            endpoint.method, path, rest, headers=headers, write=endpoint.method != "GET"
        )
        return self._read(endpoint, answer)

    async def _wait_for_turn(self, priority: Priority) -> None:
        if (pause := self.budget.paused_for) > MAX_WAIT:
            message = f"The server asked for a pause of {pause:.0f} more seconds; the console goes on after it."
            raise RateLimitedError(message, sent=Sent.NOT_SENT, retry_after=pause)
        try:
            async with asyncio.timeout(MAX_QUEUED):
                await self.budget.acquire(Priority.SEND if self._hurried else priority)
        except TimeoutError:
            message = "Too many calls with this key wait for their turn. Close other programs that use it, or wait."
            raise RateLimitedError(message, sent=Sent.NOT_SENT) from None

    def _read(self, endpoint: Endpoint[P, R], answer: Answer) -> R:
        if endpoint.name == CREATE_MESSAGE.name and 200 <= answer.status < 300 and not answer.body.strip():
            return endpoint.decode({"status": "OK", "statuscode": 0}, self._context)  # some servers say only 200
        try:
            return endpoint.decode(read_tree(answer, self._clock()), self._context)
        except OtherShapeError as error:
            raise unreadable(answer.status, f"JSON of another shape ({error})") from None
        except ApiError as error:
            if error.retry_after is not None:
                self.budget.pause(error.retry_after)
            raise

    def _delay(self, tried: int, error: ApiError) -> float:
        """Full jitter below a bound that doubles, on top of what the server asked for."""
        bound = min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** (tried - 1))
        return (error.retry_after or 0.0) + bound * self._jitter()


def _check_path(path: str) -> None:
    if any(part in ("", ".", "..") for part in path.split("/")):
        message = "An identifier is empty or unusable; nothing was asked of the server."
        raise IdentifierError(message, sent=Sent.NOT_SENT)


def _worth_retrying(error: ApiError) -> bool:
    if not error.temporary:
        return False
    if isinstance(error, RateLimitedError) and error.retry_after is None:
        return False
    return (error.retry_after or 0.0) <= MAX_WAIT
