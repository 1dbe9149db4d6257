"""What is loaded when, asked of fresh interpreters."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib

import pytest

from tests.hygiene.source import PACKAGE, ROOT, modules

HEAVY = {"textual", "rich", "httpx", "pydantic", "sqlalchemy", "starlette", "uvicorn"}

QUICK_COMMANDS = [["--version"], ["--help"], ["completion", "bash"], ["demo", "--help"], ["check", "--help"]]

FIRST_SCREEN = ["console.app", "console.ui.console_app", "console.services.bundle", "console.store.store"]
"""What is loaded before the first frame is painted; the engine's thread loads the rest afterwards."""

OWN = {"console", "tests", "benchmarks"}
PARTS_OF_OTHERS = {"pydantic-core"}
"""Pinned exactly by what it is a part of, which is declared."""
NOT_IMPORTED_BY_NAME = {"tzdata", "python-multipart", "httptools"}
"""Needed by the standard library's zoneinfo, by Starlette's forms and by Uvicorn's protocol."""


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Names of the top-level packages that a fresh interpreter has loaded after the code."""
    program = f"{code}\nimport json, sys\nsys.__stderr__.write(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(json.loads(ended.stderr))


@pytest.mark.parametrize(
    "package", ["console.services", "console.api", "console.store", "console.desk", "console.config"]
)
def test_nothing_but_the_interface_loads_textual(package: str) -> None:
    every_module = (
        f"import importlib, pkgutil, {package}\n"
        f"for found in pkgutil.walk_packages({package}.__path__, '{package}.'): importlib.import_module(found.name)"
    )
    assert not {"textual", "rich"} & loaded_by(every_module)


def test_the_package_itself_loads_nothing() -> None:
    before = loaded_by("pass")
    assert loaded_by("import console") - before == {"console"}


@pytest.mark.parametrize("arguments", QUICK_COMMANDS, ids=" ".join)
def test_quick_commands_load_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from console.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code in (None, 0), end.code"
    )
    loaded = loaded_by(code, *arguments)
    assert "console.cli.parser" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize("module", FIRST_SCREEN)
def test_the_first_screen_needs_no_network_and_no_models(module: str) -> None:
    assert not {"httpx", "pydantic", "starlette", "sqlalchemy"} & loaded_by(f"import {module}")


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {_distribution(text) for text in project["dependencies"]}
    extras = project["optional-dependencies"]
    optional = {_distribution(text) for name in ("postgres", "keyring", "pictures") for text in extras[name]}
    owners = importlib.metadata.packages_distributions()
    used = {_distribution(owner) for name in _imported() for owner in owners.get(name, [name])} - PARTS_OF_OTHERS
    assert used - declared - optional == set(), "imported, not declared"
    assert declared - used - NOT_IMPORTED_BY_NAME == set(), "declared, not imported"


def _imported() -> set[str]:
    names = set()
    for module in modules(PACKAGE):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OWN


def _distribution(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")
