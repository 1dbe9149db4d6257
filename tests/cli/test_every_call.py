"""Each of the 64 calls over a real socket, made by the command line and read strictly by its endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from console.cli.calls import CALLS
from console.cli.exit_codes import ExitCode
from console.contract.endpoint import Endpoint
from console.contract.registry import REGISTRY
from tests.cli.conftest import Here
from tests.cli.small_server import SmallServer
from tests.desk.caller import STRICT
from tests.desk.small_desk import ANA_EMAIL, BILLING, GOLD, IDA_EMAIL, MIRA, MIRA_EMAIL, NEW, OPEN, REFUND

FIELDS = '[{"code":"plan","value":"gold"}]'
RANGE = ("date_from=2026-02-01", "date_to=2026-03-02")
EVERY_CALL: dict[str, tuple[str, tuple[str, ...]]] = {
    "1.1": (f"agents/{MIRA_EMAIL}", ()),
    "2.1": ("application/status", ()),
    "3.1": (f"conversations/{OPEN}/attendants", (f"agentidentifier={MIRA}", f"useridentifier={MIRA}")),
    "3.2": (f"conversations/{NEW}", (f"useridentifier={MIRA}",)),
    "3.3": (f"conversations/{OPEN}/fields", ("code=orderno",)),
    "3.4": (f"conversations/{OPEN}/fields", (f"customfields={FIELDS}",)),
    "3.5": ("conversations", (f"department={BILLING}", "status=N,C,A")),
    "3.6": (f"conversations/{OPEN}", ()),
    "3.7": (f"conversations/{OPEN}/messages", ()),
    "3.8": (f"conversations/{OPEN}/messages", ("message=Hello", f"useridentifier={MIRA}")),
    "3.9": (
        "conversations",
        ("message=Hi", f"useridentifier={MIRA}", f"department={BILLING}", "subject=S", f"recipient={IDA_EMAIL}"),
    ),
    "3.10": (f"conversations/{OPEN}/status", ("status=R", f"useridentifier={MIRA}")),
    "3.11": (f"conversations/{OPEN}/tags", ("name=urgent",)),
    "3.12": (f"conversations/{OPEN}/tags", ()),
    "3.13": (f"conversations/{OPEN}/tags", (f"id={REFUND}",)),
    "4.1": (f"customers/{ANA_EMAIL}/fields", ("code=plan",)),
    "4.2": (f"customers/{ANA_EMAIL}/fields", (f"customfields={FIELDS}",)),
    "4.3": ("customers", ("limitcount=2",)),
    "4.4": (f"customers/{ANA_EMAIL}", ()),
    "4.5": (f"customers/{ANA_EMAIL}/groups", ("name=Standard",)),
    "4.6": (f"customers/{ANA_EMAIL}/groups", ()),
    "4.7": (f"customers/{IDA_EMAIL}/groups", ("name=Gold customers",)),
    "4.8": ("customers", ("email=new@x.example", "name=New One")),
    "5.1": (f"customersgroups/{GOLD}", ()),
    "5.2": (f"customersgroups/{GOLD}", ()),
    "5.3": ("customersgroups", ()),
    "5.4": ("customersgroups", ("name=VIP",)),
    "5.5": (f"customersgroups/{GOLD}", ("name=Silver",)),
    "6.1": (f"departments/{BILLING}/agents", ()),
    "6.2": ("departments", ()),
    "6.3": (f"departments/{BILLING}", ()),
    "7.1": ("knowledgebase/articles", ()),
    "7.2": ("knowledgebase/search", ("query=address",)),
    "8.1": ("onlinestatus/agents", ()),
    "8.2": ("onlinestatus/departments", ()),
    "9.1": ("reports/agents", RANGE),
    "9.2": ("reports/channels", RANGE),
    "9.3": ("reports/departments", RANGE),
    "9.4": ("reports/performance", RANGE),
    "9.5": ("reports/tags", RANGE),
    "9.6": ("reports/tickets/agentsavailability", RANGE),
    "9.7": ("reports/tickets/load", RANGE),
    "9.8": ("reports/tickets/slacompliance", RANGE),
    "9.9": ("reports/tickets/slalog", RANGE),
    "9.10": ("reports/chats/agentsavailability", RANGE),
    "9.11": ("reports/chats/availability", RANGE),
    "9.12": ("reports/chats/load", RANGE),
    "9.13": ("reports/chats/slacompliance", RANGE),
    "9.14": ("reports/chats/slalog", RANGE),
    "9.15": ("reports/calls/agentsavailability", RANGE),
    "9.16": ("reports/calls/availability", RANGE),
    "9.17": ("reports/calls/load", RANGE),
    "9.18": ("reports/calls/slacompliance", RANGE),
    "9.19": ("reports/calls/slalog", RANGE),
    "9.20": ("reports/ranking", RANGE),
    "10.1": ("suggestioncategories", ()),
    "11.1": ("suggestions", (f"useridentifier={ANA_EMAIL}", "category=31", "subject=S", "message=M")),
    "12.1": (f"tags/{REFUND}", ()),
    "12.2": ("tags", ()),
    "12.3": (f"tags/{REFUND}", ()),
    "12.4": ("tags", ("name=press",)),
    "12.5": (f"tags/{REFUND}", ("name=refunds",)),
    "13.1": ("chats/overview", ()),
    "13.2": ("calls/overview", ()),
}
"""Path and fields of an example of each call, by its number in the specification."""

METHODS = {call[0]: call[1] for call in CALLS}
ENDPOINTS: dict[str, Endpoint[Any, Any]] = {one.number: one for one in REGISTRY}


def test_none_is_missing() -> None:
    assert list(EVERY_CALL) == list(METHODS) == list(ENDPOINTS)


@pytest.mark.parametrize("number", EVERY_CALL)
def test_every_call(here: Here, small: SmallServer, number: str) -> None:
    path, fields = EVERY_CALL[number]
    done = here("api", METHODS[number], path, *(word for field in fields for word in ("-f", field)))
    assert (done.code, done.err) == (ExitCode.OK, "")
    assert small.calls == [(METHODS[number], f"/api/{path}")]
    ENDPOINTS[number].decode(json.loads(done.out)["response"], STRICT)
