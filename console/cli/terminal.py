"""Whether there is a terminal that can show the console."""

from __future__ import annotations

import os
import sys

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError


def require_terminal() -> None:
    """Refuse to draw where nobody would see it; drawing into a pipe or a file would fill it with control sequences."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise CommandError(
            ExitCode.USAGE,
            "The console needs a terminal: standard input, output and error must not be redirected. "
            "`lac check` works without one.",
        )
    name = os.environ.get("TERM", "")
    if name in ("", "dumb"):
        what = f"TERM is {name!r}" if name else "TERM is not set"
        raise CommandError(
            ExitCode.USAGE,
            f"{what}, so this terminal cannot show the console; set it, for example TERM=xterm-256color.",
        )
