"""The desk keeps to its OpenAPI document, whatever is sent to it that the document allows or forbids."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, TypeAlias

import hypothesis.strategies as st
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi import checks

from console.contract.endpoint import Endpoint
from console.contract.openapi.document import described_calls, make_document
from tests.desk.caller import STRICT
from tests.desk.fresh_desk import DeskInMemory, FreshDesk, failures
from tests.desk.known_values import KNOWN
from tests.desk.small_desk import KEY

SOAK = "LAC_SOAK" in os.environ
EXAMPLES = {GenerationMode.POSITIVE: 50 if SOAK else 8, GenerationMode.NEGATIVE: 50 if SOAK else 6}
"""Requests of each kind for each call."""

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]

CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MODES = [
    (endpoint, mode)
    for endpoint in described_calls()
    for mode in GenerationMode
    # Any text is an identifier, and a call that takes nothing else cannot be called wrongly.
    if mode is GenerationMode.POSITIVE
    or endpoint.method != "GET"
    or set(endpoint.params.model_fields) - {*endpoint.path_names}
]
SUFFIXES = (".json", ".xml", ".yaml")


@pytest.fixture(scope="module")
def desk() -> Iterator[FreshDesk]:
    """A desk that each test has for itself."""
    opened = DeskInMemory()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def schema() -> BaseSchema:
    """The document, as it is tested: the key is not left to chance."""
    loaded = schemathesis.openapi.from_dict(make_document())
    loaded.config.generation.update(with_security_parameters=False)
    return loaded


@pytest.mark.parametrize(("endpoint", "mode"), MODES, ids=lambda one: getattr(one, "name", one))
def test_answers_are_documented(
    desk: FreshDesk, schema: BaseSchema, endpoint: Endpoint[Any, Any], mode: GenerationMode
) -> None:
    """What is answered has a documented status, type and shape; a 500 is a refusal and never a failure of the desk."""
    schema.app = desk.application()
    operation: Operation = schema[f"/{endpoint.path}"][endpoint.method]

    @settings(
        max_examples=EXAMPLES[mode],
        database=None,
        derandomize=not SOAK,
        phases=[Phase.generate, Phase.shrink] if SOAK else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), choice=st.randoms(use_true_random=False))
    def check(case: Case[Any], choice: Any) -> None:
        make_some_known(case, choice)
        assume(not case.formatted_path.endswith(SUFFIXES))
        response = case.call_and_validate(headers={"apikey": KEY}, checks=CHECKS)
        if response.status_code == 200:
            endpoint.decode(response.json()["response"], STRICT)

    with failures() as failed:
        check()
    assert failed == []
    assert desk.findings() == []


def make_some_known(case: Case[Any], choice: Any) -> None:
    """Put values that mean something in the place of most of those that mean nothing."""
    for values in (case.path_parameters, case.query, case.body):
        if isinstance(values, dict):
            for name in values.keys() & KNOWN.keys():
                if choice.random() < 0.8:
                    values[name] = choice.choice(KNOWN[name])


@pytest.mark.parametrize("endpoint", described_calls(), ids=lambda endpoint: endpoint.name)
def test_no_call_is_answered_without_a_key(desk: FreshDesk, schema: BaseSchema, endpoint: Endpoint[Any, Any]) -> None:
    schema.app = desk.application()
    operation: Operation = schema[f"/{endpoint.path}"][endpoint.method]
    known = {name: KNOWN[name][0] for name in endpoint.path_names}
    case = operation.Case(path_parameters=known)
    assert case.call_and_validate(checks=CHECKS).status_code == 400
    assert case.call_and_validate(headers={"apikey": "0" * 32}, checks=CHECKS).status_code == 401
