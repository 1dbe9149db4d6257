"""What a value of a setting may be, and a TOML value or a variable's text read as that.

By hand, because the settings are read before the first screen is painted, and a library of models takes longer to load
than all else does there.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

Place: TypeAlias = tuple[str, ...]
"""A dotted name in parts."""
Refuse: TypeAlias = Callable[[Place, object, str], None]
"""Takes the place of a wrong value, the value, and what would be allowed there."""
Unknown: TypeAlias = Callable[[Place, list[str]], None]
"""Takes the place of a setting that does not exist and the names known beside it."""

_TRUTHS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `least` to `most`."""

    least: float
    most: float

    def wrong(self, value: Any) -> str | None:
        """What would be allowed, when the value is not."""
        if not value >= self.least:
            return f"{self.least:g} or more"
        return None if value <= self.most else f"{self.most:g} or less"


@dataclass(frozen=True, slots=True)
class Zone:
    """The name of a time zone."""

    def wrong(self, value: Any) -> str | None:
        """What would be allowed, when the value is not."""
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            return "a zone such as America/Los_Angeles, Europe/Prague or UTC"
        return None


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day, also over midnight: `18:00-08:00`; nothing for none."""

    def wrong(self, value: str) -> str | None:
        """What would be allowed, when the value is not."""
        return None if not value or self._read(value) else "two times such as 18:00-08:00"

    def holds(self, value: str, at: time) -> bool:
        """Whether a time of day is in it."""
        found = self._read(value)
        if found is None:
            return False
        start, end = found
        return start <= at < end if start <= end else at >= start or at < end

    def _read(self, value: str) -> tuple[time, time] | None:
        parts = [part.strip().rjust(5, "0") for part in value.split("-")]
        try:
            start, end = (time.fromisoformat(part) for part in parts if len(part) == 5)
        except ValueError:
            return None
        return start, end


@dataclass(frozen=True, slots=True)
class _WrongError(Exception):
    allowed: str


def kinds_of(model: type) -> dict[str, Any]:
    """The type of each setting of a section, by name."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {one.name: _given(hints[one.name]) for one in fields(model)}


class Reader:
    """Makes a section of a tree; every wrong value and every unknown name is told, and its default stands in."""

    def __init__(self, refuse: Refuse, unknown: Unknown) -> None:
        self._refuse = refuse
        self._unknown = unknown

    def section(self, model: type, tree: object, place: Place = ()) -> Any:
        """An object of the model with the tree's values."""
        if not isinstance(tree, dict):
            self._refuse(place, tree, "a table")
            return model()
        kinds = kinds_of(model)
        values = {}
        for name, value in tree.items():
            if name not in kinds:
                self._unknown((*place, name), list(kinds))
            elif is_dataclass(kind := kinds[name]) and isinstance(kind, type):
                values[name] = self.section(kind, value, (*place, name))
            else:
                values.update(self._value(kind, value, (*place, name)))
        return model(**values)

    def _value(self, kind: Any, value: object, place: Place) -> Iterator[tuple[str, object]]:
        try:
            yield place[-1], self._read(kind, value, place)
        except _WrongError as wrong:
            self._refuse(place, value, wrong.allowed)

    def _read(self, kind: Any, value: object, place: Place) -> object:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is Annotated:
            read = self._read(arguments[0], value, place)
            for rule in arguments[1:]:
                if allowed := rule.wrong(read):
                    raise _WrongError(allowed)
            return read
        if origin is Literal:
            if value in arguments:
                return value
            raise _WrongError(" or ".join(map(repr, arguments)))
        if origin is list:
            if not isinstance(value, list):
                raise _WrongError("a list")
            return [item for one in value for _, item in self._value(arguments[0], one, place)]
        if origin is dict:
            if not isinstance(value, dict):
                raise _WrongError("a table")
            return {name: item for key, one in value.items() for name, item in self._value(str, one, (*place, key))}
        return _SIMPLE[kind](value)


def _given(kind: Any) -> Any:
    """The type of a setting that is given: `X` of `X | None`."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        (kind,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
    return kind


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongError("text")
    return value


def _path(value: object) -> Path:
    return Path(_text(value)).expanduser()


def _truth(value: object) -> bool:
    truth = value if isinstance(value, bool) else _TRUTHS.get(value.strip().lower()) if isinstance(value, str) else None
    if truth is None:
        raise _WrongError("true or false")
    return truth


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _WrongError("a number")
    try:
        return float(value)
    except (ValueError, OverflowError):
        raise _WrongError("a number") from None


def _whole(value: object) -> int:
    try:
        number = _number(value)
    except _WrongError:
        raise _WrongError("a whole number") from None
    if not number.is_integer():
        raise _WrongError("a whole number")
    return int(number)


_SIMPLE: dict[Any, Callable[[object], object]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    Path: _path,
}
