"""`lac report`: the reports of the API, as tables, JSON or CSV."""

from __future__ import annotations

import argparse

from console.cli.calls import reports
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, whole_number
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = """\
Show a report over a range of time. A date is a day, a day and a time, today,
yesterday or a number of days ago such as 7d; the last seven days are shown unless
a range is given. Dates are in the server's zone."""

EXAMPLES = """\
examples:
  lac report --list                        which there are
  lac report agents --list                 the columns of one
  lac report agents --from 2026-11-01 --to 2026-11-30
  lac report tickets-load --from yesterday --department Billing
  lac report performance --from 30d --columns date,answers,calls --csv > performance.csv"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "report", DESCRIPTION, EXAMPLES, run_report)
    names = [name for name, _, _ in reports()]
    parser.add_argument("name", metavar="NAME", nargs="?", choices=names, help="name of a report, see --list")
    parser.add_argument("--list", action="store_true", help="list the reports, or the columns of one")
    parser.add_argument("--from", metavar="DATE", dest="start", default="7d", help="first day or moment (%(default)s)")
    parser.add_argument("--to", metavar="DATE", dest="end", default="today", help="last day or moment (%(default)s)")
    parser.add_argument("--columns", metavar="NAMES", help="columns with commas between, where the report has a choice")
    parser.add_argument("--department", metavar="NAME", help="only this department: id or name")
    parser.add_argument("--for", metavar="EMAIL", dest="of", help="only this agent: address or userid")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=0, help="rows, 0 for all (%(default)s)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="print CSV that no spreadsheet takes for formulas")
    shape.add_argument("--json", action="store_true", help="print JSON, as docs/cli.md describes it")
    add_common(parser, json=False)


def run_report(options: argparse.Namespace) -> int:
    """Print a report, or which there are."""
    if options.list:
        return _list(options)
    if options.name is None:
        raise CommandError(ExitCode.USAGE, "Name a report; `lac report --list` shows them.")
    from console.cli.access import with_client

    return with_client(options, lambda calls: _report(options, calls))


async def _report(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.report_rows import fetch, print_table, write_csv

    table = await fetch(options, calls)
    if options.json:
        say_json(table.as_json())
    elif options.csv:
        write_csv(table)
    else:
        print_table(table, calls.reader)
    return ExitCode.OK


def _list(options: argparse.Namespace) -> int:
    from console.services.report_tables import columns_of

    known = [(name, title, columns_of(name)) for name, _, title in reports() if options.name in (None, name)]
    if options.json:
        say_json({"reports": [{"name": name, "title": title, "columns": columns} for name, title, columns in known]})
        return ExitCode.OK
    if options.name:
        say(*(column for _, _, columns in known for column in columns))
        return ExitCode.OK
    from console.cli.table import Column, screen_width, table_lines

    columns = (Column("name"), Column("what it is", least=16))
    say(*table_lines(columns, [(name, title) for name, title, _ in known], screen_width()))
    return ExitCode.OK
