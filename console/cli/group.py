"""`lac group`: groups of customers."""

from __future__ import annotations

from console.cli.label_commands import announce_commands
from console.cli.parser import add_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.labels import Labels
    from console.cli.lazy import Commands

DESCRIPTION = """\
Groups of customers: list, show, add, change and remove them. `lac customer group`
puts a customer into one."""

EXAMPLES = """\
examples:
  lac group list
  lac group add VIP --background B8860B
  lac group change VIP --name Gold"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    parser = commands.add_parser("group", description=DESCRIPTION, epilog=EXAMPLES)
    announce_commands(add_group(parser), "group", "group", _labels)


def _labels(calls: Calls) -> Labels:
    from console.cli.labels import Labels

    groups = calls.client.groups
    return Labels(
        "group",
        groups.list,
        groups.info,
        lambda name, color, background: groups.create(name, color=color, background=background),
        lambda one, name, color, background: groups.change(one, name=name, color=color, background=background),
        groups.delete,
    )
