"""`lac department`: departments and the agents in them."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.options import add_command, add_common
from console.cli.parser import add_group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from console.cli.access import Calls
    from console.cli.lazy import Commands
    from console.contract.departments import Department

DESCRIPTION = "Departments: list and show them, and the agents of one."

EXAMPLES = """\
examples:
  lac department list
  lac department agents Billing --json"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("department", description=DESCRIPTION, epilog=EXAMPLES))
    below.announce("list", "list departments", _add_list)
    below.announce("show", "show one department", _add_show)
    below.announce("agents", "list the agents of a department", _add_agents)


def _add_list(commands: Commands) -> None:
    examples = "examples:\n  lac department list\n  lac department list --all --json"
    parser = add_command(commands, "list", "List departments.", examples, _running(_list))
    parser.add_argument("--all", action="store_true", help="deleted ones too")
    add_common(parser)


def _add_show(commands: Commands) -> None:
    examples = "examples:\n  lac department show Billing"
    parser = add_command(commands, "show", "Show one department.", examples, _running(_show))
    parser.add_argument("department", metavar="NAME", help="id or name of a department")
    add_common(parser)


def _add_agents(commands: Commands) -> None:
    examples = "examples:\n  lac department agents Billing"
    description = "List the agents of a department and what each is online for in it."
    parser = add_command(commands, "agents", description, examples, _running(_agents))
    parser.add_argument("department", metavar="NAME", help="id or name of a department")
    add_common(parser)


def _running(
    command: Callable[[argparse.Namespace, Calls], Awaitable[int]],
) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from console.cli.access import with_client

        async def ask(calls: Calls) -> int:
            return await command(options, calls)

        return with_client(options, ask)

    return run


async def _list(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.rows import print_rows
    from console.cli.table import Column

    departments = [one for one in await calls.client.departments.list() if options.all or one.deleted != "Y"]
    columns = (
        ("name", Column("name", least=10)),
        ("online", Column("online for")),
        ("id", Column("id", rank=1)),
        ("description", Column("description", least=10, rank=2)),
    )
    print_rows(options, "departments", [_as_json(one) for one in departments], columns)
    return ExitCode.OK


async def _show(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.departments import find_department
    from console.cli.rows import print_thing

    found = await find_department(calls.client, options.department, deleted=True)
    info = await calls.client.departments.info(found.departmentid)
    names = {"name": "name", "id": "id", "description": "description", "online": "online for", "deleted": "deleted"}
    print_thing(options, _as_json(info), names)
    return ExitCode.OK


async def _agents(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.departments import find_department
    from console.cli.presence import services
    from console.cli.rows import print_rows
    from console.cli.table import Column
    from console.services.mapping import full_name

    found = await find_department(calls.client, options.department, deleted=True)
    agents = [
        {
            "id": one.userid,
            "name": full_name(one.firstname, one.lastname),
            "email": one.email,
            "online": services(one.onlinestatus),
        }
        for one in await calls.client.departments.agents(found.departmentid)
    ]
    columns = (
        ("name", Column("name", least=10)),
        ("email", Column("email", least=12, rank=1)),
        ("online", Column("online for")),
        ("id", Column("id", rank=2)),
    )
    print_rows(options, "agents", agents, columns)
    return ExitCode.OK


def _as_json(one: Department) -> dict[str, object]:
    from console.cli.presence import services

    return {
        "id": one.departmentid,
        "name": one.name,
        "description": one.description,
        "online": services(one.onlinestatus),
        "deleted": one.deleted == "Y",
    }
