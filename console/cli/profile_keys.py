"""What a new profile is made of, and where its key is put."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from console.api.address import ServerAddress
from console.api.errors import AddressError
from console.cli.connection import keyring_name
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.profile import split_command
from console.config.errors import ConfigError
from console.config.kinds import Zone
from console.config.paths import make_private_directory
from console.config.profiles import Profile, Profiles, write_private
from console.config.secrets import drop_from_keyring, find_key, keep_in_keyring
from console.contract.secret import Secret

KEYS = "keys"
"""Folder of the keys that were kept in files, beside the profiles."""


def checked(options: argparse.Namespace) -> Profile:
    """The profile that the options of `lac profile add` describe; raises `CommandError` when it cannot be."""
    try:
        ServerAddress.parse(options.new_url)
    except AddressError as error:
        raise CommandError(ExitCode.USAGE, error.message) from None
    if options.new_zone and (allowed := Zone().wrong(options.new_zone)):
        raise CommandError(ExitCode.USAGE, f"{options.new_zone!r} is no zone; it must be {allowed}.")
    command = split_command(options.key_command) if options.key_command else []
    for text in (options.new_url, options.new_agent, *command):
        if not text.isprintable():
            raise CommandError(ExitCode.USAGE, f"There are control characters in {text!r}.")
    return Profile(
        url=options.new_url,
        agent=options.new_agent,
        zone=options.new_zone,
        ca_file=_absolute(options.ca_file),
        key_command=command,
        key_file=_readable(_absolute(options.key_file)),
        keyring=options.keyring,
    )


def keep_key(profiles: Profiles, name: str, profile: Profile, key: Secret) -> Profile:
    """Put a key where the profile says, or else into a private file; the profile that finds it there."""
    if profile.keyring:
        keep_in_keyring(keyring_name(name, profile), key)
        return profile
    file = Path(KEYS) / name
    make_private_directory(profiles.path.parent / KEYS)
    write_private(profiles.path.parent / file, key.reveal() + "\n")
    return replace(profile, key_file=file)


def drop_key(profiles: Profiles, name: str, profile: Profile) -> bool:
    """Take away what `keep_key` kept; files that somebody else made stay. Whether there was any."""
    if profile.keyring:
        drop_from_keyring(keyring_name(name, profile))
        return True
    if profile.key_file != Path(KEYS) / name:
        return False
    with suppress(FileNotFoundError):
        (profiles.path.parent / profile.key_file).unlink()
    return True


def _readable(file: Path | None) -> Path | None:
    """A key file that will be read; raises `ConfigError` for one that others can read, or that has no key."""
    if file is not None:
        find_key(environ={}, file=file)
    return file


def _absolute(text: str | None) -> Path | None:
    if text is None:
        return None
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        message = f"There is no file {path}."
        raise ConfigError(message)
    return path
