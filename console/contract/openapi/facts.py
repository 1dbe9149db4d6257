"""What is known of calls, parameters and fields beside their shapes: words, certainty, errors and examples."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from console.contract.openapi.tree import Tree

_ACKNOWLEDGED = '{"status": "OK", "statuscode": 0}'


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a parameter or a field."""

    certainty: str
    """`doc`, `client` or `chosen`, as in the specification."""
    words: str
    type: str = "text"
    """`datetime` and `opdatetime` for parameters that are such; all else is in the contract."""
    letters: str = ""
    """The letters a parameter takes when its call does not take all of their kind."""
    unset: bool = False
    """Whether a field of letters may be null or empty."""


@dataclass(frozen=True, slots=True)
class KnownError:
    """An error that a call answers beside those that every call does."""

    code: int
    certainty: str
    words: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a call."""

    certainty: str
    since: str | None
    """The first version of the server that has the call, where that is known."""
    errors: tuple[KnownError, ...]
    example: Tree
    """What lies under `response`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known, by the names of calls and of classes of the contract."""

    calls: Mapping[str, CallFacts]
    parameters: Mapping[str, Mapping[str, Fact]]
    fields: Mapping[str, Mapping[str, Fact]]

    def parameter(self, model: type, name: str) -> Fact:
        """What is known of a parameter; raises KeyError when nobody has written it down."""
        return _of(self.parameters, model, name)

    def field(self, model: type, name: str) -> Fact:
        """What is known of a field; raises KeyError when nobody has written it down."""
        return _of(self.fields, model, name)


@cache
def read_facts() -> Facts:
    """The facts of all files in data/."""
    calls: dict[str, CallFacts] = {}
    parameters: dict[str, Mapping[str, Fact]] = {}
    fields: dict[str, Mapping[str, Fact]] = {}
    for file in sorted(files(__package__).joinpath("data").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            calls |= {name: _read_call(table) for name, table in content.get("calls", {}).items()}
            parameters |= {name: _read_facts(table) for name, table in content.get("parameters", {}).items()}
            fields |= {name: _read_facts(table) for name, table in content.get("fields", {}).items()}
    return Facts(calls, parameters, fields)


def _of(known: Mapping[str, Mapping[str, Fact]], model: type, name: str) -> Fact:
    for owner in model.__mro__:
        if name in known.get(owner.__name__, {}):
            return known[owner.__name__][name]
    message = f"{model.__name__}.{name} is not described in console/contract/openapi/data"
    raise KeyError(message)


def _read_call(table: Mapping[str, Any]) -> CallFacts:
    errors = tuple(KnownError(**error) for error in table.get("errors", ()))
    example = json.loads(table.get("example", _ACKNOWLEDGED))
    return CallFacts(table["certainty"], table.get("since"), errors, example)


def _read_facts(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Fact]:
    return {name: Fact(**fact) for name, fact in table.items()}
