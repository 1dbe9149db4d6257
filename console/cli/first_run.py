"""The first start, when nothing is set: the demo, or the way to one's own server in a few questions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import ask, complain
from console.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.connection import Choice, Connection
    from console.config.profiles import Profile
    from console.contract.secret import Secret

WELCOME: Final = (
    "LiveAgent Console is not set up yet.",
    "",
    "  1  try it on a help desk of its own; nothing leaves this machine",
    "  2  connect it to your LiveAgent",
    "  q  leave",
    "",
)
KEY_PLACES: Final = (
    "",
    "The key is one of API v1: Configuration, System, API in the agent panel.",
    "Where shall it be?",
    "  1  in a file that only you can read; you type or paste it, and it is not shown",
    "  2  in the desktop's keyring; you type or paste it, and it is not shown",
    "  3  a command prints it, such as: pass show liveagent",
)
TRIES: Final = 5
"""Answers that cannot be, after which nothing is asked any more."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: a profile without a key, and the key."""

    profile: Profile
    key: Secret


class LeftError(Exception):
    """Whoever was asked wants to leave."""


def first_run(options: argparse.Namespace, choice: Choice) -> int:
    """Ask, check and keep; then open what was chosen."""
    complain(*WELCOME)
    try:
        answer = _asked("Which one?", lambda text: text if text in ("1", "2") else None, "Type 1, 2 or q.")
        if answer == "1":
            return _demo(options)
        _connect(choice)
    except LeftError:
        complain("Nothing was set up. `lac` asks again; `lac demo` opens the demo.")
        return ExitCode.OK
    from console.cli.open_console import run_open

    return run_open(options)


def _demo(options: argparse.Namespace) -> int:
    from console.cli.parser import build_parser

    words = ["--linear"] if options.linear else []
    words += ["--theme", options.theme] if options.theme else []
    demo = build_parser().parse_args(["demo", *words])
    return int(demo.command(demo))


def _connect(choice: Choice) -> None:
    """Ask until there are answers that work, or that shall be kept all the same."""
    while True:
        try:
            answers = _answers()
        except (CommandError, ConfigError) as error:
            complain(str(error))
            continue
        works, profile = _works(choice, answers)
        if works or _asked("Keep it all the same (k), or answer again (a)?", _k_or_a, "Type k, a or q.") == "k":
            _keep(choice, replace(answers, profile=profile))
            return


def _k_or_a(text: str) -> str | None:
    return text if text in ("k", "a") else None


def _answers() -> Answers:
    from console.config.profiles import Profile

    url = _asked("Address of the server, such as https://acme.ladesk.com:", _address, "")
    agent = _asked("Your address as an agent:", _agent, "That is no mail address.")
    complain(*KEY_PLACES)
    place = _asked("Which one?", lambda text: text if text in ("1", "2", "3") else None, "Type 1, 2, 3 or q.")
    profile = Profile(url=url, agent=agent, keyring=place == "2")
    if place == "3":
        from console.cli.profile import split_command

        return _by_command(profile, split_command(_asked("The command:", lambda text: text or None, "")))
    return Answers(profile, _typed_key())


def _by_command(profile: Profile, command: list[str]) -> Answers:
    from console.config.secrets import find_key

    return Answers(replace(profile, key_command=command), find_key(environ={}, command=command))


def _typed_key() -> Secret:
    """The key, which no terminal shows while it is typed."""
    import sys
    from getpass import getpass

    from console.cli import crash
    from console.config.secrets import checked_key

    for _ in range(TRIES):
        try:
            text = getpass("The key (not shown): ", stream=sys.stderr).strip()
        except EOFError:
            break
        if text == "q":
            break
        try:
            key = checked_key(text)
        except ConfigError as error:
            complain(str(error) if text else "Nothing was typed. q leaves.")
            continue
        crash.hide(key.reveal)
        return key
    raise LeftError


def _asked(question: str, read: Callable[[str], str | None], otherwise: str) -> str:
    """An answer that can be, asked for until there is one; q leaves."""
    for _ in range(TRIES):
        text = ask(question)
        if text == "q":
            break
        found = read(text)
        if found is not None:
            return found
        if otherwise:
            complain(otherwise)
    raise LeftError


def _address(text: str) -> str | None:
    from console.api.address import ServerAddress
    from console.api.errors import AddressError

    try:
        ServerAddress.parse(text)
    except AddressError as error:
        complain(error.message)
        return None
    return text


def _agent(text: str) -> str | None:
    name, _, host = text.partition("@")
    return text if name and host and text.isprintable() and " " not in text else None


def _works(choice: Choice, answers: Answers) -> tuple[bool, Profile]:
    """Whether the server takes the answers, said in words; the profile may have got another zone."""
    import asyncio

    from console.cli.check import check

    complain("")
    try:
        code = asyncio.run(check(_connection(choice, answers)))
    except CommandError as error:
        complain(f"This does not work yet: {error.message}")
        return False, answers.profile
    return True, answers.profile if code == ExitCode.OK else replace(answers.profile, zone=_zone())


def _zone() -> str | None:
    from console.config.kinds import Zone

    def known(text: str) -> str | None:
        return text if not text or Zone().wrong(text) is None else None

    question = "The server's zone, such as Europe/Prague (Enter for later):"
    return _asked(question, known, "There is no such zone.") or None


def _connection(choice: Choice, answers: Answers) -> Connection:
    from console.cli.connection import Connection

    return Connection(
        url=answers.profile.url or "",
        key=answers.key,
        agent=answers.profile.agent or "",
        settings=choice.settings,
        profile="first",
        state_dir=choice.paths.state / "first",
        cache_dir=choice.paths.cache / "first",
        settings_file=choice.file,
    )


def _keep(choice: Choice, answers: Answers) -> None:
    """Make a profile of the answers that is used from now on, with the key where it was wanted."""
    from console.cli.profile_keys import keep_key
    from console.config.profiles import load_profiles, profiles_file, save_profiles, with_profile

    profiles, profile = load_profiles(profiles_file(choice.paths)), answers.profile
    name = _name(profile.url or "")
    if not profile.key_command:
        profile = keep_key(profiles, name, profile, answers.key)
    save_profiles(replace(with_profile(profiles, name, profile), current=name))
    complain(f"Kept as profile {name}; its key comes from: {profile.key_words()}. `lac profile` shows and changes it.")


def _name(url: str) -> str:
    """What a profile is called after its server: `acme` of `https://acme.ladesk.com`."""
    import re

    from console.api.address import ServerAddress

    first = ServerAddress.parse(url).netloc.partition(":")[0].partition(".")[0]
    name = re.sub(r"[^A-Za-z0-9_-]", "", first).strip("-_")[:40]
    return name if name and name != "default" and not name.isdigit() else "liveagent"
