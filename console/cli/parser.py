"""The tree of commands and options. Building it loads nothing but argparse."""

from __future__ import annotations

import argparse
import re

import console
from console.cli import open_console
from console.cli.commands import announce_all
from console.cli.exit_codes import ExitCode
from console.cli.lazy import Commands, Help
from console.cli.printing import complain, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_KEY_OPTION = re.compile(r"--(api-?)?key(=.*)?", re.DOTALL)

DESCRIPTION = """\
A terminal console for agents of the LiveAgent help desk.

`lac demo` opens it on an embedded help desk and needs nothing. `lac` alone opens
it on a LiveAgent installation: keep one with `lac profile add`, or set LIVEAGENT_URL,
LIVEAGENT_API_KEY and LIVEAGENT_AGENT. The key is never an option, because other
users of a machine can read the command lines of programs. The other commands do
from scripts and by hand what the console does."""

EXAMPLES = """\
examples:
  lac demo                                          try it, no installation needed
  lac profile add acme --url https://acme.ladesk.com --agent ana@acme.com --use
  lac check                                         is everything set up right?
  lac                                               the console
  lac queue --unassigned                            what nobody has
  lac reply ABC-D12-EF3 -m 'The parcel left today.' --status resolved"""


class Parser(argparse.ArgumentParser):
    """argparse, with examples kept as they are written and everything cleaned before it is printed."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", Help)
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Like argparse, but a key is refused before anything can repeat it."""
        if any(_KEY_OPTION.fullmatch(argument) for argument in args):
            self.error("the key is never an option, where others could read it; set LIVEAGENT_API_KEY")
        return super().parse_known_args(args, namespace)

    def print_help(self, file: object = None) -> None:
        """Print the help, cleaned like all output."""
        say(self.format_help().rstrip("\n"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, in one line, and leave."""
        complain(f"lac: {message}. See `{self.prog} --help`.")
        self.exit(ExitCode.USAGE)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        # Like argparse, but loading the command, and naming only those that the help names.
        if isinstance(action, Commands):
            action.load(str(value))
        if isinstance(action, argparse._SubParsersAction) and value not in action.choices:
            known = ", ".join(choice.dest for choice in action._choices_actions)
            raise argparse.ArgumentError(None, f"there is no command {value!r}; there are {known}")
        super()._check_value(action, value)


def build_parser() -> Parser:
    """The parser of the whole command line; the parsed namespace has the function to run as `command`."""
    parser = Parser(prog="lac", description=DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("--version", action="version", version=f"LiveAgent Console {console.__version__}")
    open_console.configure(parser)
    announce_all(_commands_of(parser))
    return parser


def add_group(parser: argparse.ArgumentParser) -> Commands:
    """The commands below a command; without one of them it shows its help."""
    parser.set_defaults(command=lambda _: _show_help(parser))
    return _commands_of(parser)


def _commands_of(parser: argparse.ArgumentParser) -> Commands:
    commands: argparse.Action = parser.add_subparsers(title="commands", metavar="COMMAND", action=Commands)
    if not isinstance(commands, Commands):
        raise AssertionError
    return commands


def _show_help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return ExitCode.USAGE
