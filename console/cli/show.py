"""`lac show`: one conversation, to read or as JSON."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, add_conversation, whole_number
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.services.records import Thread

DESCRIPTION = """\
Show a conversation: who has it, its tags and fields, and what was written. A
line that begins with | is from a customer or went to one, with : a note, with -
something the system did."""

EXAMPLES = """\
examples:
  lac show ABC-D12-EF3
  lac show ABC-D12-EF3 --last 3 --quotes
  lac show ABC-D12-EF3 --json | jq -r '.groups[].messages[].text'"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "show", DESCRIPTION, EXAMPLES, run_show)
    add_conversation(parser)
    parser.add_argument("--last", metavar="N", type=whole_number, default=0, help="only the last N groups of messages")
    parser.add_argument("--quotes", action="store_true", help="show quotes, signatures and footers too")
    parser.add_argument("--cached", action="store_true", help="as it was last seen, without asking the server")
    add_common(parser)


def run_show(options: argparse.Namespace) -> int:
    """Print the conversation."""
    from console.cli.access import with_services

    return with_services(options, lambda work: _show(options, work))


def _show(options: argparse.Namespace, work: Work) -> int:
    from dataclasses import replace

    thread = _thread(options, work)
    if options.last:
        thread = replace(thread, groups=thread.groups[-options.last :])
    if options.json:
        from console.cli.thread_json import thread_as_json

        say_json(thread_as_json(thread))
        return ExitCode.OK
    from console.cli.thread_text import thread_lines

    say(*thread_lines(thread, work.reader, work.connection.settings.ui.reading_width, quotes=options.quotes))
    if options.cached:
        complain(f"As of {work.reader.full(thread.fetched_at)}.")
    return ExitCode.OK


def _thread(options: argparse.Namespace, work: Work) -> Thread:
    if not options.cached:
        return work.wait(work.services.threads.load(options.conversation))
    thread = work.services.threads.cached(options.conversation)
    if thread is None:
        message = f"The conversation {options.conversation} was not seen on this machine yet; leave --cached away."
        raise CommandError(ExitCode.NOT_FOUND, message)
    return thread
