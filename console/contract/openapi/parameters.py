"""Parameters of calls: in paths and queries, and in bodies of the three kinds that the server reads."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_type_hints

from console.contract.base import Commas, CustomFields, Flag, Params, Record
from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.contract.enums import Letters
from console.contract.openapi.facts import Fact, Facts
from console.contract.openapi.schemas import Schemas, describe_letters
from console.contract.openapi.tree import Tree, reference, texts

Place = Literal["path", "query", "form", "json"]

_MOST = 2**31 - 1
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WHEN = f"{_DAY}( [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})?"

SHARED: Tree = {
    "CustomFieldValue": {
        "type": "object",
        "description": "A value of a custom field in a request; the same code may come several times.",
        "properties": {"code": {"type": "string", "minLength": 1}, "value": {"type": "string"}},
        "required": ["code", "value"],
    },
    "Time": {
        "type": "string",
        "description": "A time in the server's zone, or a day for its first second (in a report's end, its last).",
        "pattern": f"^{_WHEN}$",
        "examples": ["2015-01-12 16:20:09", "2015-01-12"],
    },
    "TimeCondition": {
        "type": "string",
        "description": "A time with an operator in front: `eq:` (also when there is none), `neq:`, `gt:`, `lt:`, "
        "`gte:`, `lte:`, `btw:` with two times, both included, or `lk:` with a pattern of `%` for any characters and "
        "`?` for one.",
        "pattern": f"^(((eq|neq|gt|lt|gte|lte):)?{_WHEN}|btw:{_WHEN},{_WHEN}|lk:[0-9%?: -]*)$",
        "examples": ["gte:2015-01-12 00:00:00", "btw:2015-01-01,2015-01-31", "lk:2015-01-%"],
    },
}
"""Schemas of what parameters are made of."""
_TIMES = {"datetime": "Time", "opdatetime": "TimeCondition"}
"""Names of the two kinds of times by those of the specification."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a call besides the key."""

    name: str
    kind: Any
    """Its annotated type, without None."""
    required: bool
    in_path: bool
    fact: Fact
    columns: tuple[str, ...]
    """What `columns` of a report chooses from."""


def parameters_of(endpoint: Endpoint[Any, Any], facts: Facts) -> list[Parameter]:
    """The parameters of a call, in the contract's order."""
    hints = get_type_hints(endpoint.params, include_extras=True)
    columns = tuple(record.model_fields) if (record := _record_of(endpoint)) else ()
    return [
        Parameter(
            name,
            _without_none(hints[name]),
            field.is_required(),
            name in endpoint.path_names,
            facts.parameter(endpoint.params, name),
            columns,
        )
        for name, field in endpoint.params.model_fields.items()
    ]


class ParameterSchemas:
    """Parameters as a document has them, in each place where they can stand."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def in_address(self, parameter: Parameter) -> Tree:
        """A parameter in the path or in the query."""
        place: Place = "path" if parameter.in_path else "query"
        described: Tree = {
            "name": parameter.name,
            "in": place,
            "required": parameter.required,
            "description": parameter.fact.words,
            "schema": self._schema(parameter, place),
            "x-certainty": parameter.fact.certainty,
        }
        if _is_list(parameter):
            described |= {"style": "form", "explode": False}
        return described

    def body(self, model: type[Params], parameters: list[Parameter]) -> Tree:
        """The request body of a call that changes something: a form of either kind, or a JSON object."""
        name = model.__name__.removesuffix("Params")
        form, json = self._object(parameters, "form"), self._object(parameters, "json")
        of_form: Tree = {"schema": self._schemas.add(f"{name}Form", form)}
        of_json: Tree = of_form if form == json else {"schema": self._schemas.add(f"{name}Json", json)}
        content: Tree = {
            "application/x-www-form-urlencoded": of_form,
            "multipart/form-data": of_form,
            "application/json": of_json,
        }
        return {"required": any(one.required for one in parameters), "content": content}

    def _object(self, parameters: list[Parameter], place: Place) -> Tree:
        described: Tree = {"type": "object", "properties": {one.name: self._property(one, place) for one in parameters}}
        required = [one.name for one in parameters if one.required]
        return described | ({"required": texts(required)} if required else {})

    def _property(self, parameter: Parameter, place: Place) -> Tree:
        schema, fact = self._schema(parameter, place), parameter.fact
        words = f"{fact.words}. {schema['description']}" if "description" in schema else fact.words
        return {**schema, "description": words, "x-certainty": fact.certainty}

    def _schema(self, parameter: Parameter, place: Place) -> Tree:
        kind, fact = parameter.kind, parameter.fact
        if fact.type in _TIMES:
            return reference("schemas", _TIMES[fact.type])
        if kind == Flag:
            return _flag(place)
        if kind == CustomFields:
            return _custom_fields(place)
        if kind is int:
            return {"type": "integer", "minimum": 0, "maximum": _MOST}
        if _is_list(parameter):
            return {"type": "array", "items": self._item(parameter)}
        if isinstance(kind, type) and issubclass(kind, Letters):
            return self._letters(kind, fact)
        return _text(parameter)

    def _letters(self, kind: type[Letters], fact: Fact) -> Tree:
        return describe_letters(kind, fact.letters) if fact.letters else self._schemas.letters(kind)

    def _item(self, parameter: Parameter) -> Tree:
        (item,) = get_args(_without_none(get_args(parameter.kind)[0]))
        if issubclass(item, Letters):
            return self._letters(item, parameter.fact)
        return {"type": "string", "enum": texts(parameter.columns)}


def _record_of(endpoint: Endpoint[Any, Any]) -> type[Record] | None:
    return endpoint.record if isinstance(endpoint, ListEndpoint | ObjectEndpoint) else None


def _without_none(hint: Any) -> Any:
    """`X | None` is `X`."""
    if NoneType not in get_args(hint):
        return hint
    (kind,) = (one for one in get_args(hint) if one is not NoneType)
    return kind


def _is_list(parameter: Parameter) -> bool:
    """Whether it is a list that travels as one string with commas."""
    return Commas in getattr(parameter.kind, "__metadata__", ())


def _flag(place: Place) -> Tree:
    if place == "json":
        return {"type": ["string", "boolean"], "enum": ["Y", "N", True, False]}
    return {"type": "string", "enum": ["Y", "N"]}


def _text(parameter: Parameter) -> Tree:
    """Any text; what is empty counts as absent, but for a message."""
    if parameter.name == "password":
        return {"type": "string", "format": "password"}
    if parameter.required and parameter.name != "message":
        return {"type": "string", "minLength": 1}
    return {"type": "string"}


def _custom_fields(place: Place) -> Tree:
    rows: Tree = {"type": "array", "items": reference("schemas", "CustomFieldValue")}
    if place == "json":
        return rows
    return {"type": "string", "contentMediaType": "application/json", "contentSchema": rows}
