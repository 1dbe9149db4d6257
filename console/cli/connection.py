"""Which server, with which key, as whom: from command line, environment and settings file."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from console.api.address import ServerAddress
from console.api.errors import AddressError
from console.cli import crash
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.config.errors import ConfigError, NoKeyError
from console.config.load import load_settings
from console.config.model import Settings
from console.config.paths import Paths
from console.config.secrets import find_key
from console.contract.secret import Secret


@dataclass(frozen=True, slots=True)
class Connection:
    """Everything that is needed to reach a server and to keep what belongs to it apart from all else."""

    url: str
    key: Secret
    agent: str
    settings: Settings
    profile: str
    """Name of this agent on this server, as folders are called."""
    state_dir: Path
    cache_dir: Path


def resolve_connection(options: argparse.Namespace) -> Connection:
    """The connection that the options, the environment and the settings file describe.

    Raises `CommandError` with one sentence for each thing that is missing or wrong. The key is taken out of the
    environment, so that no program started from here inherits it.
    """
    paths = Paths.find()
    settings_file = Path(options.config) if options.config else paths.settings_file
    flags = {"server.url": options.url, "agent": options.agent, "server.zone": options.zone}
    try:
        settings = load_settings(settings_file, environ=os.environ, flags=flags, required=options.config is not None)
        key, missing = _find_key(settings, paths)
    except ConfigError as error:
        raise CommandError(ExitCode.USAGE, "\n     ".join(error.problems)) from None
    url, agent = settings.server.url, settings.agent
    if not url:
        missing.insert(0, f"No server is set. Set LIVEAGENT_URL, give --url, or put server.url into {settings_file}.")
    if not agent:
        missing.append(f"No agent is set. Set LIVEAGENT_AGENT, give --agent, or put agent into {settings_file}.")
    if not url or not agent or key is None:
        missing.append("To try the console on a help desk of its own, run `lac demo`: it needs none of this.")
        raise CommandError(ExitCode.USAGE, "\n     ".join(missing))
    crash.hide(key.reveal)
    profile = profile_name(_parse(url), agent)
    return Connection(
        url=url,
        key=key,
        agent=agent,
        settings=settings,
        profile=profile,
        state_dir=paths.state / profile,
        cache_dir=paths.cache / profile,
    )


def profile_name(address: ServerAddress, agent: str) -> str:
    """A folder's name for an agent on a server: readable, and different for different ones."""
    exact = f"{address} {agent.lower()}"
    readable = re.sub(r"[^a-z0-9.-]+", "_", f"{address.netloc}{address.prefix} {agent}".lower()).strip("._-")
    return f"{readable[:80]}-{hashlib.sha256(exact.encode()).hexdigest()[:8]}"


def _find_key(settings: Settings, paths: Paths) -> tuple[Secret | None, list[str]]:
    try:
        key = find_key(
            environ=os.environ,
            command=settings.server.key_command,
            file=settings.server.key_file or paths.key_file,
            keyring_name=settings.server.url if settings.server.keyring else None,
        )
    except NoKeyError as error:
        return None, list(error.problems)
    return key, []


def _parse(url: str) -> ServerAddress:
    try:
        return ServerAddress.parse(url)
    except AddressError as error:
        raise CommandError(ExitCode.USAGE, error.message) from None
