"""`lac audit`: what was changed on the server from here, and whether that record is as it was written."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_common, whole_number
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.cli.audit_place import Place
    from console.cli.lazy import Commands
    from console.store.audit import AuditEntry, Check, Record

SHOWN = 50
"""Entries that are shown unless more are asked for."""

DESCRIPTION = """\
What the console and these commands asked of the server that changes something
there: when, in whose name, by what, a digest of what was sent, what the server
answered, and what it showed when it was read afterwards. Nothing of it is ever
changed or deleted by the program. It is read on this machine, without a key.

A row `read back` is the look after a text from the outbox: its last column says
what became of it."""

EXAMPLES = """\
examples:
  lac audit                               the last fifty
  lac audit --since today
  lac audit --conversation ABC-D12-EF3    what was done there from here
  lac audit --last 0 --json > audit.json  all of it, for programs
  lac audit --demo                        what was done in `lac demo`
  lac audit verify                        is it as it was written?"""

VERIFY = """\
See whether the record is as it was written: each entry holds a digest of itself
and of the one before, so that entries that were changed, removed, put in or cut
off at the end are found. The exit code is 13 when some were.

Whoever may write the file and knows how can write all of it anew. Against that,
keep the seal that is printed somewhere else, and give it to the next check."""

VERIFY_EXAMPLES = """\
examples:
  lac audit verify
  lac audit verify --seal 128-9f86d081884c7d65   and it still begins as it did then
  lac audit verify --json"""

HARMS = {
    "changed": "Entry {first} was changed after it was written, or put in by somebody else.",
    "removed": "{What} removed from the middle: {which}.",
    "cut off": "The end was cut off: {what} gone from {first} on.",
    "replaced": "Entry {first} is not the one that the seal was made of: the record was written anew.",
}
ADVICE = (
    "Keep the file as it is, with the copies beside it, for whoever looks into it: {file}. When a copy was put back, "
    "this is what is missing since; entries before {first} are as they were written."
)


def add_to(commands: Commands) -> None:
    """Register the commands."""
    parser: argparse.ArgumentParser = commands.add_parser("audit", description=DESCRIPTION, epilog=EXAMPLES)
    below = add_group(parser)
    below.announce("verify", "see whether it is as it was written", _add_verify)
    parser.set_defaults(command=run_list)
    parser.add_argument(
        "--last", metavar="N", type=whole_number, default=SHOWN, help="the last N entries, 0 for all (%(default)s)"
    )
    parser.add_argument("--since", metavar="WHEN", help="from a day or moment on, or 30m, 2h, 7d ago")
    parser.add_argument("--conversation", metavar="ID", help="only one conversation: id, code or public code")
    _add_place(parser)


def _add_verify(commands: Commands) -> None:
    parser = commands.add_parser("verify", description=VERIFY, epilog=VERIFY_EXAMPLES)
    parser.set_defaults(command=run_verify)
    parser.add_argument("--seal", metavar="SEAL", type=_seal, help="what an earlier check printed")
    _add_place(parser)


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="the record of `lac demo`")
    add_common(parser)


def run_list(options: argparse.Namespace) -> int:
    """Print the entries."""
    from console.cli.audit_place import opened, place_of

    place = place_of(options)
    with opened(place) as record:
        entries = list(_asked_for(record, options, place)) if record is not None else []
    if options.json:
        say_json({"entries": [_for_programs(entry) for entry in entries]})
        return ExitCode.OK
    if not entries:
        nothing = "Nothing was written down yet." if record is None else "No entry is like that."
        complain(nothing)
        return ExitCode.OK
    _print_table(entries, place)
    if options.last and len(entries) == options.last:
        complain(f"The last {options.last}; --last 0 shows all.")
    return ExitCode.OK


def _asked_for(record: Record, options: argparse.Namespace, place: Place) -> Iterator[AuditEntry]:
    from console.cli.since import moment_of
    from console.store.record_file import names_of

    since = moment_of(options.since, place.zone, place.now) if options.since else None
    names = names_of(place.cache_dir, options.conversation) if options.conversation else ()
    return record.entries(since, conversation=names, last=options.last)


def _print_table(entries: list[AuditEntry], place: Place) -> None:
    from console.cli import times
    from console.cli.table import Column, screen_width, table_lines

    columns = (
        Column("no.", right=True),
        Column("when"),
        Column("who", rank=3),
        Column("by", rank=2, least=10),
        Column("call", least=28),
        Column("request", rank=4),
        Column("answer", least=8),
        Column("seen", rank=1),
    )
    cells = [
        [
            str(entry.number),
            times.full(entry.at, place.zone, place.now),
            entry.actor,
            _by(entry.origin),
            entry.call,
            entry.request,
            entry.answer,
            entry.seen,
        ]
        for entry in entries
    ]
    say(*table_lines(columns, cells, screen_width()))


def _by(origin: str) -> str:
    """A row of the outbox by the letters that `lac outbox` takes; the console's own keys by a word."""
    what, _, row = origin.partition(" ")
    return f"outbox {row[:8]}" if what == "outbox" else origin or "console"


