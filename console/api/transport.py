"""The transport: the only module that knows httpx, and the only one that puts the key into a request."""

from __future__ import annotations

import asyncio
import logging
import ssl
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urlencode

from console import __version__
from console.api.address import ServerAddress
from console.api.body import BodyError, BodyTooLongError, read_body
from console.api.errors import AddressError, AnswerTooLongError, ApiConnectionError, ApiError, ApiTimeoutError, Sent
from console.api.exchange import MAX_BODY, Answer, Timeouts
from console.api.route import environment_proxy, trusted_roots, why_failed

_STUB = "httpx._main" not in sys.modules
if _STUB:
    sys.modules["httpx._main"] = None  # type: ignore[assignment] # httpx's command line would triple the import time
import httpx  # noqa: E402

if _STUB:
    del sys.modules["httpx._main"]

if TYPE_CHECKING:
    from console.contract.endpoint import Method
    from console.contract.secret import Secret

ASGIApplication: TypeAlias = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]

USER_AGENT = f"liveagent-console/{__version__}"

MASK = "***"

_LONG_KEY = 16
_READERS = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0)
_WRITERS = httpx.Limits(max_connections=8, max_keepalive_connections=0)
"""A server may close an idle connection just as a message enters it, and nobody would know whether it arrived."""

_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


class HttpTransport:
    """Requests to one address with one key.

    The key joins the request here and nowhere else, and the request lives in no frame that an exception could show:
    failures come back as values and are raised outside. Redirects are not followed, cookies not kept.
    """

    def __init__(
        self,
        address: ServerAddress,
        key: Secret,
        *,
        reader: httpx.AsyncBaseTransport,
        writer: httpx.AsyncBaseTransport,
        timeouts: Timeouts,
    ) -> None:
        _quieten()
        self.address = address
        self._key = key
        self._reader = reader
        self._writer = writer
        self._timeouts = timeouts

    async def send(
        self, method: Method, path: str, params: Mapping[str, str], *, headers: Mapping[str, str], write: bool
    ) -> Answer:
        """The answer to one request, whatever its status; raises `ApiConnectionError` when there is none."""
        deadline = self._timeouts.write if write else self._timeouts.read
        try:
            async with asyncio.timeout(deadline):
                outcome = await self._exchange(method, path, params, headers, write)
        except TimeoutError:
            outcome = self._too_late(deadline, Sent.UNKNOWN)
        if isinstance(outcome, ApiError):
            raise outcome
        return outcome

    async def aclose(self) -> None:
        """Close all connections."""
        await self._reader.aclose()
        await self._writer.aclose()

    async def _exchange(
        self, method: Method, path: str, params: Mapping[str, str], headers: Mapping[str, str], write: bool
    ) -> Answer | ApiError:
        """The answer, or the error to raise."""
        try:
            transport = self._writer if write else self._reader
            response = await transport.handle_async_request(self._request(method, path, params, headers, write))
            try:
                body = await _read(response)
            finally:
                await response.aclose()
            return self._masked(response, body)
        except BodyError as error:
            message = f"The answer of {self.address.netloc} cannot be read: {error}."
            kind = AnswerTooLongError if isinstance(error, BodyTooLongError) else ApiConnectionError
            return kind(message, sent=Sent.UNKNOWN)
        except httpx.TimeoutException as error:
            sent = Sent.NOT_SENT if isinstance(error, _BEFORE_SENDING) else Sent.UNKNOWN
            return self._too_late(self._timeouts.connect if sent is Sent.NOT_SENT else self._timeouts.read, sent)
        except httpx.InvalidURL:
            return AddressError("The request is too long for a server.", sent=Sent.NOT_SENT)
        except (httpx.TransportError, OSError) as error:
            sent = Sent.NOT_SENT if isinstance(error, _BEFORE_SENDING) else Sent.UNKNOWN
            what = "No connection to" if sent is Sent.NOT_SENT else "No answer from"
            return ApiConnectionError(f"{what} {self.address.netloc}. {why_failed(error)}", sent=sent)

    def _request(
        self, method: Method, path: str, params: Mapping[str, str], headers: Mapping[str, str], write: bool
    ) -> httpx.Request:
        form = urlencode(params, quote_via=quote, errors="replace")
        key = urlencode({"apikey": self._key.reveal()}, quote_via=quote)
        query = key if write or not form else f"{form}&{key}"
        fixed = {"user-agent": USER_AGENT, "accept": "application/json", "accept-encoding": "gzip"}
        if write:
            fixed["content-type"] = "application/x-www-form-urlencoded"
        total = self._timeouts.write if write else self._timeouts.read
        seconds = {"connect": self._timeouts.connect, "pool": total, "read": total, "write": total}
        return httpx.Request(
            method,
            f"{self.address.api_url}{path}?{query}",
            headers={**headers, **fixed},
            content=form.encode() if write else None,
            extensions={"timeout": seconds},
        )

    def _masked(self, response: httpx.Response, body: bytes) -> Answer:
        """The answer without the key, in the forms in which servers say it back.

        A short key, as only demonstrations have, could be a word of a customer's text: it is masked in errors alone.
        """
        key = self._key.reveal()
        headers = response.headers.multi_items()
        for form in {key, quote(key), quote(key, safe=""), key.replace("/", "\\/")} - {""}:
            headers = [(name, value.replace(form, MASK)) for name, value in headers]
            if len(key) >= _LONG_KEY or response.status_code != 200:
                body = body.replace(form.encode(), MASK.encode())
        return Answer(response.status_code, dict(headers), body)

    def _too_late(self, seconds: float, sent: Sent) -> ApiTimeoutError:
        what = "could not be reached" if sent is Sent.NOT_SENT else "did not answer"
        return ApiTimeoutError(
            f"{self.address.netloc} {what} within {seconds:g} seconds. Check the network.", sent=sent
        )


