"""The reference page of all calls: what each takes and answers, with what is known and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from console.cli.calls import CALLS
from console.cli.reference_pages import head, joined, table
from console.contract.base import Record
from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.contract.openapi.facts import Facts, read_facts
from console.contract.openapi.parameters import Parameter, parameters_of
from console.contract.registry import REGISTRY

INTRODUCTION = """\
All calls of API v1, as client, desk and command line know them. `lac api` makes any of them; the same is in
[openapi.json](../openapi.json) for programs. The key is added by the program and stands in no table.

How surely something is known: **doc** is said by the official page, **client** is seen in public programs that use the
API, **chosen** is attested nowhere and fits the rest; do not lean on it where you can avoid it."""


def calls_page() -> str:
    """Every call, in the specification's order."""
    facts, commands = read_facts(), {call[0]: call[4] for call in CALLS}
    lines = head("Calls", INTRODUCTION)
    for endpoint in REGISTRY:
        lines += _call(endpoint, facts, commands[endpoint.number])
    return joined(lines)


def _call(endpoint: Endpoint[Any, Any], facts: Facts, command: str) -> Iterator[str]:
    known = facts.calls[endpoint.name]
    since = f", since {known.since}" if known.since else ""
    yield from (f"## {endpoint.number} {endpoint.title}", "")
    yield from (f"`{endpoint.method} {endpoint.path}` ({known.certainty}{since}), in `lac {command}`", "")
    if parameters := parameters_of(endpoint, facts):
        rows = (_parameter_row(one) for one in parameters)
        yield from (*table(("parameter", "needed", "what it is", "known by"), rows), "")
    envelope = f"`{endpoint.envelope}`, a list of rows" if isinstance(endpoint, ListEndpoint) else "fields"
    yield from (f"Answer: {envelope}.", "")
    if isinstance(endpoint, ListEndpoint | ObjectEndpoint):
        yield from (*table(("field", "what it is", "known by"), _field_rows(endpoint.record, facts, "")), "")
    if known.errors:
        yield from ("Errors beside those of every call: " + _errors(known.errors) + ".", "")


def _parameter_row(one: Parameter) -> tuple[str, ...]:
    needed = "path" if one.in_path else "yes" if one.required else "no"
    return f"`{one.name}`", needed, one.fact.words, one.fact.certainty


def _field_rows(record: type[Record], facts: Facts, above: str) -> Iterator[tuple[str, ...]]:
    """The fields of a row, and those of the rows in it."""
    for name, field in record.model_fields.items():
        fact = facts.field(record, name)
        yield f"`{above}{name}`", fact.words, fact.certainty
        for inner in _records_in(field.annotation):
            yield from _field_rows(inner, facts, f"{above}{name}[].")


def _records_in(annotation: object) -> Iterator[type[Record]]:
    for one in get_args(annotation):
        if isinstance(one, type) and issubclass(one, Record):
            yield one


def _errors(errors: Iterable[Any]) -> str:
    return "; ".join(f"{error.code} {error.words} ({error.certainty})" for error in errors)
