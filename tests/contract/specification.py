"""The specification as data: the 64 calls of `tests/data/calls.json`, numbered as its text numbers them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CALLS_FILE = Path(__file__).parent.parent / "data" / "calls.json"


@dataclass(frozen=True)
class Item:
    """A parameter or a field."""

    name: str
    type: str
    required: bool
    in_path: bool
    choices: dict[str, str]
    chosen: bool
    """Whether the name, or a part of the meaning, is chosen and attested nowhere."""
    children: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Call:
    """One call."""

    number: str
    title: str
    method: str
    path: str
    envelope: str | None
    params: tuple[Item, ...]
    """Without the key, which every call takes."""
    fields: tuple[Item, ...]
    example: dict[str, Any]
    """What lies under `response`."""

    def __str__(self) -> str:
        return f"{self.number}-{self.method}-{self.path}"


def read_calls() -> list[Call]:
    """All calls in the specification's order."""
    return list(_calls(json.loads(CALLS_FILE.read_text(encoding="utf-8"))))


def _calls(rows: list[dict[str, Any]]) -> Iterator[Call]:
    group, section, place = "", 0, 0
    for row in rows:
        section, place = (section, place + 1) if row["group"] == group else (section + 1, 1)
        group = row["group"]
        yield Call(
            number=f"{section}.{place}",
            title=row["name"],
            method=row["method"],
            path=row["path"],
            envelope=row["envelope"],
            params=tuple(_item(one) for one in row["params"] if one["name"] != "apikey"),
            fields=tuple(_item(one) for one in row["fields"]),
            example=row["example"]["response"],
        )


def _item(row: dict[str, Any]) -> Item:
    return Item(
        name=row["name"],
        type=row["type"],
        required=row.get("required", False),
        in_path=row.get("in") == "path",
        choices=row["choices"] or {},
        chosen=row["certainty"] == "chosen" or "[chosen]" in row["desc"],
        children=tuple(_item(one) for one in row.get("children") or ()),
    )
