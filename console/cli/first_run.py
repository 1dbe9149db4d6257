"""The first start, when nothing is set: the demo, or the way to one's own server in a few questions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.questions import LeftError, asked, told, typed_key
from console.config.errors import ConfigError

if TYPE_CHECKING:
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
FILE, KEYRING, COMMAND = "1", "2", "3"
"""Where the key shall be."""
NO_KEYRING: Final = "There is no keyring here: the program was installed without its keyring extra. Choose 1 or 3."
NOTHING: Final = "Nothing was set up. `lac` asks again; `lac demo` opens the demo."


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said: a profile without a key, and the key."""

    profile: Profile
    key: Secret

    @property
    def place(self) -> str:
        """Where the key shall be."""
        return COMMAND if self.profile.key_command else KEYRING if self.profile.keyring else FILE


def first_run(options: argparse.Namespace, choice: Choice) -> int:
    """Ask, check and keep; then open what was chosen."""
    told(*WELCOME)
    try:
        answer = asked("Which one?", lambda text: text if text in ("1", "2") else None, "Type 1, 2 or q.")
        if answer == "2":
            _connect(choice)
    except LeftError:
        told(NOTHING)
        return ExitCode.OK
    except KeyboardInterrupt:
        told("", NOTHING)
        return ExitCode.INTERRUPTED
    if answer == "1":
        return _demo(options)
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
    answers: Answers | None = None
    while True:
        answers = _answers(answers)
        works, profile = _works(choice, answers)
        if works or asked("Keep it all the same (k), or answer again (a)?", _k_or_a, "Type k, a or q.") == "k":
            _keep(choice, replace(answers, profile=profile))
            return


def _k_or_a(text: str) -> str | None:
    return text if text in ("k", "a") else None


def _f(text: str) -> str | None:
    return text if text == "f" else None


def _answers(before: Answers | None) -> Answers:
    """What is answered to all questions; Enter answers as before."""
    from console.config.profiles import Profile

    last = before.profile if before else Profile()
    url = asked("Address of the server, such as https://acme.ladesk.com:", _address, "", before=last.url or "")
    agent = asked("Your address as an agent:", _agent, "That is no mail address.", before=last.agent or "")
    told(*_key_places())
    place = asked("Which one?", _place, "", before=before.place if before else "")
    profile = Profile(url=url, agent=agent, keyring=place == KEYRING)
    if place == COMMAND:
        return _by_command(profile, before)
    return Answers(profile, typed_key(before.key if before else None))


def _key_places() -> tuple[str, ...]:
    from console.config.secrets import has_keyring

    return (
        "",
        "The key is one of API v1: Configuration, System, API in the agent panel.",
        "Where shall it be?",
        "  1  in a file that only you can read; you type or paste it, and it is not shown",
        "  2  in the desktop's keyring; "
        + ("you type or paste it, and it is not shown" if has_keyring() else "not here, its extra is not installed"),
        "  3  a command prints it, such as: pass show liveagent",
    )


def _place(text: str) -> str | None:
    from console.config.secrets import has_keyring

    if text in (FILE, COMMAND) or (text == KEYRING and has_keyring()):
        return text
    told(NO_KEYRING if text == KEYRING else "Type 1, 2, 3 or q.")
    return None


def _by_command(profile: Profile, before: Answers | None) -> Answers:
    """The key that a command prints, asked for until one does."""
    import shlex

    from console.cli.profile import split_command
    from console.config.secrets import find_key

    found: list[Answers] = []

    def tried(text: str) -> str | None:
        if not text:
            return None
        try:
            command = split_command(text)
            key = find_key(environ={}, command=command, command_name="The command")
        except (CommandError, ConfigError) as error:
            told(str(error))
            return None
        found.append(Answers(replace(profile, key_command=command), key))
        return text

    last = shlex.join(before.profile.key_command) if before else ""
    asked("The command:", tried, "", before=last)
    return found[-1]


def _address(text: str) -> str | None:
    from console.api.address import ServerAddress
    from console.api.errors import AddressError

    try:
        ServerAddress.parse(text)
    except AddressError as error:
        told(error.message)
        return None
    return text


def _agent(text: str) -> str | None:
    name, _, host = text.partition("@")
    return text if name and host and text.isprintable() and " " not in text else None


def _works(choice: Choice, answers: Answers) -> tuple[bool, Profile]:
    """Whether the server takes the answers, said in words; the profile may have got another zone."""
    import asyncio

    from console.cli.check import check

    told("", "Trying it out ...")
    try:
        code = asyncio.run(check(_connection(choice, answers)))
    except CommandError as error:
        told(f"This does not work yet: {error.message}")
        return False, answers.profile
    return True, answers.profile if code == ExitCode.OK else replace(answers.profile, zone=_zone())


def _zone() -> str | None:
    from console.config.kinds import Zone

    def known(text: str) -> str | None:
        return text if not text or Zone().wrong(text) is None else None

    question = "The server's zone, such as Europe/Prague (Enter for later):"
    return asked(question, known, "There is no such zone.") or None


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
    try:
        profile = profile if profile.key_command else keep_key(profiles, name, profile, answers.key)
    except ConfigError as error:
        if not profile.keyring:
            raise
        told(str(error))
        asked(
            "Keep it in a file that only you can read (f)?", lambda text: text if text == "f" else None, "Type f or q."
        )
        profile = keep_key(profiles, name, replace(profile, keyring=False), answers.key)
    save_profiles(replace(with_profile(profiles, name, profile), current=name))
    told(f"Kept as profile {name}; its key comes from: {profile.key_words()}. `lac profile` shows and changes it.")


def _name(url: str) -> str:
    """What a profile is called after its server: `acme` of `https://acme.ladesk.com`."""
    import re

    from console.api.address import ServerAddress

    first = ServerAddress.parse(url).netloc.partition(":")[0].partition(".")[0]
    name = re.sub(r"[^A-Za-z0-9_-]", "", first).strip("-_")[:40]
    return name if name and name != "default" and not name.isdigit() else "liveagent"
