"""`lac profile`: several installations, each with its address, agent, zone and the place of its key."""

from __future__ import annotations

import argparse
import shlex
import sys

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands
    from console.config.profiles import Profiles
    from console.contract.secret import Secret

DESCRIPTION = """\
Keep several installations by name. `lac --profile NAME` and LAC_PROFILE work on
one of them for once; `lac profile use NAME` does from then on. What settings.toml
says alone is the profile `default`."""

EXAMPLES = """\
examples:
  lac profile add acme --url https://acme.ladesk.com --agent ana@acme.com
  lac profile add shop --url https://shop.example --agent ana@shop.example \\
      --key-command 'pass show shop'
  lac profile use acme
  lac --profile shop queue"""

ADD = """\
Keep an installation. Without another place for the key it is read from standard
input, unseen, and put into a file that only you can read; --keyring gives it to
the desktop's keyring instead. The key is never an argument."""

ADD_EXAMPLES = """\
examples:
  lac profile add acme --url https://acme.ladesk.com --agent ana@acme.com
  lac profile add acme --url ... --agent ... --key-command 'pass show acme'
  pass show acme | lac profile add acme --url ... --agent ... --keyring"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    parser = commands.add_parser("profile", description=DESCRIPTION, epilog=EXAMPLES)
    below = add_group(parser)
    below.announce("add", "keep an installation under a name", _add_adding)
    below.announce("list", "show all profiles", _add_listing)
    below.announce("show", "show one profile, and where its key comes from", _add_showing)
    below.announce("use", "work with a profile from now on", _add_using)
    below.announce("remove", "forget a profile, with the key that was kept for it", _add_removing)


def _add_adding(commands: Commands) -> None:
    parser = commands.add_parser("add", description=ADD, epilog=ADD_EXAMPLES)
    parser.add_argument("name", metavar="NAME", help="what it is called")
    # Under names of their own: the options before the command's name are those of this run.
    parser.add_argument("--url", metavar="URL", required=True, dest="new_url", help="the server's address")
    parser.add_argument("--agent", metavar="EMAIL", required=True, dest="new_agent", help="your address as an agent")
    parser.add_argument("--zone", metavar="ZONE", dest="new_zone", help="the server's time zone")
    parser.add_argument("--ca-file", metavar="FILE", help="certificates to trust beside the system's")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--key-command", metavar="COMMAND", help="a command that prints the key on its first line")
    place.add_argument("--key-file", metavar="FILE", help="a file with the key that only you can read")
    place.add_argument("--keyring", action="store_true", help="read the key and give it to the desktop's keyring")
    place.add_argument("--no-key", action="store_true", help="the key is in LIVEAGENT_API_KEY when it is needed")
    parser.add_argument("--use", action="store_true", help="work with it from now on")
    parser.set_defaults(command=run_add)


def _add_listing(commands: Commands) -> None:
    parser = commands.add_parser("list", description="Show all profiles.", epilog="examples:\n  lac profile list")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--names", action="store_true", help="names alone, a line each")
    shape.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(command=run_list)


def _add_showing(commands: Commands) -> None:
    examples = "examples:\n  lac profile show\n  lac profile show acme --json"
    parser = commands.add_parser("show", description="Show one profile; the current one without a name.")
    parser.epilog = examples
    parser.add_argument("name", metavar="PROFILE", nargs="?", help="which one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(command=run_show)


def _add_using(commands: Commands) -> None:
    examples = "examples:\n  lac profile use acme\n  lac profile use default          the settings file alone"
    parser = commands.add_parser("use", description="Work with a profile from now on.", epilog=examples)
    parser.add_argument("name", metavar="PROFILE", help="which one, or default")
    parser.set_defaults(command=run_use)


def _add_removing(commands: Commands) -> None:
    description = "Forget a profile, with the key that was kept for it. Drafts and what was last seen stay."
    parser = commands.add_parser("remove", description=description, epilog="examples:\n  lac profile remove acme")
    parser.add_argument("name", metavar="PROFILE", help="which one")
    parser.set_defaults(command=run_remove)


def run_add(options: argparse.Namespace) -> int:
    """Keep a profile and, where that is asked for, its key."""
    from console.cli.profile_keys import checked, keep_key
    from console.config.profiles import check_name, save_profiles, with_profile

    profiles = _load()
    check_name(options.name)
    if options.name in profiles.by_name:
        message = f"There is a profile {options.name} already; `lac profile remove {options.name}` forgets it."
        raise CommandError(ExitCode.USAGE, message)
    profile = checked(options)
    if profile.keyring or not (profile.has_key_source or options.no_key):
        profile = keep_key(profiles, options.name, profile, _read_key(options.name))
    profiles = with_profile(profiles, options.name, profile)
    save_profiles(_using(profiles, options.name) if options.use else profiles)
    say(f"Profile {options.name} is kept; its key comes from: {profile.key_words()}.")
    if not options.use:
        complain(
            f"`lac profile use {options.name}` works with it from now on; `lac --profile {options.name}` for once."
        )
    return ExitCode.OK


def run_list(options: argparse.Namespace) -> int:
    """Print the profiles."""
    from console.config.profiles import DEFAULT

    profiles = _load()
    if options.names:
        say(DEFAULT, *profiles.by_name)
        return ExitCode.OK
    if options.json:
        say_json({"profiles": [_as_json(profiles, name) for name in (DEFAULT, *profiles.by_name)]})
        return ExitCode.OK
    from console.cli.table import Column, screen_width, table_lines

    current = profiles.current or DEFAULT
    rows = [["*" if current == DEFAULT else "", DEFAULT, "as settings.toml says", "", ""]]
    for name, profile in profiles.by_name.items():
        mark = "*" if name == current else ""
        rows.append([mark, name, profile.url or "", profile.agent or "", profile.key_words()])
    columns = [
        Column(""),
        Column("name"),
        Column("server", least=12),
        Column("agent", least=10, rank=1),
        Column("key", least=8, rank=2),
    ]
    say(*table_lines(columns, rows, screen_width()))
    return ExitCode.OK


def run_show(options: argparse.Namespace) -> int:
    """Print one profile."""
    from console.cli.table import pair_lines
    from console.config.profiles import DEFAULT

    profiles = _load()
    name = options.name or options.profile or profiles.current or DEFAULT
    shown = _as_json(profiles, name)
    if options.json:
        say_json(shown)
        return ExitCode.OK
    pairs = [(word, str(value)) for word, value in shown.items() if value is not None and word != "current"]
    say(*pair_lines([*pairs, ("current", "yes" if shown["current"] else "no")]))
    return ExitCode.OK


def run_use(options: argparse.Namespace) -> int:
    """Note which profile is the current one."""
    from console.config.profiles import DEFAULT, save_profiles

    profiles = _load()
    if options.name != DEFAULT:
        profiles.get(options.name)
    save_profiles(_using(profiles, options.name))
    say(f"`lac` works with {'the settings file alone' if options.name == DEFAULT else options.name} from now on.")
    return ExitCode.OK


def run_remove(options: argparse.Namespace) -> int:
    """Forget a profile and the key that was kept for it."""
    from console.cli.profile_keys import drop_key
    from console.config.profiles import save_profiles, without_profile

    profiles = _load()
    profile = profiles.get(options.name)
    save_profiles(without_profile(profiles, options.name))
    dropped = drop_key(profiles, options.name, profile)
    say(f"Profile {options.name} is forgotten{', and the key that was kept for it' if dropped else ''}.")
    return ExitCode.OK


def _load() -> Profiles:
    from console.config.paths import Paths
    from console.config.profiles import load_profiles, profiles_file

    return load_profiles(profiles_file(Paths.find()))


def _using(profiles: Profiles, name: str) -> Profiles:
    from dataclasses import replace

    from console.config.profiles import DEFAULT

    return replace(profiles, current=None if name == DEFAULT else name)


def _as_json(profiles: Profiles, name: str) -> dict[str, object]:
    from console.config.profiles import DEFAULT, Profile

    current = (profiles.current or DEFAULT) == name
    profile = Profile() if name == DEFAULT else profiles.get(name)
    key = "as settings.toml says" if name == DEFAULT else profile.key_words()
    known = {"url": profile.url, "agent": profile.agent, "zone": profile.zone, "key": key}
    return {"name": name, **known, "current": current}


def _read_key(name: str) -> Secret:
    """The key from standard input: unseen at a terminal, its first line otherwise."""
    from console.cli import crash
    from console.config.secrets import checked_key

    if sys.stdin.isatty():
        from getpass import getpass

        text = getpass(f"API key of {name} (not shown): ", stream=sys.stderr)
    else:
        text = sys.stdin.readline()
    if not text.strip():
        message = "No key was given. Type it or pipe it in, or say where it is: --key-command, --key-file, or --no-key."
        raise CommandError(ExitCode.USAGE, message)
    key = checked_key(text.strip())
    crash.hide(key.reveal)
    return key


def split_command(text: str) -> list[str]:
    """A command line in words, as a shell would take them; raises `CommandError`."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise CommandError(ExitCode.USAGE, f"The command cannot be read: {error}.") from None
    if not words:
        raise CommandError(ExitCode.USAGE, "The command that prints the key is empty.")
    return words
