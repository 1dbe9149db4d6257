"""`lac suggest`: a suggestion filed for a customer or an agent."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, add_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = """\
File a suggestion in a category of the knowledge base; --list shows the categories.
It is yours unless --from names somebody else. The API cannot read suggestions
back, so it counts as filed when the server says so."""

EXAMPLES = """\
examples:
  lac suggest --list
  lac suggest --category 31 --subject 'Dark theme' -m 'Please.'
  lac suggest --category 31 --subject 'Dark theme' --from jana@holm.example < wish.txt"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "suggest", DESCRIPTION, EXAMPLES, run_suggest, changes=True)
    parser.add_argument("--list", action="store_true", help="list the categories")
    parser.add_argument("--category", metavar="ID", help="id or url code of the category")
    parser.add_argument("--subject", metavar="TEXT", help="the title")
    parser.add_argument("--from", metavar="EMAIL", dest="sender", help="address of whoever suggests it")
    add_text(parser, "suggestion")
    add_common(parser)


def run_suggest(options: argparse.Namespace) -> int:
    """List the categories or file a suggestion."""
    from console.cli.access import with_client
    from console.cli.editor import edit
    from console.cli.texts import checked, given_text

    if options.list:
        return with_client(options, lambda calls: _list(options, calls))
    if not options.category or not options.subject:
        raise CommandError(ExitCode.USAGE, "Give --category and --subject; --list shows the categories.")
    text = given_text(options) or checked(edit("", ()))
    return with_client(options, lambda calls: _suggest(options, calls, text), agent=not options.sender)


async def _list(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.rows import print_rows
    from console.cli.table import Column

    rows = await calls.client.suggestions.categories()
    things = [{"id": one.id, "title": one.title, "path": one.path} for one in rows]
    columns = (("id", Column("id")), ("title", Column("title", least=12)), ("path", Column("path", least=12, rank=1)))
    print_rows(options, "categories", things, columns)
    return ExitCode.OK


async def _suggest(options: argparse.Namespace, calls: Calls, text: str) -> int:
    from console.api.errors import ApiError, Sent, ServerRefusedError
    from console.cli.outcome import LOOK, Outcome, State, sentence, tell

    sender = options.sender or calls.connection.agent
    try:
        filed = await calls.client.suggestions.create(options.subject, text, category=options.category, user=sender)
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
        if isinstance(error, ServerRefusedError) and error.server_message:
            return tell(options, Outcome(State.NOT_DONE, error.message))
        message = f"It is not known whether it was filed. {sentence(error.message)} {LOOK}"
        return tell(options, Outcome(State.UNKNOWN, message))
    facts = {"suggestion": {"id": filed.id, "url": filed.url}}
    return tell(options, Outcome(State.CONFIRMED, f"Suggestion {filed.id} is filed: {filed.url}", facts))
