"""`lac note`: a text that only agents see."""

from __future__ import annotations

import argparse

from console.cli.options import add_command
from console.cli.reply import add_writing, send

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

DESCRIPTION = """\
Write a note into a conversation; the customer does not see it. The text comes
from -m, a file or standard input, or is written in $EDITOR. It is sent once and
looked for afterwards, as a reply is."""

EXAMPLES = """\
examples:
  lac note ABC-D12-EF3 -m 'Asked the warehouse.'
  dmesg | tail -20 | lac note ABC-D12-EF3"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    add_writing(add_command(commands, "note", DESCRIPTION, EXAMPLES, run_note, changes=True), "note")


def run_note(options: argparse.Namespace) -> int:
    """Send a note."""
    from console.contract.enums import SendType

    return send(options, SendType.NOTE)
