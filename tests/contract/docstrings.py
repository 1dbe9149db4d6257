"""What the docstrings of a model say about one of its fields."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def said_of(model: type[BaseModel], name: str) -> str:
    """The docstring of the model itself, and that below the field, wherever it is declared."""
    own = [cls for cls in model.__mro__ if issubclass(cls, BaseModel) and cls.__module__.startswith("console.")]
    return "\n".join([model.__doc__ or "", *(_below_fields(cls).get(name, "") for cls in own)])


@cache
def _below_fields(cls: type[BaseModel]) -> dict[str, str]:
    body = _classes(cls.__module__)[cls.__name__].body
    found = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            found[field.target.id] = ast.literal_eval(below.value)
    return found


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    source = inspect.getsource(__import__(module, fromlist=["_"]))
    return {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)}
