"""The rule "what is painted is clean": fields of records reach the painter only through `console.ui.text`.

A painter takes text as it is, and the guard behind it would only replace what is wrong, not show it well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

SERVER_FIELDS = frozenset(
    {
        *("subject", "customer_name", "customer_email", "department_name", "preview", "code", "public_code"),
        *("owner_note", "name", "email", "note", "value", "title", "snippet", "body", "html", "text", "message"),
        *("raw", "at_raw", "tags", "detail", "state_words", "url", "words", "customer"),
    }
)
"""Attributes of records, errors and answers that hold what a server said."""
DOORS = frozenset({"clean", "content", "cell", "segment_text", "describe_link", "short_name", "status_word"})
"""Functions that give clean text, whatever they get."""
LINE_STYLES = frozenset({"text", "strong", "dim", "heading", "marker", "warning", "good", "link", "quote", "system"})
_STILL_TEXT = frozenset({"join", "strip", "replace", "partition", "split", "lower", "pad", "clip"})
OWN_WORDS = frozenset({"screen.state.sort.value"})
"""Fields of these names that hold words of the console."""


def uncleaned(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each field of a record that is painted as it came, also by way of a local name."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        raw_names: set[str] = set()
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and _is_text(node.value) and any(_fields(node.value, raw_names)):
                raw_names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        for painted in _painted(scope):
            yield from _fields(painted, raw_names)


def _is_text(value: ast.expr) -> bool:
    """Not the answer of a function that makes something else of its arguments."""
    return not isinstance(value, ast.Call) or _name_of(value.func) in _STILL_TEXT


def _painted(scope: ast.AST) -> Iterator[ast.expr]:
    """Texts given to a painter, and the first of each pair of a text and a line style."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "put":
            yield from node.args[:1]
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and _is_style(node.elts[1]):
            yield node.elts[0]


def _is_style(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(name)):
            return name in LINE_STYLES
        case ast.IfExp(body=body, orelse=other):
            return _is_style(body) and _is_style(other)
    return False


def _fields(node: ast.AST, raw_names: set[str]) -> Iterator[tuple[int, str]]:
    """What of an expression is a field that no door has cleaned."""
    match node:
        case ast.Call(func=function) if _name_of(function) in DOORS or _name_of(function) in ("len", "sum", "any"):
            return
        case ast.Attribute(attr=name, lineno=line) if name in SERVER_FIELDS:
            if ast.unparse(node) not in OWN_WORDS:
                yield line, ast.unparse(node)
        case ast.Name(id=name, lineno=line) if name in raw_names:
            yield line, name
        case ast.IfExp(body=body, orelse=other):  # what is only asked is not painted
            yield from _fields(body, raw_names)
            yield from _fields(other, raw_names)
        case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
            yield from _fields(element, raw_names)
        case ast.Compare():
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _fields(child, raw_names)


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
