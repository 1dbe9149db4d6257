"""Every endpoint of the contract has one handler, and every reading call an answer that reads strictly."""

from __future__ import annotations

from typing import Any

import pytest

from console.contract.base import Params
from console.contract.beyond import BEYOND
from console.contract.endpoint import Endpoint
from console.contract.registry import REGISTRY
from console.desk.handlers import HANDLERS
from tests.desk import small_desk as small
from tests.desk.caller import Caller

ALL = [*REGISTRY, *BEYOND]
READING = [one for one in ALL if one.method == "GET" and not one.number.startswith("9.")]
"""All but the reports, which have tests of their own: the small desk has nothing to report."""
VALUES = {
    "agentidentifier": small.MIRA_EMAIL,
    "conversationid": small.OPEN,
    "customeridentifier": small.ANA,
    "groupid": small.GOLD,
    "departmentid": small.BILLING,
    "department": small.BILLING,
    "tagid": small.URGENT,
    "companyid": small.COMPANY,
    "fileid": small.FILE,
    "contactwidgetid": small.WIDGET,
    "query": "address",
}
CONTAINERS = {"customfields", "uniquefields", "messages"}


def test_every_endpoint_has_exactly_one_handler_at_its_path() -> None:
    expected = {(endpoint.method, endpoint.path): endpoint for endpoint in ALL}
    assert {key: handled.endpoint for key, handled in HANDLERS.items()} == expected
    assert len(expected) == len(ALL)


def test_functions_bear_the_names_of_their_endpoints() -> None:
    for handled in HANDLERS.values():
        assert handled.function.__name__ == handled.endpoint.name


def test_calls_beyond_the_list_are_numbered_through() -> None:
    assert [endpoint.number for endpoint in BEYOND] == [f"14.{number}" for number in range(1, len(BEYOND) + 1)]


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
