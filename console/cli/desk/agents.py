"""`lac desk agent`: who answers."""

from __future__ import annotations

import argparse

from console.cli.desk.database import add_database, opened
from console.cli.desk.services import letters
from console.cli.exit_codes import ExitCode
from console.cli.parser import add_group
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands

ROLES = {"agent": "A", "admin": "D", "owner": "O"}
MOST_CHATS = 100

ADD = """\
Make an agent. An agent has no password: the console works with an API key, and
with the agent's address as the name under which answers go out."""

ADD_EXAMPLES = """\
examples:
  lac desk agent add bo@acme.example --name 'Bo Lind' --department Billing
  lac desk agent add kim@acme.example --department Sales --department General \\
      --serves chat,tickets --chats 2 --role admin"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    examples = "examples:\n  lac desk agent add bo@acme.example --department Billing\n  lac desk agent list"
    below = add_group(commands.add_parser("agent", description="The agents of a desk.", epilog=examples))
    below.announce("add", "make an agent", _add_adding)
    below.announce("list", "show all agents", _add_listing)


def names_of(options: argparse.Namespace) -> tuple[str, str]:
    """First and last name, as they were given or as the address has them."""
    email: str = getattr(options, "email", None) or options.owner
    first, _, last = (options.name or email.partition("@")[0]).strip().partition(" ")
    return first, last


def _add_adding(commands: Commands) -> None:
    parser = commands.add_parser("add", description=ADD, epilog=ADD_EXAMPLES)
    parser.add_argument("email", metavar="EMAIL", help="the agent's address")
    parser.add_argument("--name", metavar="NAME", help="first and last name (what is before the @)")
    parser.add_argument("--role", choices=tuple(ROLES), default="agent", help="what the agent may do (%(default)s)")
    parser.add_argument(
        "--department", metavar="NAME", action="append", default=[], help="name or id; more than once for several"
    )
    parser.add_argument(
        "--serves", metavar="WORDS", type=letters, help="of chat, phone and tickets (what the department does)"
    )
    parser.add_argument("--chats", metavar="NUMBER", type=_chats, default=3, help="chats at a time (%(default)s)")
    add_database(parser)
    parser.set_defaults(command=run_add)


def _add_listing(commands: Commands) -> None:
    examples = "examples:\n  lac desk agent list\n  lac desk agent list --json"
    parser = commands.add_parser("list", description="Show all agents.", epilog=examples)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_database(parser)
    parser.set_defaults(command=run_list)


def run_add(options: argparse.Namespace) -> int:
    """Make the agent and print the id."""
    from console.contract.enums import AgentRole
    from console.desk.admin import NewAgent, add_agent

    new = NewAgent(
        options.email,
        *names_of(options),
        role=AgentRole(ROLES[options.role]),
        departments=options.department,
        services=options.serves,
        chat_slots=options.chats,
    )
    with opened(options) as database:
        made = add_agent(database, new)
    say(f"The agent {made.email} has the id {made.id}.")
    return ExitCode.OK


def run_list(options: argparse.Namespace) -> int:
    """Print the agents."""
    from console.cli.table import Column, screen_width, table_lines
    from console.desk.admin import list_agents

    with opened(options) as database:
        agents = list_agents(database)
    words = {letter: word for word, letter in ROLES.items()}
    if options.json:
        fields = [
            {
                "id": one.id,
                "email": one.email,
                "first_name": one.first_name,
                "last_name": one.last_name,
                "role": words.get(one.role.value, one.role.value),
                "chats": one.chat_slots,
                "departments": list(one.departments),
            }
            for one in agents
        ]
        say_json({"agents": fields})
        return ExitCode.OK
    columns = [
        Column("email", least=12),
        Column("name", least=8),
        Column("role"),
        Column("departments", least=10, rank=1),
        Column("id", rank=2),
    ]
    rows = [
        [
            one.email,
            f"{one.first_name} {one.last_name}".strip(),
            words.get(one.role.value, one.role.value),
            ", ".join(one.departments),
            one.id,
        ]
        for one in agents
    ]
    say(*table_lines(columns, rows, screen_width()))
    return ExitCode.OK


def _chats(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST_CHATS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of chats from 0 to {MOST_CHATS}")
    return int(text)
