"""JSON trees that documents are made of."""

from __future__ import annotations

from typing import TypeAlias

Node: TypeAlias = "dict[str, Node] | list[Node] | str | int | float | bool | None"
"""Any value of JSON."""
Tree: TypeAlias = "dict[str, Node]"
"""An object of JSON."""


def reference(kind: str, name: str) -> Tree:
    """A reference to one of the document's components."""
    return {"$ref": f"#/components/{kind}/{name}"}


def texts(words: list[str] | tuple[str, ...]) -> list[Node]:
    """Strings as a list of JSON."""
    return list(words)