def over_network(
    base_url: str,
    key: Secret,
    *,
    timeouts: Timeouts | None = None,
    ca_file: Path | None = None,
    uds: str | None = None,
) -> HttpTransport:
    """A transport to the server at `base_url`, or behind the Unix socket `uds`.

    Raises `AddressError` when the address cannot be used, or is plain http and not this machine. Reads files (the
    certificates) and looks up `localhost`: call it off the interface's thread.
    """
    address = ServerAddress.parse(base_url)
    local = uds is not None or address.is_loopback()
    if address.scheme == "http" and not local:
        message = f"Plain http would show the key to the network; use https://{address.netloc}{address.prefix}."
        raise AddressError(message, sent=Sent.NOT_SENT)
    # Plain http never meets this context; an empty one spares it the loading of roots.
    context = trusted_roots(ca_file) if address.scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = None if local else environment_proxy(address)
    try:
        reader, writer = (
            httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=limits, uds=uds, proxy=proxy)
            for limits in (_READERS, _WRITERS)
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        message = "The proxy that the environment names for https cannot be used; only http proxies can."
        raise AddressError(message, sent=Sent.NOT_SENT) from None
    return HttpTransport(address, key, reader=reader, writer=writer, timeouts=timeouts or Timeouts())


def in_process(asgi_app: ASGIApplication, key: Secret, *, timeouts: Timeouts | None = None) -> HttpTransport:
    """A transport to an application in this process, for tests and notebooks."""
    inner = httpx.ASGITransport(asgi_app)
    address = ServerAddress("http", "desk.localhost", 80)
    return HttpTransport(address, key, reader=inner, writer=inner, timeouts=timeouts or Timeouts())


async def _read(response: httpx.Response) -> bytes:
    if not isinstance(response.stream, httpx.AsyncByteStream):
        message = "an asynchronous transport answers with an asynchronous stream"
        raise TypeError(message)
    return await read_body(response.stream, response.headers.get("content-encoding", ""), MAX_BODY)


def _quieten() -> None:
    """Keep httpx and httpcore from logging URLs and headers, whatever the level of the root logger."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
