"""The contract against the specification: all calls, with their parameters, fields, types, letters and marks."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from console.contract.base import CustomField, Moment, ReadContext, Record
from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.contract.enums import Access, Letters
from console.contract.registry import REGISTRY
from tests.contract.docstrings import said_of
from tests.contract.specification import Call, Item, read_calls
from tests.desk.small_desk import ZONE

CALLS = read_calls()
ENDPOINTS: dict[tuple[str, str], Endpoint[Any, Any]] = {(one.method, one.path): one for one in REGISTRY}
PAIRS = [pytest.param(call, ENDPOINTS.get((call.method, call.path)), id=str(call)) for call in CALLS]

ACCEPTED_AS_WELL = {"report_agents": {"departmentid"}, "list_customers": {"companyid"}}
"""Parameters that a note of the specification adds to its table."""
WORDS_ALONE = {"browsercookiename", "deleted"}
"""Fields with a list of values that nothing depends on: they are read as text."""
OTHER_WORDS: dict[tuple[type[Letters], str], str] = {(Access, "I"): "agents"}
"""Letters whose meaning the specification says with another word."""


def test_the_same_64_calls_in_the_same_order() -> None:
    assert len(CALLS) == 64
    said = [(call.number, call.method, call.path, call.title) for call in CALLS]
    assert [(one.number, one.method, one.path, one.title) for one in REGISTRY] == said


@pytest.mark.parametrize(("call", "endpoint"), PAIRS)
def test_parameters(call: Call, endpoint: Endpoint[Any, Any]) -> None:
    fields = endpoint.params.model_fields
    assert set(fields) - ACCEPTED_AS_WELL.get(endpoint.name, set()) == {item.name for item in call.params}
    assert {name for name, info in fields.items() if info.is_required()} == {
        item.name for item in call.params if item.required
    }
    assert set(endpoint.path_names) == {item.name for item in call.params if item.in_path}


@pytest.mark.parametrize(("call", "endpoint"), PAIRS)
def test_answers(call: Call, endpoint: Endpoint[Any, Any]) -> None:
    assert (endpoint.envelope if isinstance(endpoint, ListEndpoint) else None) == call.envelope
    _check_fields(_record(endpoint), call.fields)


@pytest.mark.parametrize(("call", "endpoint"), PAIRS)
def test_types_and_letters(call: Call, endpoint: Endpoint[Any, Any]) -> None:
    for model, items in ((endpoint.params, call.params), *_records(_record(endpoint), call.fields)):
        for item in items:
            _check_type(item, _types(model.model_fields[item.name].annotation))


@pytest.mark.parametrize(("call", "endpoint"), PAIRS)
def test_what_is_chosen_says_so(call: Call, endpoint: Endpoint[Any, Any]) -> None:
    for model, items in ((endpoint.params, call.params), *_records(_record(endpoint), call.fields)):
        unmarked = [item.name for item in items if item.chosen and "[chosen]" not in said_of(model, item.name)]
        assert not unmarked, model.__name__


@pytest.mark.parametrize(("call", "endpoint"), PAIRS)
def test_the_example_is_read(call: Call, endpoint: Endpoint[Any, Any]) -> None:
    answer = endpoint.decode(call.example, ReadContext(ZONE))
    rows = call.example[call.envelope] if call.envelope else [call.example]
    records = answer if isinstance(answer, list) else [answer]
    assert len(records) == len(rows) >= 1
    for record, row in zip(records, rows, strict=True):
        assert not record.model_extra
        kept = record.model_dump(mode="json", include=set(row))
        assert {name: _as_text(value) for name, value in kept.items()} == {
            name: _as_text(value) for name, value in row.items()
        }


def _record(endpoint: Endpoint[Any, Any]) -> type[Record]:
    assert isinstance(endpoint, ListEndpoint | ObjectEndpoint)
    record: type[Record] = endpoint.record
    return record


def _check_fields(record: type[BaseModel], items: tuple[Item, ...]) -> None:
    assert set(record.model_fields) == {item.name for item in items}, record.__name__
    for model, children in list(_records(record, items))[1:]:
        assert set(model.model_fields) == {item.name for item in children}, model.__name__


def _records(record: type[BaseModel], items: tuple[Item, ...]) -> Iterator[tuple[type[BaseModel], tuple[Item, ...]]]:
    """The record, and those of the lists in its rows."""
    yield record, items
    for item in items:
        if item.children:
            inner = next(one for one in _types(record.model_fields[item.name].annotation) if issubclass(one, BaseModel))
            yield from _records(inner, item.children)


def _types(annotation: object) -> set[type]:
    """The classes that an annotation is made of."""
    found = {annotation} if isinstance(annotation, type) else set()
    return found.union(*(_types(one) for one in get_args(annotation))) - {type(None)}


def _check_type(item: Item, types: set[type]) -> None:
    letters = [one for one in types if issubclass(one, Letters)]
    if item.type == "constlist" and item.name not in WORDS_ALONE:
        assert letters or types == {bool}, item.name
    if types == {bool}:
        assert set(item.choices) == {"Y", "N"}, item.name
    for one in letters if item.choices else ():
        for letter, meaning in item.choices.items():
            member = one(letter)
            assert member.known, f"{item.name} {letter}"
            word = OTHER_WORDS.get((one, letter), member.word)
            assert _first_word(word) == _first_word(meaning), f"{item.name} {letter}"
    if item.type == "datetime":
        assert types in ({Moment}, {str}), item.name  # a field has a moment, a parameter the wire's text
    if item.type in ("list", "json"):
        assert CustomField in types or any(issubclass(one, Record) for one in types), item.name
    if item.type == "int" and item.name != "statuscode":
        assert types == {int}, item.name


def _first_word(text: str) -> str:
    return text.replace(",", " ").split()[0]


def _as_text(value: object) -> object:
    """A value as it would be in a row: numbers lose nothing that matters, null and empty are alike."""
    if isinstance(value, list):
        return [{name: _as_text(one) for name, one in row.items()} for row in value]
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, float) or (isinstance(value, str) and value.replace(".", "", 1).isdigit()):
        return float(value)
    return float(value) if isinstance(value, int) else value or ""
