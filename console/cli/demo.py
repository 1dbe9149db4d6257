"""`lac demo`: the console on an embedded help desk that is started and ended with it."""

from __future__ import annotations

import argparse

from console.cli.chaos import add_chaos, chaos_arguments
from console.cli.failure import CommandError
from console.cli.open_console import LINEAR
from console.cli.printing import complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from console.app import ConsoleOptions
    from console.cli.demo_folder import DemoFolder
    from console.cli.desk_child import DeskChild
    from console.config.model import Settings

DEMO_AGENT = "ana@kestrel.example"

DESCRIPTION = """\
Open the console on a help desk of its own, with 300 conversations of a maker of
lamps and speakers. Nothing leaves this machine: the help desk is a child process
behind a private socket and ends with the console.

Its data are kept between runs; --fresh starts anew and keeps the old data aside
until the next --fresh. A second demo at the same time gets a second help desk.

With --chaos some calls go wrong, so that you see what the console does then, and
what is left for you to do, before it happens with a real customer: a reply that
nobody knows to have arrived is looked for and never sent twice by itself."""

EXAMPLES = """\
examples:
  lac demo                                go on where the last demo ended
  lac demo --fresh                        start anew
  lac demo --no-play                      nobody writes, nobody comes or goes
  lac demo --chaos                        every tenth call goes wrong
  lac demo --chaos 40 --chaos-seed 7      a bad day
  lac demo --agent tomas@kestrel.example  work as somebody else"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "demo",
        help="open the console on an embedded help desk; needs nothing",
        description=DESCRIPTION,
        epilog=EXAMPLES,
    )
    parser.add_argument("--fresh", action="store_true", help="start with new data; the old ones are kept aside")
    parser.add_argument("--agent", metavar="EMAIL", default=DEMO_AGENT, help="the agent to work as (%(default)s)")
    parser.add_argument("--no-play", dest="play", action="store_false", help="keep the help desk still")
    add_chaos(parser)
    parser.add_argument("--theme", metavar="NAME", default=argparse.SUPPRESS, help="colours: dark, light and others")
    parser.add_argument("--linear", action="store_true", default=argparse.SUPPRESS, help=LINEAR)
    parser.set_defaults(command=run_demo)


def run_demo(options: argparse.Namespace) -> int:
    """Start the help desk, run the console on it, end both."""
    import os
    from pathlib import Path

    from console.cli.terminal import require_terminal
    from console.config.load import load_settings
    from console.config.paths import Paths

    require_terminal()
    paths = Paths.find()
    file = Path(options.config) if options.config else paths.settings_file
    flags = {"ui.linear": options.linear or None}
    settings = load_settings(file, environ=os.environ, flags=flags, required=options.config is not None)
    folder = _take_folder(paths.state, options)
    try:
        return _run_in(folder, options, settings)
    finally:
        folder.release()


def _take_folder(root: Path, options: argparse.Namespace) -> DemoFolder:
    """The folder of the demo's data; one that goes with the demo where nothing can be kept."""
    from console.cli.demo_folder import take_demo_folder, temporary_demo_folder
    from console.config.errors import ConfigError

    try:
        return take_demo_folder(root, fresh=options.fresh)
    except (ConfigError, OSError) as error:
        complain(f"{error}")
        complain("So nothing of this demo is kept: its data are gone when it ends.")
        return temporary_demo_folder()


def _run_in(folder: DemoFolder, options: argparse.Namespace, settings: Settings) -> int:
    from console.cli.desk_child import DeskChild

    if folder.number > 1:
        complain(f"Another demo is running; this one has a help desk of its own (number {folder.number}).")
    is_new = not folder.database.exists()
    if is_new:
        complain("Making the data of the demo; this is needed once and takes a moment.")
    with DeskChild(
        folder.database, log=folder.log, lock=folder.lock, play=options.play, more=chaos_arguments(options)
    ) as desk:
        from console.app import run_console

        if is_new or desk.uds is None:
            desk.wait_ready()
        # Otherwise the console shows what it knows from the last run while the help desk gets ready.
        waiting = _Waiting(desk)
        code = run_console(_console_options(folder, options, settings, desk, waiting))
        if waiting.failure is not None:
            raise waiting.failure
        return code


class _Waiting:
    """Looks whether the help desk is ready, for the console; keeps the error when it will never be."""

    def __init__(self, desk: DeskChild) -> None:
        self._desk = desk
        self.failure: CommandError | None = None

    def __call__(self) -> bool:
        try:
            return self._desk.is_ready()
        except CommandError as error:
            from console.services.errors import ErrorKind, ServiceError

            self.failure = error
            raise ServiceError(ErrorKind.OFFLINE, "No help desk", error.message) from error


def _console_options(
    folder: DemoFolder, options: argparse.Namespace, settings: Settings, desk: DeskChild, ready: Callable[[], bool]
) -> ConsoleOptions:
    from dataclasses import replace
    from pathlib import Path

    from console.app import PRACTICE_URL, ConsoleOptions
    from console.cli.themes import known_theme
    from console.config.paths import Paths
    from console.contract.secret import Secret
    from console.contract.zone import DEFAULT_ZONE
    from console.services.library import DEMO, Library

    themes = Paths.find().themes
    return ConsoleOptions(
        url=desk.url or "http://localhost",
        key=Secret(desk.reveal_key()),
        agent=options.agent,
        zone=DEFAULT_ZONE,
        profile="demo",
        state_dir=folder.path / "state",
        cache_dir=folder.path / "cache",
        settings=replace(settings, departments=[]),  # they are those of another help desk
        uds=desk.uds,
        theme=known_theme(options.theme, settings.ui, themes),
        themes=themes,
        settings_file=Path(options.config) if options.config else Paths.find().settings_file,
        title=_title(folder, options),
        public_url=PRACTICE_URL,
        library=Library(folder.path / "library", (DEMO,)),
        ready=ready,
    )


def _title(folder: DemoFolder, options: argparse.Namespace) -> str:
    """What the header says: which demo, and whether trouble is on purpose."""
    words = ["Kestrel & Finch"]
    if folder.number > 1:
        words.append(f"demo {folder.number}")
    if folder.temporary:
        words.append("not kept")
    if options.chaos:
        words.append(f"chaos {options.chaos} %")
    return ", ".join(words)
