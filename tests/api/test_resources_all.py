"""Every method of the client against the desk, its answer read strictly."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from console.api.client import LiveAgentClient
from console.api.resources.base import Calls
from console.contract.endpoint import ListEndpoint, ObjectEndpoint
from console.contract.registry import REGISTRY
from tests.api.every_call import CALLS, Names
from tests.desk import small_desk as small

ENDPOINTS = {endpoint.name: endpoint for endpoint in REGISTRY}
ON_THE_DESK = Names(
    conversation=small.OPEN,
    agent=small.MIRA_EMAIL,
    customer=small.ANA_EMAIL,
    department=small.BILLING,
    group=small.GOLD,
    group_name="Gold customers",
    tag=small.URGENT,
    tag_name="urgent",
    entry=str(small.BILLING_CATEGORY),
    category=str(small.WISHES),
)


@pytest.mark.parametrize("name", CALLS)
async def test_a_call_answers_its_record(client: LiveAgentClient, name: str) -> None:
    endpoint = ENDPOINTS[name]
    answer = await CALLS[name](client, ON_THE_DESK)
    rows = answer if isinstance(answer, list) else [answer]
    assert isinstance(endpoint, ListEndpoint | ObjectEndpoint)
    assert all(isinstance(row, endpoint.record) and isinstance(row, BaseModel) for row in rows)
    if endpoint.method == "GET" and not name.startswith("report_"):
        assert rows


def test_the_tests_of_resources_use_every_method() -> None:
    """Looked for in their texts: `client.customers.all(`, `client.reports.tickets.load(`."""
    text = "".join(file.read_text() for file in Path(__file__).parent.glob("test_resources_*.py"))
    unused = [call for call in _methods() if f"client.{call}(" not in re.sub(r"\(\s+", "(", text)]
    assert not unused


def _methods() -> list[str]:
    client = LiveAgentClient(_NoTransport())
    resources = {name: one for name, one in inspect.getmembers(client) if isinstance(one, Calls)}
    for service in ("tickets", "chats", "calls"):
        resources[f"reports.{service}"] = getattr(resources["reports"], service)
    return [
        f"{name}.{method}"
        for name, resource in resources.items()
        for method, _ in inspect.getmembers(resource, inspect.ismethod)
        if not method.startswith("_")
    ]


class _NoTransport:
    async def send(self, *_: Any, **__: Any) -> Any:
        raise AssertionError

    async def aclose(self) -> None:
        """Nothing is open."""
