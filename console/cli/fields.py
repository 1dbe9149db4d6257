"""Custom fields of a conversation or a customer: shown, set as one unit, added to, taken away."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from console.api.errors import ApiError, Sent, ServerRefusedError
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.outcome import Step, one_after_another, tell
from console.cli.printing import complain, say, say_json
from console.cli.table import pair_lines
from console.contract.base import CustomField


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the fields."""

    what: str
    """`conversation` or `customer`."""
    name: str
    read: Callable[[], Awaitable[Sequence[CustomField]]]
    add: Callable[[str, str], Awaitable[object]]
    """Adds one value to a code."""
    delete: Callable[[str], Awaitable[object]]
    """Takes all values of a code away."""

    async def values(self, code: str) -> list[str]:
        """The values of a code."""
        return [one.value for one in await self.read() if one.code == code]


async def show_or_change(options: argparse.Namespace, holder: Holder) -> int:
    """What the options ask for."""
    wanted = [split_field(text) for text in options.fields]
    further = [split_field(text) for text in options.add]
    has = await holder.read()
    if not (wanted or further or options.remove):
        return _show(options, holder, has)
    steps = [
        *(_set(holder, code, value, [one.value for one in has if one.code == code]) for code, value in wanted),
        *(_add(holder, code, value) for code, value in further),
        *(_remove(holder, code) for code in options.remove),
    ]
    return tell(options, await one_after_another(steps, {holder.what: holder.name}))


def split_field(text: str) -> tuple[str, str]:
    """Code and value; raises `CommandError`."""
    code, equals, value = text.partition("=")
    if not code or not equals:
        raise CommandError(ExitCode.USAGE, f"{text!r} is no field; fields are CODE=VALUE.")
    return code, value


def _show(options: argparse.Namespace, holder: Holder, has: Sequence[CustomField]) -> int:
    if options.json:
        say_json({holder.what: holder.name, "fields": [{"code": one.code, "value": one.value} for one in has]})
    elif has:
        say(*pair_lines([(one.code, one.value or "(empty)") for one in has]))
    else:
        complain("There are no fields.")
    return ExitCode.OK


def _set(holder: Holder, code: str, value: str, before: Sequence[str]) -> Step:
    async def seen() -> bool:
        return await holder.values(code) == [value]

    return Step(partial(_replace, holder, code, value, before), seen, f"{code} is {value}.")


def _add(holder: Holder, code: str, value: str) -> Step:
    async def seen() -> bool:
        return value in await holder.values(code)

    return Step(partial(holder.add, code, value), seen, f"{code} has the value {value}.")


def _remove(holder: Holder, code: str) -> Step:
    async def seen() -> bool:
        return not await holder.values(code)

    return Step(partial(holder.delete, code), seen, f"{code} is gone.")


async def _replace(holder: Holder, code: str, value: str, before: Sequence[str]) -> None:
    """Make a value the only one. The API has no such call: what was there goes first, and comes back when adding
    the new one certainly failed."""
    if list(before) == [value]:
        return
    if before:
        await holder.delete(code)
    try:
        await holder.add(code, value)
    except ApiError as error:
        if not before or not _certain(error):
            raise
        await _put_back(holder, code, before, error)
        raise


async def _put_back(holder: Holder, code: str, before: Sequence[str], why: ApiError) -> None:
    try:
        for old in before:
            await holder.add(code, old)
    except ApiError:
        values = ", ".join(before)
        message = f"{why.message} And {code} could not be given its old value back; it was: {values}."
        raise CommandError(ExitCode.UNKNOWN, message) from None


def _certain(error: ApiError) -> bool:
    """Whether the server certainly did nothing: also an error object of its own says so."""
    return error.sent is not Sent.UNKNOWN or (isinstance(error, ServerRefusedError) and bool(error.server_message))


def given_fields(texts: Sequence[str]) -> Iterator[CustomField]:
    """Fields as they are given with something new."""
    for text in texts:
        code, value = split_field(text)
        yield CustomField(code=code, value=value)
