"""The OpenAPI document: valid, complete, true to the specification, current, and there for everybody."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.contract.openapi.document import described_calls, document_text
from console.contract.openapi.facts import read_facts
from console.contract.openapi.parameters import parameters_of
from console.contract.registry import REGISTRY
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.handlers import HANDLERS
from tests.desk.caller import STRICT, Caller, Clock, read_error
from tests.desk.fresh_desk import DeskInMemory
from tests.desk.known_values import KNOWN
from tests.desk.small_desk import BILLING_CATEGORY, GENERAL, KEY, NOW, ZONE
from tests.hygiene.source import ROOT

DOCUMENT: dict[str, Any] = json.loads(document_text())
SPECIFICATION: list[dict[str, Any]] = json.loads((ROOT / "tests" / "data" / "calls.json").read_text())
FACTS = read_facts()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path below `api/` and what the document says, of every call."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/"), operation


def answer_validator(operation: dict[str, Any]) -> Draft202012Validator:
    """A validator of an operation's successful answers."""
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def test_it_is_valid() -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_it_is_current() -> None:
    assert (ROOT / "docs" / "openapi.json").read_text() == document_text(), "run: make reference"


def test_it_has_every_call_of_the_desk_and_no_other() -> None:
    described = {(method, path): operation["operationId"] for method, path, operation in operations()}
    assert described == {key: handled.endpoint.name for key, handled in HANDLERS.items()}


def test_every_component_is_used() -> None:
    text = document_text()
    for kind, components in DOCUMENT["components"].items():
        if kind != "securitySchemes":
            unused = [name for name in components if f'"#/components/{kind}/{name}"' not in text]
            assert unused == [], kind


@pytest.mark.parametrize("endpoint", described_calls(), ids=lambda endpoint: endpoint.name)
def test_examples_are_what_the_schema_and_the_contract_say(endpoint: Endpoint[Any, Any]) -> None:
    operation = DOCUMENT["paths"][f"/{endpoint.path}"][endpoint.method.lower()]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    answer_validator(operation).validate(example)
    endpoint.decode(example["response"], STRICT)


def test_schemas_refuse_what_is_no_answer() -> None:
    """A row with a number in it, one that lacks a field, and an acknowledgement in the place of a list."""
    operation = DOCUMENT["paths"]["/conversations"]["get"]
    validator = answer_validator(operation)
    (row,) = operation["responses"]["200"]["content"]["application/json"]["example"]["response"]["conversations"]
    assert validator.is_valid({"response": {"conversations": [row, {**row, "subject": None}]}})
    assert not validator.is_valid({"response": {"conversations": [{**row, "subject": 1}]}})
    assert not validator.is_valid({"response": {"conversations": [{**row, "status": "?"}]}})
    del row["code"]
    assert not validator.is_valid({"response": {"conversations": [row]}})
    assert not validator.is_valid({"response": {"status": "OK", "statuscode": 0}})


@pytest.mark.parametrize("call", SPECIFICATION, ids=lambda call: f"{call['method']} {call['path']}")
def test_it_says_what_the_specification_says(call: dict[str, Any]) -> None:
    endpoint = next(one for one in REGISTRY if (one.method, one.path) == (call["method"], call["path"]))
    known = FACTS.calls[endpoint.name]
    assert (known.since, known.certainty) == (call["since"], call["certainty"])
    assert {"response": known.example} == call["example"]
    errors = [(error.code, error.words, error.certainty) for error in known.errors]
    assert errors == [(error["statuscode"], error["when"], error["certainty"]) for error in call["errors"]]
    described = {one.name: one for one in parameters_of(endpoint, FACTS)}
    for parameter in call["params"]:
        if parameter["name"] != "apikey":
            one = described[parameter["name"]]
            assert (one.required, one.in_path) == (parameter["required"], parameter["in"] == "path")
            assert one.fact.type == (parameter["type"] if "datetime" in parameter["type"] else "text")
            assert not one.fact.letters or set(one.fact.letters) == set(letters_of(parameter, call))


def letters_of(parameter: dict[str, Any], call: dict[str, Any]) -> str:
    """The letters that the specification lists for a parameter, or else for the field of its name."""
    fields = {field["name"]: field["choices"] for field in call["fields"]}
    return "".join(parameter["choices"] or fields[parameter["name"]])


