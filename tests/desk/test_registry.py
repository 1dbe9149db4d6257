"""Every endpoint of the contract has one handler, and every reading call an answer that reads strictly."""

from __future__ import annotations

from typing import Any

import pytest

from console.contract.base import Params
from console.contract.endpoint import Endpoint
from console.contract.registry import REGISTRY
from console.desk.handlers import HANDLERS
from tests.desk.caller import Caller
from tests.desk.small_desk import ANA, BILLING, GOLD, MIRA_EMAIL, OPEN

READING = [endpoint for endpoint in REGISTRY if endpoint.method == "GET"]
VALUES = {
    "agentidentifier": MIRA_EMAIL,
    "conversationid": OPEN,
    "customeridentifier": ANA,
    "groupid": GOLD,
    "departmentid": BILLING,
    "department": BILLING,
    "query": "address",
}
CONTAINERS = {"customfields", "uniquefields", "messages"}


def test_every_endpoint_has_exactly_one_handler_at_its_path() -> None:
    expected = {(endpoint.method, endpoint.path): endpoint for endpoint in REGISTRY}
    own = {key: handled.endpoint for key, handled in HANDLERS.items() if handled.path == handled.endpoint.path}
    assert own == expected
    assert len(REGISTRY) == 22


def test_the_only_other_path_is_the_later_name_of_the_articles() -> None:
    others = [key for key, handled in HANDLERS.items() if handled.path != handled.endpoint.path]
    assert others == [("GET", "knowledgebase/entries")]


def test_functions_bear_the_names_of_their_endpoints() -> None:
    for handled in HANDLERS.values():
        if handled.path == handled.endpoint.path:
            assert handled.function.__name__ == handled.endpoint.name


@pytest.mark.parametrize("endpoint", READING, ids=lambda endpoint: endpoint.name)
async def test_answers_read_strictly(caller: Caller, endpoint: Endpoint[Params, Any]) -> None:
    answer = await caller.call(endpoint, endpoint.params.read(VALUES))
    assert answer  # the small desk has something to say to every call


@pytest.mark.parametrize("endpoint", READING, ids=lambda endpoint: endpoint.name)
async def test_rows_hold_strings_and_nulls_alone(caller: Caller, endpoint: Endpoint[Params, Any]) -> None:
    path, values = endpoint.resolve(endpoint.params.read(VALUES))
    _check_row((await caller.raw("GET", path, **values)).json()["response"])


def _check_row(row: dict[str, Any]) -> None:
    for name, value in row.items():
        if isinstance(value, list):
            for child in value:
                _check_row(child)
        else:
            assert value is None or isinstance(value, str), name
            assert name not in CONTAINERS
