"""Whatever a server says with HTTP 200, every call ends in its type or in an `ApiError`."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.api.client import LiveAgentClient
from console.api.errors import ApiError
from console.contract.base import Params
from console.contract.endpoint import Endpoint, ListEndpoint
from console.contract.registry import REGISTRY
from tests.api.support import handled_by

VALUES = {"status": "C", "customfields": '[{"code": "plan", "value": "gold"}]'}

DAYS = (date(2026, 3, 1), date(2026, 3, 2))

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


def answered(**tree: object) -> LiveAgentClient:
    """A client whose every call is answered with this."""
    return handled_by(lambda _: httpx.Response(200, content=json.dumps({"response": tree}).encode()))


async def test_report_rows_of_other_servers_are_read() -> None:
    strange = {"id": 5, "answers": 41, "worktime": "1e3", "newAnswerAvgTime": "", "answers_ph": "n/a", "newer": "x"}
    (row,) = await answered(agents=[strange, "no row"]).reports.agents(*DAYS)
    assert (row.id, row.answers, row.worktime, row.newAnswerAvgTime, row.answers_ph) == ("5", 41, 1000, None, None)
    assert row.model_extra == {"newer": "x"}
    assert (row.chats, "chats" in row.model_fields_set) == (0, False)


async def test_letters_times_and_texts_of_other_servers_are_read() -> None:
    strange = {"id": None, "rankingType": "Z", "datecreated": "0000-00-00 00:00:00", "comment": ["?"]}
    (rank,) = await answered(ranks={"0": strange}).reports.ranking(*DAYS)
    assert (rank.rankingType.value, rank.rankingType.known, rank.rankingType.word) == ("Z", False, "other Z")
    assert (rank.datecreated.at, rank.datecreated.raw, rank.comment) == (None, "0000-00-00 00:00:00", "")


@pytest.mark.parametrize("empty", [[], {}, "", None])
async def test_each_way_to_write_an_empty_list_is_read(empty: object) -> None:
    assert await answered(suggestioncategories=empty).suggestions.categories() == []
    assert await answered(loads=empty).reports.tickets.load() == []
