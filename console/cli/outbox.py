"""`lac outbox`: texts that are not settled yet, and what to do about each."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.services.outbox.service import OutboxService
    from console.store.outbox_rows import OutboxRow

DESCRIPTION = """\
What was to be sent and is not settled: held, waiting, in doubt, or refused. The
console shows the same. Nothing in doubt is ever sent again by itself."""

EXAMPLES = """\
examples:
  lac outbox list
  lac outbox look 1f3a         is it in the conversation by now?
  lac outbox again 1f3a        it is not: send it once more
  lac outbox drop 1f3a         make it a draft again"""

_VERBS = {
    "look": ("look whether it arrived", "Look whether a text in doubt is in its conversation, or try a waiting one."),
    "again": ("send a text in doubt once more", "Send a text in doubt once more; it is looked for first."),
    "sent": ("note that it arrived", "Note that a text in doubt arrived: you have seen it."),
    "drop": ("make it a draft again", "Make a text a draft again. One in doubt may still arrive."),
}


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("outbox", description=DESCRIPTION, epilog=EXAMPLES))
    below.announce("list", "show what is not settled", _add_listing)
    for verb, (summary, description) in _VERBS.items():
        below.announce(verb, summary, _adder(verb, description))


def _add_listing(commands: Commands) -> None:
    examples = "examples:\n  lac outbox list\n  lac outbox list --json"
    add_common(add_command(commands, "list", "Show what is not settled.", examples, run_list))


def _adder(verb: str, description: str) -> Callable[[Commands], None]:
    def add(commands: Commands) -> None:
        parser = add_command(
            commands, verb, description, f"examples:\n  lac outbox {verb} 1f3a", run_verb, changes=True
        )
        parser.add_argument("row", metavar="ROW", help="the first letters of its id in the list")
        parser.set_defaults(verb=verb)
        add_common(parser)

    return add


def run_list(options: argparse.Namespace) -> int:
    """Print what is not settled."""
    from console.cli.access import with_services

    return with_services(options, lambda work: _list(options, work))


def _list(options: argparse.Namespace, work: Work) -> int:
    from console.cli import times
    from console.cli.table import Column, screen_width, table_lines
    from console.cli.writing import open_rows

    rows = open_rows(work)
    if options.json:
        say_json(
            {
                "rows": [
                    {
                        "id": row.id,
                        "conversation": row.conversation_id,
                        "what": _what(row),
                        "state": row.state.value,
                        "accepted": times.iso(row.accepted_at),
                        "tries": row.tries,
                        "trouble": row.error,
                        "text": getattr(row.wish, "text", None),
                    }
                    for row in rows
                ]
            }
        )
        return ExitCode.OK
    if not rows:
        complain("Everything is settled.")
        return ExitCode.OK
    columns = (
        Column("id"),
        Column("state"),
        Column("what"),
        Column("conversation", rank=2),
        Column("since", rank=1),
        Column("text", least=10),
    )
    cells = [
        [row.id[:8], row.state.value, _what(row), row.conversation_id, work.reader.when(row.accepted_at), _text(row)]
        for row in rows
    ]
    say(*table_lines(columns, cells, screen_width()))
    return ExitCode.OK


def run_verb(options: argparse.Namespace) -> int:
    """Do something about one row."""
    from console.cli.access import with_services

    return with_services(options, lambda work: _act(options, work))


def _act(options: argparse.Namespace, work: Work) -> int:
    from console.cli.outcome import Outcome, State, tell
    from console.cli.writing import open_rows, outbox_of, outcome_of, settle

    row = _found(options.row, open_rows(work))
    outbox = outbox_of(work)
    if options.verb in ("sent", "drop"):
        done = outbox.was_sent(row.id) if options.verb == "sent" else outbox.to_draft(row.id)
        words = "It counts as sent." if options.verb == "sent" else "Its text is a draft again."
        if not done:
            words = f"This cannot be said of what is {row.state.value}."
        return tell(options, Outcome(State.CONFIRMED if done else State.NOT_DONE, words, {"outbox": row.id}))
    work.wait(work.services.session.identify())
    fresh = _hurried(options.verb, outbox, row)
    return tell(options, outcome_of(settle(work, outbox, fresh)))


def _hurried(verb: str, outbox: OutboxService, row: OutboxRow) -> str:
    """The id of the row that is looked for or sent now."""
    if verb == "again":
        fresh = outbox.send_again(row.id)
        if fresh is None:
            raise CommandError(ExitCode.NOT_DONE, f"It is {row.state.value}; only what is in doubt can be sent again.")
        return fresh
    if not outbox.look_again(row.id):
        raise CommandError(ExitCode.NOT_DONE, f"It is {row.state.value}; there is nothing to look for.")
    return row.id


def _found(start: str, rows: list[OutboxRow]) -> OutboxRow:
    found = [row for row in rows if row.id.startswith(start)]
    if len(found) == 1:
        return found[0]
    what = "nothing" if not found else "more than one"
    raise CommandError(ExitCode.NOT_FOUND, f"There is {what} in the outbox that begins with {start!r}.")


def _what(row: OutboxRow) -> str:
    from console.contract.enums import SendType
    from console.store.wishes import kind_of

    if row.draft_kind is None:
        return kind_of(row.wish)
    return "note" if row.draft_kind is SendType.NOTE else "reply"


def _text(row: OutboxRow) -> str:
    text = getattr(row.wish, "text", "")
    return " ".join(str(text).split()) or row.error
