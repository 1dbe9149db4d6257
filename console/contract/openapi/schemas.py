"""Schemas of records and letters: what stands under `response`."""

from __future__ import annotations

import inspect
from typing import Any, get_args, get_type_hints

from pydantic.fields import FieldInfo

from console.contract.base import Count, Number, Record, Rows, Text, WireMoment
from console.contract.enums import Letters
from console.contract.openapi.facts import Facts
from console.contract.openapi.tree import Tree, reference, texts
from console.contract.report_rows import ReportRow

_TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"

_KINDS: tuple[tuple[Any, Tree], ...] = (
    (Text, {"type": ["string", "null"]}),
    (Count, {"type": "string", "pattern": "^-?[0-9]+$"}),
    (Number, {"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
    (WireMoment, {"type": ["string", "null"], "pattern": f"^({_TIME})?$"}),
)


class Schemas:
    """The schemas that are needed, gathered while they are referred to."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._made: dict[str, Tree] = {}

    def components(self) -> Tree:
        """Everything that was referred to, by name."""
        return dict(sorted(self._made.items()))

    def add(self, name: str, schema: Tree) -> Tree:
        """A reference to a schema by its name; raises ValueError when the name has another one."""
        if self._made.setdefault(name, schema) != schema:
            message = f"two schemas are called {name}"
            raise ValueError(message)
        return reference("schemas", name)

    def record(self, model: type[Record]) -> Tree:
        """A reference to the schema of a record."""
        return self.add(model.__name__, self._describe(model))

    def letters(self, kind: type[Letters]) -> Tree:
        """A reference to the schema of a set of letters."""
        return self.add(kind.__name__, describe_letters(kind))

    def _describe(self, model: type[Record]) -> Tree:
        hints = get_type_hints(model, include_extras=True)
        properties: Tree = {name: self._field(model, name, hints[name]) for name in model.model_fields}
        required = [name for name in model.model_fields if name not in model.newer_fields]
        return {
            "type": "object",
            "description": " ".join(words_of(model, _columns_of(model))),
            "properties": properties,
            "required": texts(required),
        }

    def _field(self, model: type[Record], name: str, hint: Any) -> Tree:
        fact = self._facts.field(model, name)
        kind = self._kind(hint, model.model_fields[name])
        if fact.unset:
            kind = {"anyOf": [kind, {"enum": ["", None]}]}
        return {**kind, "description": fact.words, "x-certainty": fact.certainty}

    def _kind(self, hint: Any, field: FieldInfo) -> Tree:
        for known, schema in _KINDS:
            if hint == known:
                return dict(schema)
        if Rows in getattr(hint, "__metadata__", ()):
            (row,) = get_args(get_args(hint)[0])
            return {"type": "array", "items": self.record(row)}
        if isinstance(hint, type) and issubclass(hint, Letters):
            return self.letters(hint)
        # What is no wire type always has the same value: the acknowledgement's two fields.
        return {"type": "integer" if isinstance(field.default, int) else "string", "const": field.default}


def describe_letters(kind: type[Letters], allowed: str = "") -> Tree:
    """The schema of a set of letters, or of those of them that a call takes."""
    members = [one for one in kind if not allowed or one.value in allowed]
    meanings = ", ".join(f"`{one.value}` {one.word}" for one in members)
    return {
        "type": "string",
        "enum": [one.value for one in members],
        "description": " ".join((*words_of(kind), f"{meanings}.")),
        "x-enum-varnames": [one.name for one in members],
    }


def words_of(thing: type, *more: str) -> tuple[str, ...]:
    """A class's own docstring, its lines joined, and further sentences that are not empty."""
    own = inspect.cleandoc(thing.__doc__ or "")
    paragraphs = (" ".join(paragraph.split()) for paragraph in own.split("\n\n"))
    return tuple(sentence for sentence in (*paragraphs, *more) if sentence)


def _columns_of(model: type[Record]) -> str:
    if not issubclass(model, ReportRow):
        return ""
    return f"Without `columns` these come: {', '.join(model.default_columns)}."
