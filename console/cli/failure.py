"""A command that cannot go on, and says why in one sentence."""

from __future__ import annotations

from console.cli.exit_codes import ExitCode


class CommandError(Exception):
    """Ends a command with an exit code; its text is one sentence, or few, for the person at the keyboard."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
