"""Calls that are not to be understood: any path, any format, the bytes as they came, and the key nowhere."""

from __future__ import annotations

import httpx
import pytest

from console.api.errors import ApiConnectionError, IdentifierError
from tests.api.support import CANARY, handled_by


def echo(request: httpx.Request) -> httpx.Response:
    """Says the request back, key and all."""
    said = f"{request.method} {request.url} {request.content.decode()}"
    return httpx.Response(418, content=said.encode(), headers={"Content-Type": "text/xml", "X-Url": str(request.url)})


async def test_the_answer_comes_as_it_is_with_the_key_masked() -> None:
    answer = await handled_by(echo).raw("GET", "tags", {"name": "a b&c"}, format="xml")
    assert answer.status == 418
    assert answer.headers["content-type"] == "text/xml"
    assert answer.body == b"GET https://acme.example/api/tags.xml?name=a%20b%26c&apikey=*** "
    assert CANARY not in f"{answer} {answer.headers}"


async def test_a_write_has_its_parameters_in_the_body_and_goes_out_once() -> None:
    answer = await handled_by(echo).raw("PUT", "/conversations/a b%2Fc/status/", {"status": "C"})
    assert answer.body == b"PUT https://acme.example/api/conversations/a%20b%2Fc/status?apikey=*** status=C"


@pytest.mark.parametrize("path", ["", "/", "a//b", "../agent", "a/./b"])
async def test_a_path_that_leads_elsewhere_is_not_asked_for(path: str) -> None:
    with pytest.raises(IdentifierError):
        await handled_by(echo).raw("GET", path)


async def test_it_counts_and_is_not_repeated() -> None:
    def broken(_request: httpx.Request) -> httpx.Response:
        message = "broken"
        raise httpx.ReadError(message)

    client = handled_by(broken)
    with pytest.raises(ApiConnectionError):
        await client.raw("GET", "tags")
    assert client.budget.used_last_minute == 1
