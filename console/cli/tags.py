"""`lac tags`: all tags there are."""

from __future__ import annotations

from console.cli.label_commands import announce_commands
from console.cli.parser import add_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Calls
    from console.cli.labels import Labels
    from console.cli.lazy import Commands

DESCRIPTION = """\
All tags: list, show, add, change and remove them. `lac tag` puts one on a
conversation."""

EXAMPLES = """\
examples:
  lac tags list
  lac tags add press --background 2F4F4F
  lac tags remove press --yes"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    parser = commands.add_parser("tags", description=DESCRIPTION, epilog=EXAMPLES)
    announce_commands(add_group(parser), "tags", "tag", _labels)


def _labels(calls: Calls) -> Labels:
    from console.cli.labels import Labels

    tags = calls.client.tags
    return Labels(
        "tag",
        tags.list,
        tags.info,
        lambda name, color, background: tags.create(name, color=color, background=background),
        lambda one, name, color, background: tags.change(one, name=name, color=color, background=background),
        tags.delete,
    )
