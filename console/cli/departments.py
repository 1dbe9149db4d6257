"""Departments by id or name, as people name them."""

from __future__ import annotations

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.contract.departments import Department


async def find_department(client: LiveAgentClient, named: str, *, deleted: bool = False) -> Department:
    """The department with this id or name; raises `CommandError` with those there are.

    One that is deleted is found only when that is asked for.
    """
    departments = [one for one in await client.departments.list() if deleted or one.deleted != "Y"]
    for one in departments:
        if one.departmentid == named:
            return one
    found = [one for one in departments if one.name.casefold() == named.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.departmentid for one in found)
        raise CommandError(ExitCode.USAGE, f"Several departments are called {named!r}; give one of the ids {ids}.")
    known = ", ".join(one.name for one in departments)
    raise CommandError(ExitCode.NOT_FOUND, f"There is no department {named!r}; there are {known}.")
