"""The rule "no server text is read as markup", on syntax trees of the interface's modules.

Textual reads a `str` as markup in the places below: a tag in a customer's text would run actions there, and a
bracket would end the program. Drawable text comes from `console.ui.text`; our own words may be literals without `[`.
`cleaning_rule.py` has the rule for what is painted by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

TEXT_DOORS = frozenset({"content", "cell", "Content", "assemble", "styled"})
"""Calls that give drawable text that is never read as markup."""

WIDGETS = frozenset(
    {
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "ToggleButton",
        "Collapsible",
        "Placeholder",
        "Tab",
        "TabPane",
        "Option",
        "OptionList",
        "Selection",
        "SelectionList",
        "Select",
        "Toast",
        "Hit",
        "DiscoveryHit",
        "Tooltip",
        "Link",
    }
)
"""Constructors that read markup in their positional arguments and in the keywords below."""
METHODS = {
    *("add_row", "add_rows", "add_column", "add_columns", "add_option", "add_options", "add_leaf", "set_label"),
    *("set_options", "replace_option_prompt", "replace_option_prompt_at_index", "with_tooltip"),
}
TEXT_KEYWORDS = {"content", "label", "prompt", "title", "text", "renderable", "placeholder", "tooltip", "border_title"}
ATTRIBUTES = {"tooltip", "border_title", "border_subtitle"}
FORBIDDEN = {"Markdown", "MarkdownViewer", "RichLog", "Log", "Pretty", "from_markup", "render_markup"}
"""Widgets that read far more than markup in a text, and doors that exist to read it."""


def violations(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and reason of each place where a text could be read as markup."""
    for scope in _scopes(tree):
        safe_names = _safe_names(scope)
        draws = isinstance(scope, ast.FunctionDef) and scope.name == "render"
        for node in _nodes_of(scope):
            if isinstance(node, ast.Call):
                yield from _check_call(node, safe_names)
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                yield from _check_assignment(node, safe_names)
            elif isinstance(node, ast.Return) and draws and node.value and not _is_drawable(node.value, safe_names):
                yield node.lineno, f"render() returns {ast.unparse(node.value)}, which may be read as markup"
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
                yield from _check_import(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and WIDGETS.intersection(map(_name_of, node.bases)):
            yield from _check_subclass(node)


def _check_import(node: ast.ImportFrom) -> Iterator[tuple[int, str]]:
    """Under another name this rule would not know them."""
    for name in node.names:
        if name.asname and name.name in WIDGETS | FORBIDDEN:
            yield node.lineno, f"{name.name} under another name"


def _check_subclass(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    """What a widget that reads markup hands to itself."""
    for scope in _scopes(node):
        safe = _safe_names(scope)
        for call in (found for found in _nodes_of(scope) if isinstance(found, ast.Call)):
            if ast.unparse(call.func) in ("super().__init__", "self.update") and not _is_markup_off(call):
                texts = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in TEXT_KEYWORDS)]
                for text in texts:
                    if not _is_drawable(text, safe):
                        yield text.lineno, f"{ast.unparse(call.func)}({ast.unparse(text)}) may be read as markup"


def _check_call(call: ast.Call, safe: set[str]) -> Iterator[tuple[int, str]]:
    name = _name_of(call.func)
    if name in FORBIDDEN:
        yield call.lineno, f"{name} reads what customers write"
    elif name == "notify" and not _is_markup_off(call):
        yield call.lineno, "notify() without markup=False"
    elif name == "exit" and any(keyword.arg == "message" for keyword in call.keywords):
        yield call.lineno, "exit(message=...) is printed as it is; print after the end of the application"
    elif name in WIDGETS | METHODS and not _is_markup_off(call):
        texts = [argument for argument in call.args if not _is_identifier(name, call, argument)]
        texts += [keyword.value for keyword in call.keywords if keyword.arg in TEXT_KEYWORDS]
        for text in texts:
            if not _is_drawable(text, safe):
                yield text.lineno, f"{name}({ast.unparse(text)}) may be read as markup"
    else:
        for keyword in call.keywords:
            if keyword.arg == "tooltip" and not _is_drawable(keyword.value, safe):
                yield keyword.value.lineno, f"tooltip={ast.unparse(keyword.value)} may be read as markup"


def _check_assignment(node: ast.Assign | ast.AnnAssign | ast.AugAssign, safe: set[str]) -> Iterator[tuple[int, str]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        is_text = isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES
        if is_text and node.value is not None and not _is_drawable(node.value, safe):
            yield node.lineno, f"{ast.unparse(target)} = {ast.unparse(node.value)} may be read as markup"


def _is_drawable(node: ast.expr, safe: set[str]) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return "[" not in text
        case ast.Constant():
            return True
        case ast.Call():
            return _name_of(node.func) in TEXT_DOORS | WIDGETS
        case ast.IfExp(body=body, orelse=other):
            return _is_drawable(body, safe) and _is_drawable(other, safe)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            return all(_is_drawable(value, safe) for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_drawable(left, safe) and _is_drawable(right, safe)
        case ast.Starred(value=value) | ast.Await(value=value):
            return _is_drawable(value, safe)
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
            return _is_drawable(element, safe)
        case ast.Name(id=name):
            return name in safe
        case _:
            return False


def _is_identifier(name: str, call: ast.Call, argument: ast.expr) -> bool:
    """Hits of the palette begin with a score."""
    return name == "Hit" and bool(call.args) and argument is call.args[0]


def _is_markup_off(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        for keyword in call.keywords
    )


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _name_of(value)
        case _:
            return ""


def _scopes(tree: ast.AST) -> Iterator[ast.AST]:
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield node


def _nodes_of(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the scopes inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        yield node
        yield from _nodes_of(node)


def _safe_names(scope: ast.AST) -> set[str]:
    """Names that hold nothing but drawable text in this scope."""
    found: dict[str, bool] = {}
    for node in _nodes_of(scope):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            name, value = node.target.id, node.value
        else:
            continue
        safe = {known for known, is_safe in found.items() if is_safe}
        found[name] = found.get(name, True) and _is_drawable(value, safe)
    return {name for name, is_safe in found.items() if is_safe}
