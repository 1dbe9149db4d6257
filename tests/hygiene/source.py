"""The source tree as the rules see it: modules, their text and their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "console"


@dataclass(frozen=True)
class SourceModule:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path below the root, as messages name it."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """What is in the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text, self.name)

    def classes(self) -> Iterator[ast.ClassDef]:
        """All classes, nested ones too."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All functions and methods, nested ones too."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def modules(*folders: Path) -> tuple[SourceModule, ...]:
    """All modules below the folders, in the order of their names."""
    return tuple(SourceModule(path) for folder in folders for path in sorted(folder.rglob("*.py")))


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a class or function, from its name to its end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
