"""Whatever a server says with HTTP 200, every call ends in its type or in an `ApiError`."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from console.api.errors import ApiError
from console.contract.base import Params
from console.contract.endpoint import Endpoint, ListEndpoint
from console.contract.registry import REGISTRY
from tests.api.support import handled_by

VALUES = {"status": "C", "customfields": '[{"code": "plan", "value": "gold"}]'}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
words = st.text(max_size=6) | st.sampled_from(
    ["rtype", "status", "messages", "customfields", "datecreated", "subject", "conversationid", "statuscode", "code"]
)
trees = st.recursive(scalars, lambda below: st.lists(below, max_size=4) | st.dictionaries(words, below, max_size=6))


async def _ask(endpoint: Endpoint[Any, Any], body: bytes) -> None:
    client = handled_by(lambda _: httpx.Response(200, content=body))
    needed = {name: VALUES.get(name, "x") for name, info in endpoint.params.model_fields.items() if info.is_required()}
    params: Params = endpoint.params.read(needed)
    try:
        answer = await client.call(endpoint, params)
    except ApiError:
        return
    assert isinstance(answer, list) is isinstance(endpoint, ListEndpoint)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(REGISTRY)), trees)
def test_any_json(endpoint: Endpoint[Any, Any], tree: object) -> None:
    asyncio.run(_ask(endpoint, json.dumps({"response": tree}).encode()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(REGISTRY)), trees)
def test_any_rows(endpoint: Endpoint[Any, Any], rows: object) -> None:
    envelope = endpoint.envelope if isinstance(endpoint, ListEndpoint) else "customfields"
    asyncio.run(_ask(endpoint, json.dumps({"response": {envelope: rows}}).encode()))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(REGISTRY)), st.binary(max_size=80), st.booleans())
def test_any_bytes(endpoint: Endpoint[Any, Any], noise: bytes, wrapped: bool) -> None:
    asyncio.run(_ask(endpoint, b'{"response":{"subject":"' + noise + b'"}}' if wrapped else noise))
