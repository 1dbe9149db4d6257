"""`lac` with a key that fails in a way nobody foresaw: `test_console_failure.py` starts it in a pseudo-terminal."""

from __future__ import annotations

import sys
from unittest.mock import patch

from console.cli.main import main
from console.ui.actions.general import Redraw
from console.ui.screens.workspace import Workspace

LOCAL_VALUE = "between-us-and-nobody-else"


def fail(_: Redraw, workspace: Workspace) -> None:
    """Stand in for a mistake in the program."""
    secret = LOCAL_VALUE
    if workspace.is_attached and secret:
        message = "a mistake in the program"
        raise LookupError(message)


if __name__ == "__main__":
    with patch.object(Redraw, "run", fail):
        sys.exit(main(sys.argv[1:]))
