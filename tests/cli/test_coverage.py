"""The table of coverage is complete, names what is there, and would show a call that nobody tests."""

from __future__ import annotations

import ast
from functools import reduce
from pathlib import Path

import pytest

from console.api.client import LiveAgentClient
from console.api.transport import in_process
from console.cli.calls import CALLS
from console.cli.coverage import Covered, coverage
from console.cli.coverage_scan import Traces, modules_that_test, shown_by_tests
from console.cli.described import describe
from console.cli.parser import build_parser
from console.contract.secret import Secret
from tests.desk.small_desk import KEY

CALL = Traces("3.12", "GET", "conversations/{conversationid}/tags", "LIST_CONVERSATION_TAGS", "conversations.tags")


@pytest.fixture(scope="module")
def rows() -> list[Covered]:
    """The table of this tree."""
    return coverage()


async def nowhere(*_: object) -> None:
    """An application that nobody asks."""


def test_every_call_has_all_of_it(rows: list[Covered]) -> None:
    assert [row.number for row in rows] == [call[0] for call in CALLS]
    assert [row.call for row in rows if not (row.client and row.handler and row.tests)] == []
    assert all("cli/test_every_call.py" in row.tests for row in rows)


def test_methods_of_the_client_are_there(rows: list[Covered]) -> None:
    client = LiveAgentClient(in_process(nowhere, Secret(KEY)))
    for row in rows:
        assert callable(reduce(getattr, row.client.split("."), client)), row.client


def test_commands_are_there(rows: list[Covered]) -> None:
    assert {row.command for row in rows} <= {command.path for command in describe(build_parser()).walk()}


@pytest.mark.parametrize(
    "code",
    [
        "async def test_it(client):\n    await client.conversations.tags(OPEN)",
        "def test_it(caller):\n    caller.call(LIST_CONVERSATION_TAGS, params)",
        "def test_it(here):\n    here('api', 'GET', 'conversations/abc/tags?x=1')",
        "def test_it(caller):\n    caller.raw('GET', f'/api/conversations/{OPEN}/tags/')",
        "def read(c):\n    c.raw('GET', f'conversations/{OPEN}/tags')\ndef test_it(c):\n    read(c)",
        "TABLE = {'3.12': 'x'}\n@parametrize('number', TABLE)\ndef test_it(number):\n    pass",
    ],
)
def test_what_shows_that_a_call_is_made(tmp_path: Path, code: str) -> None:
    (tmp_path / "test_one.py").write_text(code)
    assert modules_that_test([tmp_path], [CALL]) == {"3.12": {tmp_path / "test_one.py"}}


@pytest.mark.parametrize(
    "code",
    [
        "def helper(client):\n    client.conversations.tags(OPEN)\ndef test_it():\n    pass",
        "def test_it(caller):\n    caller.raw('POST', f'conversations/{OPEN}/tags')",
        "def test_it(caller):\n    caller.raw('GET', f'customers/{OPEN}/tags')",
        "def test_it(caller):\n    caller.raw('GET', 'conversations//tags')",
        "def test_it(client):\n    client.tags.list()",
        "def test_it():\n    assert '3.12' != 'conversations.tags'",
    ],
)
def test_what_does_not_show_it(tmp_path: Path, code: str) -> None:
    (tmp_path / "test_one.py").write_text(code)
    assert shown_by_tests(ast.parse(code))
    assert modules_that_test([tmp_path], [CALL]) == {"3.12": set()}


def test_a_call_without_a_test_is_seen() -> None:
    row = Covered("3.12", "GET x", "a.b", "c.d", "lac x", [])
    assert row.cells()[-1] == "**none**"
