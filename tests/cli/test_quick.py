"""What a quick command loads, asked of fresh interpreters: no command pays for what another one needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from console.cli.described import describe
from console.cli.parser import build_parser
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.hygiene.source import ROOT

HEAVY = {"textual", "rich", "httpx", "pydantic", "sqlalchemy", "starlette", "uvicorn"}
SLOW = {"asyncio", "ssl", "subprocess", "platformdirs", "logging"}
"""Not heavy, but not for nothing either."""
PROGRAM = """
import json, sys
from console.cli.main import main
codes = []
for arguments in json.loads(sys.argv[1]):
    try:
        codes.append(main(arguments))
    except SystemExit as end:
        codes.append(end.code or 0)
sys.__stderr__.write(json.dumps([codes, sorted(sys.modules)]))
"""


def loaded_by(*commands: list[str]) -> set[str]:
    """Names of the modules that a fresh interpreter has after these commands, all of which succeed."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    codes, modules = json.loads(ended.stderr.splitlines()[-1])
    assert set(codes) == {0}, ended.stderr
    return set(modules)


def test_every_help_is_quick(home: object) -> None:
    commands = [[*command.words[1:], "--help"] for command in describe(build_parser()).walk()]
    loaded = loaded_by(*commands)
    assert {"console.cli.queue", "console.cli.customer", "console.cli.report"} <= loaded
    assert not (HEAVY | SLOW | {"dataclasses"}) & loaded


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["completion", "bash"],
        ["completion", "zsh"],
        ["complete", "paths", "con"],
        ["complete", "profiles"],
    ],
    ids=" ".join,
)
def test_what_shells_ask_is_quick(home: object, arguments: list[str]) -> None:
    loaded = loaded_by(arguments)
    assert not (HEAVY | SLOW | {"dataclasses", "platformdirs", "tomllib"}) & loaded
    assert ("console.cli.customer" in loaded) is (arguments[0] == "completion")


def test_the_queue_from_the_cache_is_quick(here: Here, small: SmallServer, monkeypatch: pytest.MonkeyPatch) -> None:
    here("queue")
    for name, value in here.environment.items():
        monkeypatch.setenv(name, value)
    small.faults = [Fault("GET", "", times=99)]
    assert not (HEAVY | SLOW) & loaded_by(["queue", "--json"], ["queue", "--status", "new", "--json"])
    # A table with letters that are not ASCII is measured, which takes one module of the interface and no more.
    assert not (HEAVY - {"rich"}) & loaded_by(["queue"])


def test_the_names_of_profiles_are_quick(home: object) -> None:
    assert not (HEAVY | SLOW) & loaded_by(["profile", "list", "--names"])
