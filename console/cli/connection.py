"""Which server, with which key, as whom: from command line, environment, profiles and settings file."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from console.api.address import ServerAddress
from console.api.errors import AddressError
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.config.errors import ConfigError, NoKeyError
from console.config.load import Overlay, load_settings
from console.config.model import Settings
from console.config.paths import Paths
from console.config.profiles import DEFAULT, VARIABLE, Profile, Profiles, load_profiles, profiles_file
from console.contract.secret import Secret

DEMO_HINT = "To try the console on a help desk of its own, run `lac demo`: it needs none of this."


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
    settings_file: Path


@dataclass(frozen=True, slots=True)
class Choice:
    """What was said about the server, as far as it was; the key is not looked for yet."""

    paths: Paths
    file: Path
    """The settings."""
    settings: Settings
    named: str
    """Name of the profile, `default` for the settings alone."""
    profile: Profile | None
    key_file: Path | None
    """The profile's."""
    chosen: bool
    """Whether the profile was named for this run."""
    profiles: int
    """How many profiles there are."""

    @property
    def url(self) -> str:
        """The server's address; empty when none is set."""
        return self.settings.server.url or ""

    @property
    def agent(self) -> str:
        """The agent's; empty when none is set."""
        return self.settings.agent or ""

    def missing(self, *, agent: bool) -> list[str]:
        """A sentence for each thing that has to be set."""
        sentences = []
        if not self.url:
            sentences.append(f"No server is set. Set LIVEAGENT_URL, give --url, or put server.url into {self.file}.")
        if agent and not self.agent:
            sentences.append(f"No agent is set. Set LIVEAGENT_AGENT, give --agent, or put agent into {self.file}.")
        return sentences

    def folder(self) -> str:
        """Name of this agent on this server, as folders are called."""
        return profile_name(_parse(self.url), self.agent)

    def find_key(self) -> Secret:
        """The key; raises `ConfigError`, `NoKeyError` when there is none.

        A profile's key goes to the profile's address alone, and the key of the environment not to a profile that was
        named and has one of its own. The variable is taken out of the environment in any case.
        """
        from console.config import secrets  # not for what is answered without a key

        environ: MutableMapping[str, str] = {secrets.VARIABLE: os.environ.pop(secrets.VARIABLE, "")}
        server, profile = self.settings.server, self.profile
        if profile is None:
            return secrets.find_key(
                environ=environ,
                command=server.key_command,
                file=server.key_file or self.paths.key_file,
                keyring_name=server.url if server.keyring else None,
            )
        if not profile.has_key_source or server.url != profile.url:
            return secrets.find_key(environ=environ)
        return secrets.find_key(
            environ={} if self.chosen else environ,
            command=profile.key_command,
            command_name=f"key_command of profile {self.named}",
            file=self.key_file,
            keyring_name=keyring_name(self.named, profile) if profile.keyring else None,
        )


def resolve_connection(options: argparse.Namespace, *, agent: bool = True, choice: Choice | None = None) -> Connection:
    """The connection that the options, the environment, the profile and the settings file describe.

    Raises `CommandError` with one sentence for each thing that is missing or wrong; `agent` says whether it has to be
    known who works. The key is taken out of the environment, so that no program started from here inherits it.
    """
    choice = choice or choose(options)
    missing = choice.missing(agent=agent)
    try:
        key = choice.find_key()
    except NoKeyError as error:
        missing[1 if missing and not choice.url else 0 : 0] = error.problems
    except ConfigError as error:
        raise _unusable(error) from None
    if missing:
        raise CommandError(ExitCode.USAGE, "\n     ".join([*missing, DEMO_HINT]))
    from console.cli import crash

    crash.hide(key.reveal)
    folder = choice.folder()
    return Connection(
        url=choice.url,
        key=key,
        agent=choice.agent,
        settings=choice.settings,
        profile=folder,
        state_dir=choice.paths.state / folder,
        cache_dir=choice.paths.cache / folder,
        settings_file=choice.file,
    )


def is_first(choice: Choice) -> bool:
    """Whether nothing at all is set, so that questions help more than the sentences about what is missing."""
    from console.config.secrets import VARIABLE

    is_known = choice.url or choice.agent or choice.profiles
    return not (is_known or choice.paths.key_file.exists() or os.environ.get(VARIABLE, "").strip())


def choose(options: argparse.Namespace) -> Choice:
    """What options, environment, profile and file say; raises `CommandError` when something in them is wrong."""
    paths = Paths.find()
    file = Path(options.config) if options.config else paths.settings_file
    linear = getattr(options, "linear", False) or None
    flags = {"ui.linear": linear, "server.url": options.url, "agent": options.agent, "server.zone": options.zone}
    try:
        profiles = load_profiles(profiles_file(paths))
        name, chosen = _profile_name(options, profiles)
        profile = None if name == DEFAULT else profiles.get(name)
        overlay = None
        if profile is not None:
            overlay = Overlay(profile.settings(), f"Profile {name} of {profiles.path}", chosen)
        required = options.config is not None
        settings = load_settings(file, environ=os.environ, flags=flags, required=required, overlay=overlay)
    except ConfigError as error:
        raise _unusable(error) from None
    key_file = profiles.key_file(profile) if profile is not None else None
    return Choice(paths, file, settings, name, profile, key_file, chosen, len(profiles.by_name))


def profile_name(address: ServerAddress, agent: str) -> str:
    """A folder's name for an agent on a server: readable, and different for different ones."""
    exact = f"{address} {agent.lower()}"
    readable = re.sub(r"[^a-z0-9.-]+", "_", f"{address.netloc}{address.prefix} {agent}".lower()).strip("._-")
    return f"{readable[:80]}-{hashlib.sha256(exact.encode()).hexdigest()[:8]}"


def keyring_name(name: str, profile: Profile) -> str:
    """Under which name the keyring has a profile's key: a changed address does not find it."""
    return f"{name} {profile.url}"


def _profile_name(options: argparse.Namespace, profiles: Profiles) -> tuple[str, bool]:
    """The profile, and whether it was named for this run."""
    named = getattr(options, "profile", None) or os.environ.get(VARIABLE, "").strip()
    return (named, True) if named else (profiles.current or DEFAULT, False)


def _unusable(error: ConfigError) -> CommandError:
    return CommandError(ExitCode.USAGE, "\n     ".join(error.problems))


def _parse(url: str) -> ServerAddress:
    try:
        return ServerAddress.parse(url)
    except AddressError as error:
        raise CommandError(ExitCode.USAGE, error.message) from None
