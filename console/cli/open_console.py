"""`lac` without a command: the console on a LiveAgent installation."""

from __future__ import annotations

import argparse

LINEAR = "one column of words, for screen readers and slow lines"


def add_connection_options(parser: argparse.ArgumentParser, *, inherited: bool = False) -> None:
    """The options that say which server, whose work and which zone. The key is none of them, on purpose.

    With `inherited`, an option that is not given leaves what the command line said before the command's name.
    """
    default = argparse.SUPPRESS if inherited else None
    group = parser.add_argument_group("connection", "Settings of this run; each can also be set otherwise.")
    group.add_argument("--profile", metavar="NAME", default=default, help="one of `lac profile list` (LAC_PROFILE)")
    group.add_argument("--url", metavar="URL", default=default, help="the server's address (LIVEAGENT_URL)")
    group.add_argument("--agent", metavar="EMAIL", default=default, help="the agent to work as (LIVEAGENT_AGENT)")
    group.add_argument("--config", metavar="FILE", default=default, help="another configuration file")
    group.add_argument("--zone", metavar="ZONE", default=default, help="the server's time zone")


def configure(parser: argparse.ArgumentParser) -> None:
    """Make the parser open the console when no command is named."""
    add_connection_options(parser)
    parser.add_argument("--theme", metavar="NAME", help="colours: dark, light and others")
    parser.add_argument("--linear", action="store_true", help=LINEAR)
    parser.set_defaults(command=run_open)


def run_open(options: argparse.Namespace) -> int:
    """Open the console with what command line, environment and configuration file say."""
    from console.cli.connection import choose, is_first, resolve_connection
    from console.cli.terminal import require_terminal

    require_terminal()
    choice = choose(options)
    if is_first(choice):
        from console.cli.first_run import first_run

        return first_run(options, choice)
    connection = resolve_connection(options, choice=choice)
    settings = connection.settings

    from console.app import ConsoleOptions, run_console
    from console.cli.themes import known_theme
    from console.config.paths import Paths
    from console.services.library import Library

    paths = Paths.find()
    return run_console(
        ConsoleOptions(
            url=connection.url,
            key=connection.key,
            agent=connection.agent,
            zone=settings.server.zone,
            profile=connection.profile,
            state_dir=connection.state_dir,
            cache_dir=connection.cache_dir,
            settings=settings,
            ca_file=settings.server.ca_file,
            theme=known_theme(options.theme, settings.ui, paths.themes),
            themes=paths.themes,
            settings_file=connection.settings_file,
            library=Library(paths.config),
        )
    )
