"""The settings with the sentences under them, for the documentation."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any

from console.config.kinds import kinds_of


@dataclass(frozen=True, slots=True)
class DescribedSetting:
    """One setting, or a section of them."""

    name: str
    kind: Any
    default: object
    sentence: str


def describe_settings(model: type) -> Iterator[DescribedSetting]:
    """The settings of a section in their order, each with the string under it."""
    kinds, sentences = kinds_of(model), _strings_under(model)
    for one in fields(model):
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        yield DescribedSetting(one.name, kinds[one.name], default, sentences.get(one.name, ""))


def _strings_under(model: type) -> dict[str, str]:
    """The string after each assignment of a class, by the name assigned to."""
    (definition,) = ast.parse(inspect.getsource(model)).body
    if not isinstance(definition, ast.ClassDef):
        raise AssertionError
    found = {}
    for above, below in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name) and isinstance(below, ast.Expr):
            found[above.target.id] = inspect.cleandoc(str(ast.literal_eval(below.value)))
    return found
