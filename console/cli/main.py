"""The entry point of `lac`: reads the command line, runs the command, and lets no traceback out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import complain

Command = Callable[..., int]


def run() -> None:
    """Run the command of this process and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter gets its number instead of an error.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. The border of the program: nothing is raised but `SystemExit`."""
    try:
        from console.cli.parser import build_parser

        options = build_parser().parse_args(arguments)
        command: Command = options.command
        code = command(options)
        sys.stdout.flush()
    except CommandError as error:
        complain(f"lac: {error.message}")
        return error.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _after_broken_pipe()
    except Exception as error:  # the border: an error nobody foresaw becomes a report and a sentence
        return _failed(error)
    return code


def _after_broken_pipe() -> int:
    # Python flushes standard output once more at its end; into nothing, so that it does not complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.BROKEN_PIPE


def _failed(error: Exception) -> int:
    from console.config.errors import ConfigError

    if isinstance(error, ConfigError):
        complain(*(f"lac: {problem}" for problem in error.problems))
        return ExitCode.USAGE
    return _unexpected(error)


def _unexpected(error: Exception) -> int:
    from datetime import UTC, datetime

    from console.cli import crash
    from console.config.paths import Paths

    try:
        path = crash.write_report(error, Paths.find().state, datetime.now(UTC))
    except OSError as refused:
        where = f"no report could be written: {refused.strerror}"
    else:
        where = f"what happened is in {path}"
    notes = "".join(f"; {note}" for note in getattr(error, "__notes__", ()))
    complain(f"lac: something unexpected happened ({type(error).__name__}){notes}; {where}.")
    return ExitCode.UNEXPECTED
