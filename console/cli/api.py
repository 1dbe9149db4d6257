"""`lac api`: any call of the API, as it is."""

from __future__ import annotations

import argparse
import sys

from console.cli.exit_codes import ExitCode
from console.cli.options import add_command, add_common
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.api_request import ApiRequest
    from console.cli.lazy import Commands

DESCRIPTION = """\
Make a call of API v1 and print the answer's body. The key is added here and must
not stand in the path. Without a method it is GET, and POST when there are fields
or an input. JSON is printed as it came, but for characters that could act on a
terminal, which become escapes of the same meaning; XML and YAML are cleaned for a
terminal and left as they are in a pipe."""

EXAMPLES = """\
examples:
  lac api conversations/ABC-D12-EF3
  lac api GET conversations -f department=dp71bill -f status=N,C
  lac api --paginate customers | jq '.response.customers | length'
  lac api POST tags -f name=press
  lac api PUT conversations/ABC-D12-EF3/status -f status=R -f useridentifier=ana@acme.com
  lac api conversations/ABC-D12-EF3/messages -F message=@note.txt -f type=N
  lac api DELETE tags/t9ab
  lac api --list"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "api", DESCRIPTION, EXAMPLES, run_api)
    parser.add_argument("words", metavar="[METHOD] PATH", nargs="*", help="such as GET conversations/ABC-D12-EF3")
    field = parser.add_argument
    field("-f", "--field", metavar="NAME=VALUE", action="append", default=[], help="a parameter; may be repeated")
    field(
        "-F",
        "--file-field",
        metavar="NAME=@FILE",
        action="append",
        default=[],
        help="a parameter with the content of a file, - for standard input",
    )
    parser.add_argument("--input", metavar="FILE", help="parameters as a JSON object or a form, - for standard input")
    parser.add_argument("--format", choices=("json", "xml", "yaml"), help="format of the answer (json)")
    parser.add_argument("--paginate", action="store_true", help="fetch all pages of a list, as one document")
    parser.add_argument("-i", "--include", action="store_true", help="print status and headers of the answer too")
    parser.add_argument("--list", action="store_true", help="list the 64 calls of the API")
    parser.add_argument("--json", action="store_true", help="with --list: print JSON")
    add_common(parser, json=False)


def run_api(options: argparse.Namespace) -> int:
    """Make the call."""
    if options.list:
        return _list(options)
    from console.cli.access import with_client
    from console.cli.api_request import read_request

    request = read_request(options)
    options.changes = request.method != "GET"
    return with_client(options, lambda calls: _call(options, calls, request))


async def _call(options: argparse.Namespace, calls: Calls, request: ApiRequest) -> int:
    from console.cli.api_output import print_answer, print_head
    from console.cli.api_request import failure, judge, send

    if options.paginate:
        from console.cli.api_pages import fetch_pages

        answer = await fetch_pages(calls, request)
    else:
        answer = await send(calls, request)
    if options.include:
        print_head(answer)
    print_answer(answer, request.format, to_terminal=sys.stdout.isatty())
    error = judge(answer, request.format)
    if error is not None:
        raise failure(error, request)
    return ExitCode.OK


def _list(options: argparse.Namespace) -> int:
    from console.cli.calls import CALLS

    if options.json:
        names = ("number", "method", "path", "title", "command")
        calls = [dict(zip(names, (*call[:4], f"lac {call[4]}"), strict=True)) for call in CALLS]
        say_json({"calls": calls})
        return ExitCode.OK
    from console.cli.table import Column, screen_width, table_lines

    columns = (
        Column("no."),
        Column("method"),
        Column("path"),
        Column("what it does", least=12, rank=2),
        Column("command", rank=1),
    )
    say(*table_lines(columns, [(*call[:4], f"lac {call[4]}") for call in CALLS], screen_width()))
    return ExitCode.OK
