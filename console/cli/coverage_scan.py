"""Reads from the source which method of the client makes a call, and which modules of tests do."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from console.contract.registry import REGISTRY

_NUMBER = re.compile(r"\d+\.\d+")
_METHODS = ("GET", "POST", "PUT", "DELETE")
_ANY = "\0"
"""Stands in a path for what a test fills in."""


@dataclass(frozen=True)
class Traces:
    """By what a test shows that it makes a call."""

    number: str
    method: str
    path: str
    constant: str
    """Name of the endpoint."""
    client: str
    """Such as `conversations.list`."""


def client_methods(folder: Path) -> dict[str, str]:
    """The methods of the client by the number of the call they make, as they are called from it."""
    constants = {one.name.upper(): one.number for one in REGISTRY}
    found = {}
    for file in sorted(folder.glob("*.py")):
        for owner in _classes(ast.parse(file.read_text(encoding="utf-8"))):
            for method in owner.body:
                if isinstance(method, ast.AsyncFunctionDef | ast.FunctionDef):
                    for name in _names(method) & constants.keys():
                        found[constants[name]] = f"{file.stem.removesuffix('_writes')}.{method.name}"
    return {number: name.replace("conversation.", "conversations.") for number, name in found.items()} | _reports()


def _reports() -> dict[str, str]:
    """Reports have their endpoints from a table; their methods bear the endpoints' names."""
    found = {}
    for one in REGISTRY:
        if one.name.startswith("report_"):
            name = one.name.removeprefix("report_")
            service, _, rest = name.partition("_")
            found[one.number] = (
                f"reports.{service}.{rest}" if service in ("tickets", "chats", "calls") else f"reports.{name}"
            )
    return found


def modules_that_test(folders: Iterable[Path], calls: Collection[Traces]) -> dict[str, set[Path]]:
    """The modules of tests that make each call, by its number."""
    found: dict[str, set[Path]] = {call.number: set() for call in calls}
    for folder in folders:
        for file in sorted(folder.rglob("test_*.py")):
            shown = shown_by_tests(ast.parse(file.read_text(encoding="utf-8")))
            for call in calls:
                if any(_makes(seen, call) for seen in shown):
                    found[call.number].add(file)
    return found


def shown_by_tests(module: ast.Module) -> list[_Seen]:
    """What the tests of a module show, with what they take from the module's own functions and tables."""
    own = {name: node for node in module.body for name in _defined(node)}
    seen: dict[ast.stmt, _Seen] = {}
    waiting = [node for node in module.body if any(name.startswith("test_") for name in _defined(node))]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen[node] = _Seen(node)
            waiting += [own[name] for name in seen[node].names if name in own]
    return list(seen.values())


class _Seen:
    """What stands in a test, or in a function or table of its module."""

    def __init__(self, node: ast.stmt) -> None:
        self.names = _names(node)
        self.chains: set[str] = set()
        self.numbers: set[str] = set()
        self.requests: list[tuple[str, list[str]]] = []
        for inner in ast.walk(node):
            self._see(inner)

    def _see(self, node: ast.AST) -> None:
        match node:
            case ast.Attribute():
                self.chains.add(_chain(node))
            case ast.Dict(keys=keys):
                texts = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
                self.numbers |= {text for text in texts if _NUMBER.fullmatch(text)}
            case ast.Call(args=arguments) | ast.Tuple(elts=arguments):
                self._see_request([text for argument in arguments if (text := _text(argument)) is not None])

    def _see_request(self, texts: list[str]) -> None:
        """A method and, right behind it, a path."""
        for method, path in pairwise(texts):
            if method in _METHODS:
                self.requests.append((method, path.partition("?")[0].strip("/").removeprefix("api/").split("/")))


def _makes(seen: _Seen, call: Traces) -> bool:
    if call.number in seen.numbers or call.constant in seen.names:
        return True
    if call.client and any(chain == call.client or chain.endswith(f".{call.client}") for chain in seen.chains):
        return True
    wanted = call.path.split("/")
    return any(method == call.method and _fits(path, wanted) for method, path in seen.requests)


def _fits(path: list[str], wanted: list[str]) -> bool:
    if len(path) != len(wanted):
        return False
    return all(part == word or (word.startswith("{") and part) for part, word in zip(path, wanted, strict=True))


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _classes(module: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in module.body if isinstance(node, ast.ClassDef))


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _chain(node: ast.AST) -> str:
    """`a.b.c` of attributes; what is not a name in front of them is left out."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def _text(node: ast.AST) -> str | None:
    """A string, with a stand-in for what is filled into it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(value) or _ANY for value in values)
    return None
