"""Endpoints: each call of API v1 as one typed constant, and the registry of them all."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from console.contract.base import Params, ReadContext, Record, WireTree

P = TypeVar("P", bound=Params)
R = TypeVar("R")
M = TypeVar("M", bound=Record)

Method = Literal["GET", "POST", "PUT", "DELETE"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class UnreadableAnswerError(ValueError):
    """The answer is JSON but not of the endpoint's shape."""


@dataclass(frozen=True, slots=True)
class Endpoint(ABC, Generic[P, R]):
    """One call: number and title of the specification, method, path template, parameters and how its answer is read."""

    number: str
    """Number in the specification, such as "3.6"."""
    name: str
    """Name in code, such as "read_conversation": of the desk's handler and of the documentation."""
    title: str
    method: Method
    path: str
    """Template below `api/`, such as `conversations/{conversationid}`."""
    params: type[P]

    @property
    def path_names(self) -> tuple[str, ...]:
        """Names of the parameters that stand in the path."""
        return tuple(_PLACEHOLDER.findall(self.path))

    def resolve(self, params: P) -> tuple[str, dict[str, str]]:
        """The percent-encoded path and the remaining parameters of a request."""
        values = params.wire()
        path = _PLACEHOLDER.sub(lambda match: quote(values.pop(match.group(1)), safe=""), self.path)
        return path, values

    @abstractmethod
    def decode(self, tree: WireTree, context: ReadContext) -> R:
        """The typed answer; raises `UnreadableAnswerError` when the tree has another shape."""


@dataclass(frozen=True, slots=True)
class ObjectEndpoint(Endpoint[P, M]):
    """A call whose fields lie directly under `response`."""

    record: type[M] = field(kw_only=True)

    def decode(self, tree: WireTree, context: ReadContext) -> M:
        """The record under `response`."""
        return _read(self.record, tree, context)


@dataclass(frozen=True, slots=True)
class ListEndpoint(Endpoint[P, list[M]]):
    """A call that answers rows in an envelope."""

    record: type[M] = field(kw_only=True)
    envelope: str = field(kw_only=True)
    other_envelopes: tuple[str, ...] = ()
    """Envelopes of other generations of the server, read when the own one is absent."""

    def decode(self, tree: WireTree, context: ReadContext) -> list[M]:
        """The rows of the envelope. Rows that are no objects are left out; so one bad row never hides the others."""
        for key in (self.envelope, *self.other_envelopes):
            if key in tree:
                rows = tree[key]
                break
        else:
            if tree == {} and not context.strict:
                return []
            message = f"the answer has no {self.envelope!r}"
            raise UnreadableAnswerError(message)
        if isinstance(rows, Mapping):
            rows = list(rows.values())
        if not isinstance(rows, list):
            if rows in (None, "") and not context.strict:
                return []
            message = f"{self.envelope!r} is no list"
            raise UnreadableAnswerError(message)
        return [_read(self.record, row, context) for row in rows if context.strict or isinstance(row, Mapping)]


def _read(record: type[M], data: object, context: ReadContext) -> M:
    try:
        return record.model_validate(data, context=context)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "answer"
        message = f"{record.__name__}: {where}: {first['msg']}"
        raise UnreadableAnswerError(message) from None


class Registry:
    """All endpoints by name, in the specification's order."""

    def __init__(self) -> None:
        self._endpoints: dict[str, Endpoint[Any, Any]] = {}

    def add(self, *endpoints: Endpoint[Any, Any]) -> None:
        """Register a resource's endpoints; a name can be there once."""
        for endpoint in endpoints:
            if endpoint.name in self._endpoints:
                message = f"endpoint {endpoint.name} is registered twice"
                raise ValueError(message)
            self._endpoints[endpoint.name] = endpoint

    def __iter__(self) -> Iterator[Endpoint[Any, Any]]:
        return iter(sorted(self._endpoints.values(), key=lambda one: [int(part) for part in one.number.split(".")]))

    def __len__(self) -> int:
        return len(self._endpoints)
