"""The written material of the demo: scripts, chats, calls and the like, read from the data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_SCRIPT_FILES = ("scripts_en_orders", "scripts_en_tech", "scripts_en_care", "scripts_world")


@dataclass(frozen=True, slots=True)
class Script:
    """A case as it may run: what the customer writes first, what is answered, and how it ends. Texts have slots."""

    id: str
    department: str
    language: str
    subjects: tuple[str, ...]
    open: tuple[str, ...]
    answer: str
    more: str
    answer2: str
    thanks: str
    note: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    answer_files: tuple[str, ...] = ()
    more_files: tuple[str, ...] = ()
    answer2_files: tuple[str, ...] = ()
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; each line begins with C (customer) or A (agent) and a space."""

    subject: str
    department: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A phone call and the note the agent left about it."""

    subject: str
    department: str
    seconds: int
    note: str


@dataclass(frozen=True, slots=True)
class Social:
    """A message on a social channel and its answer."""

    subject: str
    department: str
    text: str
    answer: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Internal:
    """Talk among colleagues."""

    subject: str
    department: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A round that makes a thread longer: any of a customer's text, a note and an answer."""

    customer: str = ""
    note: str = ""
    answer: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outage:
    """One fault reported by many: pairs of subject and text, and what they are answered."""

    reports: tuple[tuple[str, str], ...]
    note: str
    answer: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that is written, apart from the fixtures."""

    scripts: tuple[Script, ...]
    chats: tuple[Chat, ...]
    calls: tuple[Call, ...]
    socials: tuple[Social, ...]
    internals: tuple[Internal, ...]
    rounds: tuple[Round, ...]
    outage: Outage
    spam: tuple[tuple[str, str], ...]
    deleted: tuple[tuple[str, str], ...]


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of a data file of this package, by its name without the ending. Nobody may change it."""
    return tomllib.loads((resources.files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_material() -> Material:
    """Read all scripts; the same object every time."""
    scripts = [
        Script(**_frozen({"language": "en", **row})) for name in _SCRIPT_FILES for row in read_toml(name)["script"]
    ]
    special = read_toml("scripts_special")
    outage = special["firmware"]
    return Material(
        scripts=tuple(scripts),
        chats=tuple(Chat(**_frozen(row)) for row in special["chat"]),
        calls=tuple(Call(**_frozen(row)) for row in special["call"]),
        socials=tuple(Social(**_frozen(row)) for row in special["social"]),
        internals=tuple(Internal(**_frozen(row)) for row in special["internal"]),
        rounds=tuple(Round(**_frozen(row)) for row in special["round"]),
        outage=Outage(_pairs(outage["reports"]), outage["note"], outage["answer"], tuple(outage["more"])),
        spam=_pairs(special["spam"]["messages"]),
        deleted=_pairs(special["deleted"]["messages"]),
    )


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in rows)