def test_certainties_are_those_of_the_specification() -> None:
    """Classes are shared by calls, of which the specification need not be equally sure."""
    said: dict[tuple[str, str], set[str]] = {}
    known: dict[tuple[str, str], str] = {}
    for call in SPECIFICATION:
        endpoint = next(one for one in REGISTRY if (one.method, one.path) == (call["method"], call["path"]))
        assert isinstance(endpoint, ListEndpoint | ObjectEndpoint)
        for model, facts, described in (
            (endpoint.params, FACTS.parameters, call["params"][:-1]),
            (endpoint.record, FACTS.fields, call["fields"]),
        ):
            for one in described:
                name = one["name"]
                owner = next(base.__name__ for base in model.__mro__ if name in facts.get(base.__name__, {}))
                said.setdefault((owner, name), set()).add(one["certainty"])
                known[owner, name] = facts[owner][name].certainty
    assert {key for key, certainty in known.items() if certainty not in said[key]} == set()
    assert len(known) > 250


def test_nothing_is_described_that_is_not_there() -> None:
    endpoints = described_calls()
    assert FACTS.calls.keys() == {endpoint.name for endpoint in endpoints}
    models = {owner.__name__: owner for one in endpoints for owner in one.params.__mro__}
    for name, described in FACTS.parameters.items():
        assert described.keys() <= models[name].__annotations__.keys(), name


@pytest.fixture
async def stranger() -> AsyncIterator[Caller]:
    """A client without a key of a desk that answers to one name and to one call a minute."""
    with closing(Database.open("sqlite://")) as database:
        app = create_desk(database, clock=Clock(NOW), zone=ZONE, rate_limit=1, allowed_hosts=["desk"])
        async with Caller(app) as opened:
            yield opened


@pytest.mark.parametrize("path", ["openapi.json", "openapi", "openapi.json/", "index.php?handler=openapi.json"])
async def test_it_is_served_to_everybody_as_often_as_they_like(stranger: Caller, path: str) -> None:
    for _ in range(2):
        response = await stranger.http.get(f"/api/{path}")
        assert (response.status_code, response.text) == (200, document_text())
        assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_it_is_served_under_the_names_of_the_desk_alone(stranger: Caller) -> None:
    response = await stranger.http.get("/api/openapi.json", headers={"host": "evil.example"})
    assert read_error(response) == (403, "this server does not answer to that host name")


async def test_it_can_only_be_read(stranger: Caller) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = await stranger.http.request(method, "/api/openapi.json")
        assert read_error(response) == (405, f"method {method} is not allowed here")


async def test_it_is_there_as_json_alone(stranger: Caller) -> None:
    response = await stranger.http.get("/api/openapi.yaml")
    assert (response.status_code, response.headers["content-type"]) == (400, "application/yaml; charset=utf-8")


WRITES = [
    (endpoint, place)
    for endpoint in described_calls()
    if endpoint.method != "GET"
    for place in DOCUMENT["paths"][f"/{endpoint.path}"][endpoint.method.lower()]["x-parameters-in"]
]
VALUES = {name: values[0] for name, values in KNOWN.items()} | {"name": "Press", "status": "R"}
OTHER_VALUES = {
    "transfer_conversation": {"department": GENERAL},
    "remove_conversation_tag": {"name": "urgent"},
    "add_conversation_tag": {"name": "refund"},
    "remove_customer_from_group": {"name": "Gold customers"},
    "register_customer": {"email": "new@post.example"},
    "change_category": {"kb_entry_id": str(BILLING_CATEGORY)},
}


@pytest.fixture(scope="module")
def desk() -> Iterator[DeskInMemory]:
    """A desk that is as new for each test."""
    opened = DeskInMemory()
    yield opened
    opened.close()


@pytest.mark.parametrize(("endpoint", "place"), WRITES, ids=lambda one: getattr(one, "name", one))
async def test_parameters_may_stand_where_it_says(desk: DeskInMemory, endpoint: Endpoint[Any, Any], place: str) -> None:
    """What a call cannot do without is read in each of the places."""
    needed = {name for name, field in endpoint.params.model_fields.items() if field.is_required()}
    values = {name: VALUES.get(name, "text") for name in needed} | OTHER_VALUES.get(endpoint.name, {})
    path = endpoint.path.format(**values)
    given = {name: value for name, value in values.items() if name not in endpoint.path_names}
    where: dict[str, dict[str, Any]] = {
        "query": {"params": given},
        "application/x-www-form-urlencoded": {"data": given},
        "multipart/form-data": {"files": {name: (None, value) for name, value in given.items()}},
        "application/json": {"json": given},
    }
    async with Caller(desk.application()) as caller:
        response = await caller.http.request(endpoint.method, f"/api/{path}", headers={"apikey": KEY}, **where[place])
    assert response.status_code == 200, response.text
