"""The page that shows, for each call, who makes it, who answers it, and which tests do so over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import console
from console.cli.calls import CALLS
from console.cli.coverage_scan import Traces, client_methods, modules_that_test
from console.cli.reference_pages import head, joined, table
from console.contract.registry import REGISTRY

ROOT = Path(console.__file__).resolve().parent.parent
"""The source tree; without its tests there is no page."""
TESTED_OVER_HTTP = ("cli", "desk", "services", "stories")
"""Folders of tests/ whose tests ask a real desk: those of `cli` and `stories` over a socket, the others through its
application in the same process."""

INTRODUCTION = """\
The 64 calls of the specification. Read mechanically from the source: the method of the client that uses the endpoint,
the desk's handler that is registered for it, the command that makes the call, and the tests that name the call, its
method of the client or its path. `tests/cli/test_every_call.py` makes each of them over a socket and reads the answer
strictly. What each takes and answers is in [reference/calls.md](reference/calls.md)."""


def has_sources() -> bool:
    """Whether this program runs from its source tree."""
    return (ROOT / "tests" / "cli").is_dir()


@cache
def coverage_page() -> str:
    """A row for each call."""
    titles = ("no.", "call", "client", "desk", "command", "tests over HTTP")
    lines = head("Coverage of the API", INTRODUCTION)
    lines += table(titles, (row.cells() for row in coverage()))
    return joined(lines)


class Covered:
    """One call and what covers it."""

    def __init__(self, number: str, call: str, client: str, handler: str, command: str, tests: list[str]) -> None:
        self.number = number
        self.call = call
        self.client = client
        self.handler = handler
        self.command = command
        self.tests = tests

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        tests = ", ".join(self.tests) or "**none**"
        return self.number, f"`{self.call}`", f"`{self.client}`", f"`{self.handler}`", f"`{self.command}`", tests


def coverage(root: Path = ROOT) -> list[Covered]:
    """What covers each call, in the specification's order."""
    clients, handlers = client_methods(root / "console" / "api" / "resources"), _handlers()
    commands = {call[0]: f"lac {call[4]}" for call in CALLS}
    traces = {
        one.number: Traces(one.number, one.method, one.path, one.name.upper(), clients.get(one.number, ""))
        for one in REGISTRY
    }
    tests = modules_that_test([root / "tests" / folder for folder in TESTED_OVER_HTTP], traces.values())
    return [
        Covered(
            one.number,
            f"{one.method} {one.path}",
            clients.get(one.number, ""),
            handlers.get(one.number, ""),
            commands[one.number],
            list(_below_tests(tests[one.number], root)),
        )
        for one in REGISTRY
    ]


def _handlers() -> Mapping[str, str]:
    """The desk's functions by the number of the call they answer, those at the specification's own path."""
    from console.desk.handlers import HANDLERS

    return {
        handled.endpoint.number: f"{handled.function.__module__.rpartition('.')[2]}.{handled.function.__name__}"
        for (_, path), handled in HANDLERS.items()
        if path == handled.endpoint.path
    }


def _below_tests(files: set[Path], root: Path) -> Iterator[str]:
    return (str(file.relative_to(root / "tests")) for file in sorted(files))