def _for_programs(entry: AuditEntry) -> dict[str, object]:
    from console.cli import times

    return {
        "number": entry.number,
        "at": times.iso(entry.at),
        "who": entry.actor,
        "by": entry.origin,
        "call": entry.call,
        "request": entry.request,
        "answer": entry.answer,
        "seen": entry.seen,
    }


def run_verify(options: argparse.Namespace) -> int:
    """Check the record, and say what is wrong with it and what to do."""
    from console.cli.audit_place import opened, place_of

    place = place_of(options)
    with opened(place) as record:
        check = record.check(options.seal or "") if record is not None else None
    if check is None and options.seal:
        message = f"There is no record at all where that seal was made: {place.file} is not there."
        raise CommandError(ExitCode.NOT_AS_WRITTEN, message)
    words = _verdict(check, place)
    broken = check is not None and check.breach is not None
    if options.json:
        say_json(_check_for_programs(check, words))
    elif broken:
        complain(f"lac: {words}")
    else:
        say(words)
    return ExitCode.NOT_AS_WRITTEN if broken else ExitCode.OK


def _verdict(check: Check | None, place: Place) -> str:
    if check is None or (not check.entries and check.breach is None):
        return "Nothing was written down yet."
    breach = check.breach
    if breach is None:
        entries = (
            "The one entry is as it was" if check.entries == 1 else f"All {check.entries} entries are as they were"
        )
        return f"{entries} written.\nSeal: {check.seal}"
    what = "1 entry is" if breach.rows == 1 else f"{breach.rows} entries are"
    which = f"number {breach.number}"
    if breach.rows > 1:
        which = f"numbers {breach.number} to {breach.number + breach.rows - 1}"
    removed = what.removesuffix(" is").removesuffix(" are") + (" was" if breach.rows == 1 else " were")
    harm = HARMS[breach.harm.value].format(first=breach.number, what=what, What=removed, which=which)
    return f"{harm} {ADVICE.format(file=place.file, first=breach.number)}"


def _check_for_programs(check: Check | None, words: str) -> dict[str, object]:
    breach = check.breach if check is not None else None
    return {
        "state": "empty"
        if check is None or not (check.entries or breach)
        else breach.harm.value
        if breach
        else "intact",
        "message": words,
        "entries": check.entries if check is not None else 0,
        "seal": check.seal if check is not None else None,
        "first": breach.number if breach else None,
        "rows": breach.rows if breach else None,
    }


def _seal(text: str) -> str:
    number, dash, digits = text.lower().partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(digits) != 16:
        raise argparse.ArgumentTypeError(f"{text!r} is no seal; seals look like 128-9f86d081884c7d65")
    return f"{int(number)}-{digits}"
