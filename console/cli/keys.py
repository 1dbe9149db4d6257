"""`lac keys`: the keys of the console by place, and whether those of the settings are right."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.cli.lazy import Commands
    from console.config.model import Settings
    from console.ui.actions import Action, Place
    from console.ui.actions.keymap import Keymap

PRESETS = ("default", "mutt", "gmail", "arrows")
"""The keymaps that come with the program, without loading them."""

DESCRIPTION = """\
Print the keys of the console as the settings have them, by the place where they
act: keys, the name that `[keys]` of the settings takes, and what they do.

--check says what is wrong with the keys of a settings file: names that no action
has, keys that two actions of one place want, and keys that do not arrive from
every terminal or keyboard. The exit code is 2 when a key has no effect, and 0
when there are warnings at most."""

EXAMPLES = """\
examples:
  lac keys
  lac keys --preset mutt          what they would be as in mutt
  lac keys --json
  lac keys --check                those of your settings
  lac keys --check settings.toml"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "keys", DESCRIPTION, EXAMPLES, run_keys)
    parser.add_argument("--preset", choices=PRESETS, help="the keys of this keymap, with yours above them")
    parser.add_argument(
        "--check", metavar="FILE", nargs="?", const="", help="check the keys of your settings, or a file"
    )
    add_common(parser)


def run_keys(options: argparse.Namespace) -> int:
    """Print the keys, or what is wrong with them."""
    settings = _settings(options)
    keymap = _keymap(settings, options.preset or settings.ui.keymap)
    if options.check is not None:
        return _check(options, keymap, settings)
    if options.json:
        preset = options.preset or settings.ui.keymap
        say_json({"preset": preset, "actions": [_for_programs(action, keymap) for action in keymap.actions.values()]})
        return ExitCode.OK
    _print_by_place(keymap)
    return ExitCode.OK


def _settings(options: argparse.Namespace) -> Settings:
    """Those of the file that is to be checked, or those of this run."""
    if not options.check:
        from console.cli.connection import choose

        return choose(options).settings
    from pathlib import Path

    from console.config.errors import ConfigError
    from console.config.load import load_settings

    try:
        return load_settings(Path(options.check), required=True)
    except ConfigError as error:
        raise CommandError(ExitCode.USAGE, str(error)) from None


def _keymap(settings: Settings, preset: str) -> Keymap:
    from console.ui.actions import actions_for
    from console.ui.actions.keymap import Keymap
    from console.ui.presets import load_preset

    return Keymap.of(actions_for(settings.keys), settings.keys, load_preset(preset))


def _check(options: argparse.Namespace, keymap: Keymap, settings: Settings) -> int:
    from console.ui.actions.key_rules import warnings

    troubles, warned = keymap.troubles(), warnings(keymap, settings.keys)
    if options.json:
        say_json({"troubles": troubles, "warnings": warned})
    else:
        complain(*(f"lac: {_sentence(trouble)}" for trouble in troubles))
        complain(*(f"Warning: {_sentence(warning)}" for warning in warned))
        if not troubles:
            say("The keys are right." if not warned else "Every key has an effect.")
    return ExitCode.USAGE if troubles else ExitCode.OK


def _sentence(words: str) -> str:
    return words if words.endswith("?") else f"{words}."


def _print_by_place(keymap: Keymap) -> None:
    from console.cli.table import Column, screen_width, table_lines
    from console.ui.actions.base import Place

    columns = (Column("keys"), Column("name"), Column("what it does", least=20))
    for place in Place:
        cells = [[_words(action, keymap) or "-", action.id, action.help()] for action in _of_place(keymap, place)]
        if cells:
            say(
                f"{place.value.capitalize()}",
                *(f"  {line}" for line in table_lines(columns, cells, _room(screen_width()))),
                "",
            )


def _room(width: int | None) -> int | None:
    return None if width is None else width - 2


def _of_place(keymap: Keymap, place: Place) -> Iterator[Action]:
    return (action for action in keymap.actions.values() if place in action.places)


def _words(action: Action, keymap: Keymap) -> str:
    from console.ui.actions.keymap import key_words

    return ", ".join(key_words(keys) for keys in keymap.keys_of(action.id))


def _for_programs(action: Action, keymap: Keymap) -> dict[str, object]:
    return {
        "name": action.id,
        "keys": list(keymap.keys_of(action.id)),
        "places": [place.value for place in action.places],
        "topic": action.topic,
        "what": action.help(),
        "palette": action.in_palette,
    }
