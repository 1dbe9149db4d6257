"""`lac desk`: the embedded help desk as a team's own server, and what its administrator does to it."""

from __future__ import annotations

from console.cli.parser import add_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.lazy import Commands

DESCRIPTION = """\
Run the embedded help desk as a server of its own, and administer it. Every
command works on the database that --db names, also while the desk serves it."""

EXAMPLES = """\
examples:
  lac desk init --owner ana@acme.example   a new desk, and its first key
  lac desk serve                           on http://127.0.0.1:8090
  lac desk key add website                 a key for another program
  lac desk agent add bo@acme.example --name 'Bo Lind' --department Billing
  lac desk backup /var/backups/desk.db     a copy, while it serves"""

_COMMANDS = (
    ("init", "making", "make a new desk: a department, its owner and a key"),
    ("serve", "serve", "serve the API on a socket"),
    ("seed", "seed", "fill an empty database with the demo or with very much"),
    ("key", "keys", "keys that programs call the desk with"),
    ("agent", "agents", "who answers"),
    ("department", "departments", "where conversations are answered"),
    ("sla", "levels", "how soon somebody has to answer"),
    ("backup", "backup", "copy the database while it is served"),
    ("check", "check", "is the database consistent?"),
)


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("desk", description=DESCRIPTION, epilog=EXAMPLES))
    for name, module, summary in _COMMANDS:
        below.announce(name, summary, _filler(module))


def _filler(module: str) -> Callable[[Commands], None]:
    """What loads a module of this package and lets it add its parser."""

    def fill(commands: Commands) -> None:
        from importlib import import_module

        import_module(f"{__name__}.{module}").add_to(commands)

    return fill
