"""The examples of docs/api-client.md, run one after the other against the demo desk."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.api.transport import HttpTransport, in_process
from console.contract.secret import Secret
from console.contract.zone import DEFAULT_ZONE
from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.seed import DEMO_NOW, seed_demo
from tests.hygiene.source import ROOT

PAGE = ROOT / "docs" / "api-client.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
KEY = "key-of-the-examples-0123456789"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The demo desk, which every address leads to."""
    database = Database.open(str(tmp_path / "desk.db"))
    seed_demo(database, now=DEMO_NOW)
    with database.write() as connection:
        store_key(connection, KEY, name="examples", now=DEMO_NOW)
    desk = create_desk(database, clock=lambda: DEMO_NOW, zone=ZoneInfo(DEFAULT_ZONE))

    def to_the_desk(_url: str, key: Secret, **_: Any) -> HttpTransport:
        return in_process(desk, key)

    monkeypatch.setattr("console.connecting.over_network", to_the_desk)
    monkeypatch.setenv("LAC_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("LIVEAGENT_URL", "https://acme.ladesk.com")
    monkeypatch.setenv("LIVEAGENT_API_KEY", KEY)
    yield
    database.close()


async def test_the_examples_run(server: None, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for number, example in enumerate(EXAMPLES):
        code = compile(example, f"example {number}", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if "asyncio.run(" in example:  # a script, which has a loop of its own
            await asyncio.to_thread(exec, code, {"__name__": "__main__"})
        else:
            running = FunctionType(code, names)()
            if inspect.isawaitable(running):
                await running
    printed = capsys.readouterr().out
    assert "Trust & Privacy" in printed
    assert "The server did not find it." in printed
    assert re.search(r"\d+ of 150", printed)
    assert len(names["everything"]) >= len(names["waiting"]) >= 3
    assert names["texts"]
    assert names["busiest"].maxQueue > 0
    assert 0 < names["registered"] < 200
