"""`lac field`: the custom fields of a conversation."""

from __future__ import annotations

import argparse

from console.cli.options import add_command, add_common, add_conversation, add_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.cli.access import Calls
    from console.cli.lazy import Commands
    from console.contract.base import CustomField

DESCRIPTION = """\
Show the custom fields of a conversation or change them. A field can have several
values; CODE=VALUE makes that the only one, --add gives it one more."""

EXAMPLES = """\
examples:
  lac field ABC-D12-EF3
  lac field ABC-D12-EF3 order_no=43894209
  lac field ABC-D12-EF3 --remove refund_reason"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "field", DESCRIPTION, EXAMPLES, run_field, changes=True)
    add_conversation(parser)
    add_fields(parser)
    add_common(parser)


def run_field(options: argparse.Namespace) -> int:
    """Show or change the fields."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _field(options, calls))


async def _field(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.fields import Holder, show_or_change

    conversations, conversation = calls.client.conversations, options.conversation

    async def read() -> Sequence[CustomField]:
        return (await conversations.info(conversation)).customfields

    holder = Holder(
        "conversation",
        conversation,
        read,
        lambda code, value: conversations.add_fields(conversation, {code: value}),
        lambda code: conversations.delete_fields(conversation, code=code),
    )
    return await show_or_change(options, holder)
