"""`lac create`: a new conversation with its first message."""

from __future__ import annotations

import argparse

from console.cli.options import add_command, add_common, add_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.lazy import Commands

DESCRIPTION = """\
Begin a conversation with a customer in your name. The customer gets the message
as a mail unless --no-mail says otherwise, as for a call that was taken by phone."""

EXAMPLES = """\
examples:
  lac create --to jana@holm.example --department Billing --subject Invoice -m 'Here it is'
  lac create --to jana@holm.example --department Support --subject Call --no-mail < log
  lac create --to jana@holm.example --department Billing --subject X -m Y --field order=43"""

SETTABLE_AT_FIRST = ("new", "open", "answered", "resolved")


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "create", DESCRIPTION, EXAMPLES, run_create, changes=True)
    parser.add_argument("--to", metavar="EMAIL", required=True, help="the customer's address")
    parser.add_argument("--name", metavar="NAME", help="the customer's name")
    parser.add_argument("--cc", metavar="EMAIL", action="append", default=[], help="further address; may be repeated")
    parser.add_argument("--department", metavar="NAME", required=True, help="id or name of the department")
    parser.add_argument("--subject", metavar="TEXT", required=True, help="the subject")
    add_text(parser, "message")
    parser.add_argument("--status", metavar="STATUS", choices=SETTABLE_AT_FIRST, help="status (new)")
    parser.add_argument("--no-mail", action="store_true", help="do not send the message as a mail")
    parser.add_argument("--html", action="store_true", help="the message is HTML")
    field = "a custom field; may be repeated"
    parser.add_argument("--field", metavar="CODE=VALUE", action="append", default=[], help=field)
    add_common(parser)


def run_create(options: argparse.Namespace) -> int:
    """Create a conversation."""
    from console.cli.access import with_client
    from console.cli.texts import given_text

    text = given_text(options) or _edited()

    async def command(calls: Calls) -> int:
        from console.cli.creating import create
        from console.cli.outcome import tell

        return tell(options, await create(options, calls, text))

    return with_client(options, command, agent=True)


def _edited() -> str:
    from console.cli.editor import edit
    from console.cli.texts import checked

    return checked(edit("", ()))
