"""Size and documentation of modules, classes and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.hygiene.source import PACKAGE, ROOT, length, modules

LONGEST_MODULE, LONGEST_CLASS, LONGEST_FUNCTION = 300, 250, 60
LONGEST_TEST_MODULE = 400
FRAMEWORK_HOOKS = ("on_", "compose", "render", "watch_", "validate_", "compute_", "action_", "get_content_")

BORDERS = {
    "console/cli/main.py",  # writes a report and prints a sentence
    "console/ui/console_app.py",  # the interface has failed already, and drafts are still to be saved
    "console/ui/work/base.py",  # a worker's error becomes a message
    "console/services/outbox/sender.py",  # outlives what nobody foresaw; the row is in doubt when its lease is over
    "console/desk/app.py",  # answers 500, and keeps the live play going
    "console/desk/writes.py",  # hands what a call raised over to whoever waits for it
}
"""The modules that may catch everything."""

MAY_SKIP = {
    "tests/desk/conftest.py",  # PostgreSQL cannot be installed everywhere
}
"""The modules of tests that may leave tests out, and say why."""

SHIPPED = modules(PACKAGE)
ALL = modules(PACKAGE, ROOT / "tests", ROOT / "benchmarks")


def test_modules_classes_and_functions_are_short() -> None:
    too_long = []
    for module in ALL:
        most = LONGEST_TEST_MODULE if module.name.startswith("tests/") else LONGEST_MODULE
        if (lines := module.text.count("\n")) > most:
            too_long.append(f"{module.name} has {lines} lines")
        limits = [(node, LONGEST_CLASS) for node in module.classes()]
        for node, limit in [*limits, *((node, LONGEST_FUNCTION) for node in module.functions())]:
            if length(node) > limit:
                too_long.append(f"{module.name}: {node.name} has {length(node)} lines")
    assert not too_long


def test_every_module_says_what_lives_there() -> None:
    silent = []
    for module in ALL:
        first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
        if not first.endswith((".", ":", "?")):
            silent.append(f"{module.name}: {first!r}")
    assert not silent


def test_public_classes_and_functions_have_docstrings() -> None:
    assert not [f"{module.name}: {name}" for module in SHIPPED for name in _undocumented(module.tree.body, "")]


def test_nothing_is_left_for_later_and_no_check_is_switched_off_without_a_name() -> None:
    # Put together here, so that this module does not find itself.
    later = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    bare = ("# type: " + "ignore", "# no" + "qa", "pragma: no " + "cover")
    found = [
        f"{module.name}:{number}: {line.strip()}"
        for module in ALL
        for number, line in enumerate(module.text.splitlines(), 1)
        if any(word in line for word in later) or line.rstrip().endswith(bare)
    ]
    assert not found


def test_everything_is_caught_at_the_borders_alone() -> None:
    found = []
    for module in SHIPPED:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else "everything"
            goes_on = isinstance(node.body[-1], ast.Raise)
            if caught in ("Exception", "BaseException", "everything") and module.name not in BORDERS and not goes_on:
                found.append(f"{module.name}:{node.lineno}: {caught}")
    assert not found


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    excuses = {"skip", "skipif", "xfail", "importorskip"}
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules(ROOT / "tests")
        if module.name not in MAY_SKIP
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in excuses and "pytest" in ast.unparse(node.value)
    ]
    assert not found


def _undocumented(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None and not _explained_elsewhere(node, prefix):
            yield f"{prefix}{node.name} (line {node.lineno})"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body, f"{prefix}{node.name}.")


def _explained_elsewhere(node: ast.stmt, prefix: str) -> bool:
    """Overrides, overloads, setters and the framework's hooks are documented where they come from."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(decorators & {"override", "overload", "setter"}) or (
        bool(prefix) and node.name.startswith(FRAMEWORK_HOOKS)
    )
