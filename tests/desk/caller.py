"""A client that calls the desk's application in one process and reads its answers strictly."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from starlette.types import ASGIApp

from console.contract.base import Params, ReadContext
from console.contract.endpoint import Endpoint
from tests.desk.small_desk import KEY, ZONE

P = TypeVar("P", bound=Params)
R = TypeVar("R")

STRICT = ReadContext(ZONE, strict=True)


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time it stands at."""
        return self.now

    def forward(self, **by: float) -> None:
        """Move it, by the arguments of a timedelta."""
        self.now += timedelta(**by)


class Caller:
    """Calls of the desk: typed ones by endpoint, raw ones by path."""

    def __init__(self, app: ASGIApp) -> None:
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://desk")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.aclose()

    async def raw(self, method: str, path: str, /, **parameters: str) -> httpx.Response:
        """One request with the key and the parameters in the query string."""
        return await self.http.request(method, f"/api/{path}", params={"apikey": KEY, **parameters})

    async def call(self, endpoint: Endpoint[P, R], params: P) -> R:
        """A call that has to succeed, its answer read strictly."""
        path, values = endpoint.resolve(params)
        response = await self.raw(endpoint.method, path, **values)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        return endpoint.decode(response.json()["response"], STRICT)

    async def error(self, method: str, path: str, /, **parameters: str) -> tuple[int, str]:
        """The code and message of a call that has to fail, its error object checked."""
        return read_error(await self.raw(method, path, **parameters))


def read_error(response: httpx.Response) -> tuple[int, str]:
    """The code and message of an error object, which has all four keys and the HTTP status as its code."""
    tree: dict[str, Any] = response.json()["response"]
    assert list(tree) == ["status", "statuscode", "errormessage", "debugmessage"]
    assert tree["status"] == "ERROR"
    assert tree["statuscode"] == response.status_code
    return response.status_code, tree["errormessage"]
