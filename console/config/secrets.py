"""Finding the API key: environment, command, file, keyring. Never a flag, never a setting, never in the state."""

from __future__ import annotations

import importlib
import importlib.util
import os
import stat
import subprocess
import threading
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path

from console.config.errors import ConfigError, NoKeyError
from console.config.folders import APP_NAME
from console.contract.secret import Secret

VARIABLE = "LIVEAGENT_API_KEY"
COMMAND_LIMIT = 10.0
"""Seconds for `server.key_command`."""
KEYRING_LIMIT = 3.0
"""Seconds; a locked keyring without a desktop waits for ever for a prompt that nobody sees."""

_LONGEST = 4096


def find_key(
    *,
    environ: MutableMapping[str, str] = os.environ,
    command: Sequence[str] = (),
    file: Path | None = None,
    keyring_name: str | None = None,
    command_limit: float = COMMAND_LIMIT,
    keyring_limit: float = KEYRING_LIMIT,
    command_name: str = "server.key_command",
) -> Secret:
    """The key from the first place that has one; raises `ConfigError` when a place is unusable, `NoKeyError` when
    there is none.

    The variable is removed from the environment, so that no child process gets it. `file` may be missing, but not
    readable by others. `keyring_name` is the server's address, under which the keyring has the key; None leaves the
    keyring out; `command_name` is what messages call the command. Blocks while the command runs: call it before the
    interface starts.
    """
    text = environ.pop(VARIABLE, "").strip()
    if not text and command:
        text = _from_command(command, command_limit, command_name)
    if not text and file is not None:
        text = _from_file(file)
    if not text and keyring_name is not None:
        text = _from_keyring(keyring_name, keyring_limit)
    if not text:
        place = f", or put it into {file} (mode 600)" if file is not None else ""
        message = f"There is no API key. Set {VARIABLE}, or server.key_command in the settings{place}."
        raise NoKeyError(message)
    return checked_key(text)


def checked_key(text: str) -> Secret:
    """The text as a key; raises `ConfigError` when it cannot be one."""
    if not text.isprintable() or " " in text or not 0 < len(text) <= _LONGEST:
        message = "The API key has spaces or control characters in it; check where it was copied from."
        raise ConfigError(message)
    return Secret(text)


def has_keyring() -> bool:
    """Whether the program was installed with what asks the desktop's keyring."""
    return importlib.util.find_spec("keyring") is not None


def keep_in_keyring(name: str, key: Secret) -> None:
    """Give the key to the desktop's keyring under a name; raises `ConfigError` when there is none that takes it."""
    if not has_keyring():
        message = "There is no keyring: install the keyring extra, or let the key be kept in a file."
        raise ConfigError(message)
    keyring = importlib.import_module("keyring")
    failures: type[Exception] = importlib.import_module("keyring.errors").KeyringError
    try:
        keyring.set_password(APP_NAME, name, key.reveal())
    except failures:
        message = "The keyring did not take the key; it may be locked, or there is none on this machine."
        raise ConfigError(message) from None


def drop_from_keyring(name: str) -> None:
    """Take a key out of the keyring; one that is not there, or cannot be reached, is no error."""
    if not has_keyring():
        return
    keyring = importlib.import_module("keyring")
    failures: type[Exception] = importlib.import_module("keyring.errors").KeyringError
    with suppress(failures):
        keyring.delete_password(APP_NAME, name)


def _from_command(command: Sequence[str], limit: float, setting: str) -> str:
    name = command[0]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, a list of words, no shell
            [*command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"{setting}: {name} did not end within {limit:g} seconds."
        raise ConfigError(message) from None
    except OSError as error:
        message = f"{setting}: {name} cannot be run: {error.strerror}."
        raise ConfigError(message) from None
    if done.returncode != 0:
        message = f"{setting}: {name} ended with code {done.returncode}; run it by hand to see why."
        raise ConfigError(message)
    text = _first_line(done.stdout)
    if not text:
        message = f"{setting}: {name} printed nothing on its first line."
        raise ConfigError(message)
    return text


def _from_file(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    except OSError as error:
        reason = "it is a symbolic link" if path.is_symlink() else error.strerror
        message = f"The key file {path} is not read: {reason}."
        raise ConfigError(message) from None
    with open(handle, "rb") as opened:
        _check_file(path, os.fstat(handle))
        return _first_line(opened.read(_LONGEST))


def _check_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        message = f"The key file {path} is not read: it is no plain file."
    elif found.st_uid != os.getuid():
        message = f"The key file {path} is not read: it belongs to another user."
    elif found.st_mode & 0o077:
        message = f"The key file {path} is not read: others may read it. Run: chmod 600 {path}"
    else:
        return
    raise ConfigError(message)


def _from_keyring(name: str, limit: float) -> str:
    """The keyring's key, or nothing when there is no keyring, no answer in time, or an error of its own."""
    if not has_keyring():
        return ""
    found: list[str] = []

    def ask() -> None:
        keyring = importlib.import_module("keyring")
        failures: type[Exception] = importlib.import_module("keyring.errors").KeyringError
        try:
            found.append(keyring.get_password(APP_NAME, name) or "")
        except failures:
            return

    asking = threading.Thread(target=ask, name="keyring", daemon=True)  # a hanging one must not keep the program alive
    asking.start()
    asking.join(limit)
    return found[0].strip() if found else ""


def _first_line(output: bytes) -> str:
    return output.decode(errors="replace").partition("\n")[0].strip()
