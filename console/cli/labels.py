"""Customers groups and tags, which are alike: names with two colours, listed, shown, added, changed and removed."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from console.api.errors import NotFoundError
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.outcome import Outcome, State, make_sure, tell
from console.cli.rows import print_rows, print_thing
from console.cli.table import Column
from console.contract.conversations import TagRow
from console.contract.customers_groups import Group, GroupRow
from console.contract.tags import Tag

Label = Group | Tag
"""One of them in full."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The calls of one kind."""

    noun: str
    """`group` or `tag`."""
    list: Callable[[], Awaitable[Sequence[GroupRow | TagRow]]]
    info: Callable[[str], Awaitable[Label]]
    create: Callable[[str, str | None, str | None], Awaitable[object]]
    change: Callable[[str, str | None, str | None, str | None], Awaitable[object]]
    delete: Callable[[str], Awaitable[object]]

    async def find(self, named: str) -> GroupRow | TagRow:
        """The one with this id or name; raises `CommandError`."""
        rows = await self.list()
        for row in rows:
            if row.id == named:
                return row
        for row in rows:
            if row.name.casefold() == named.casefold():
                return row
        raise CommandError(ExitCode.NOT_FOUND, f"There is no {self.noun} {named!r}.")

    async def with_name(self, name: str) -> GroupRow | TagRow | None:
        """The one with exactly this name."""
        return next((row for row in await self.list() if row.name == name), None)


async def show_list(options: argparse.Namespace, labels: Labels) -> int:
    """Print all of them."""
    things = [{"id": row.id, "name": row.name} for row in await labels.list()]
    print_rows(options, f"{labels.noun}s", things, (("id", Column("id")), ("name", Column("name", least=12))))
    return ExitCode.OK


async def show_one(options: argparse.Namespace, labels: Labels) -> int:
    """Print one with its colours."""
    found = await labels.info((await labels.find(options.name)).id)
    thing = {"id": found.id, "name": found.name, "color": found.color, "background": found.bg_color}
    print_thing(options, thing, {"name": "name", "id": "id", "color": "colour", "background": "background"})
    return ExitCode.OK


async def add(options: argparse.Namespace, labels: Labels) -> int:
    """Make a new one."""
    name = options.name
    if await labels.with_name(name) is not None:
        return tell(options, Outcome(State.NOT_DONE, f"There is a {labels.noun} {name} already.", {labels.noun: name}))

    async def seen() -> bool:
        return await labels.with_name(name) is not None

    create = partial(labels.create, name, _hex(options.color), _hex(options.background))
    done = f"There is a {labels.noun} {name} now."
    return tell(options, await make_sure(create, seen, done=done, facts={labels.noun: name}))


async def change(options: argparse.Namespace, labels: Labels) -> int:
    """Change name or colours."""
    wanted = {"name": options.new_name, "color": _hex(options.color), "bg_color": _hex(options.background)}
    if not any(wanted.values()):
        raise CommandError(ExitCode.USAGE, "Say what to change: --name, --color or --background.")
    found = await labels.find(options.name)

    async def seen() -> bool:
        now = await labels.info(found.id)
        return all(not value or getattr(now, field).casefold() == value.casefold() for field, value in wanted.items())

    changing = partial(labels.change, found.id, wanted["name"], wanted["color"], wanted["bg_color"])
    done = f"The {labels.noun} {wanted['name'] or found.name} is changed."
    return tell(options, await make_sure(changing, seen, done=done, facts={labels.noun: found.id}))


async def remove(options: argparse.Namespace, labels: Labels) -> int:
    """Delete one."""
    found = await labels.find(options.name)

    async def seen() -> bool:
        try:
            await labels.info(found.id)
        except NotFoundError:
            return True
        return False

    done, facts = f"The {labels.noun} {found.name} is gone.", {labels.noun: found.id}
    return tell(options, await make_sure(partial(labels.delete, found.id), seen, done=done, facts=facts))


def _hex(colour: str | None) -> str | None:
    """A colour as the API has it: hex digits without #."""
    if colour is None:
        return None
    digits = colour.removeprefix("#")
    if len(digits) not in (3, 6) or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
        raise CommandError(ExitCode.USAGE, f"{colour!r} is no colour; colours are hex digits such as C0392B.")
    return digits
