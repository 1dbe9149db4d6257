"""A client for scripts and notebooks in one call; the console and its commands are put together in app.py and cli/."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from console.api.budget import DEFAULT_CALLS_A_MINUTE, Budget
from console.api.client import LiveAgentClient
from console.api.ledger import ledger_of
from console.api.transport import over_network
from console.config.errors import NoKeyError
from console.config.paths import Paths
from console.config.secrets import VARIABLE, checked_key
from console.contract.secret import Secret
from console.contract.zone import DEFAULT_ZONE

URL_VARIABLE = "LIVEAGENT_URL"


def connect(
    url: str | None = None,
    *,
    key: Secret | str | None = None,
    zone: ZoneInfo | str = DEFAULT_ZONE,
    ca_file: Path | None = None,
    calls_a_minute: int = DEFAULT_CALLS_A_MINUTE,
) -> LiveAgentClient:
    """A client of a LiveAgent server, to be used with `async with`. Nothing is asked of the server yet.

    Address and key come from `LIVEAGENT_URL` and `LIVEAGENT_API_KEY` when they are not given. `zone` is that of the
    server's times. The calls a minute are shared with all programs of this user that have the same key. Raises
    `AddressError` when the address cannot be used, and `ConfigError` when there is no key or none that could be one.
    """
    secret = _secret(key)
    transport = over_network(url or os.environ.get(URL_VARIABLE, ""), secret, ca_file=ca_file)
    budget = Budget(calls_a_minute, ledger=ledger_of(secret, Paths.find().state / "budgets"))
    return LiveAgentClient(transport, zone=zone, budget=budget)


def _secret(key: Secret | str | None) -> Secret:
    text = key.reveal() if isinstance(key, Secret) else key or os.environ.get(VARIABLE, "")
    if not text.strip():
        message = f"There is no API key. Give key, or set {VARIABLE}."
        raise NoKeyError(message)
    return checked_key(text.strip())
