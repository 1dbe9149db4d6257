"""What scripts import from the package itself, and the one call that connects them."""

from __future__ import annotations

from pathlib import Path

import pytest

import console
from console import LiveAgentClient, Status, connect
from console.api.errors import AddressError
from console.api.ledger import FileLedger, ledger_of
from console.config.errors import ConfigError, NoKeyError
from console.contract.enums import ConversationStatus
from console.contract.secret import Secret
from tests.api.support import CANARY

URL = "https://acme.example"


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of what programs keep."""
    monkeypatch.setenv("LAC_STATE", str(tmp_path))
    monkeypatch.delenv("LIVEAGENT_URL", raising=False)
    monkeypatch.delenv("LIVEAGENT_API_KEY", raising=False)
    return tmp_path


def test_every_export_is_there() -> None:
    assert set(console.__all__) == set(console._EXPORTS)
    assert {"__version__", *console.__all__} <= set(dir(console))
    for name in console.__all__:
        assert getattr(console, name) is not None
    assert Status is ConversationStatus
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        console.Nothing  # type: ignore[attr-defined] # noqa: B018 - what is asked for


async def test_connect_takes_address_and_key() -> None:
    async with connect(URL, key=f" {CANARY}\n", zone="Europe/Prague") as client:
        assert isinstance(client, LiveAgentClient)
        assert client.zone.key == "Europe/Prague"
        assert CANARY not in f"{vars(client)} {client.budget!r}"


async def test_connect_finds_them_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEAGENT_URL", URL)
    monkeypatch.setenv("LIVEAGENT_API_KEY", CANARY)
    for _ in range(2):  # a notebook runs its cells again
        async with connect() as client:
            assert client.budget.calls_a_minute == 150


async def test_calls_are_shared_with_other_programs_of_the_key(own_folders: Path) -> None:
    ledger = ledger_of(Secret(CANARY), own_folders / "budgets")
    assert isinstance(ledger, FileLedger)
    ledger.take(150)
    async with connect(URL, key=Secret(CANARY)) as client:
        assert client.budget.used_last_minute == 1
    async with connect(URL, key="another-key") as client:
        assert client.budget.used_last_minute == 0


def test_what_is_missing_is_said() -> None:
    with pytest.raises(NoKeyError, match="Give key, or set LIVEAGENT_API_KEY"):
        connect(URL)
    with pytest.raises(ConfigError, match="spaces or control characters"):
        connect(URL, key="two words")
    with pytest.raises(AddressError, match="No server address is given"):
        connect(key=CANARY)
    with pytest.raises(AddressError, match="Plain http would show the key"):
        connect("http://acme.example", key=CANARY)
