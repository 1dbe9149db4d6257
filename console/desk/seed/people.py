"""Who there is: departments, agents, customers and their groups, with their rows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from console.desk.ids import new_id
from console.desk.seed.material import read_toml

DAY = 86_400
OFFLINE_DEPARTMENT = "D3billkf"
"""Offline all day, whoever of its agents is there."""


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent; `departments` has the letters each department presets, `shift` is in minutes after UTC midnight."""

    id: str
    first: str
    last: str
    email: str
    gender: str
    role: str
    slots: int
    shift: tuple[int, int]
    departments: dict[str, str]
    languages: tuple[str, ...]

    def on_shift(self, minute: int) -> bool:
        """Whether the shift covers a minute of the UTC day."""
        start, end = self.shift
        return start <= minute < end if start < end else minute >= start or minute < end


@dataclass(slots=True)
class Customer:
    """A customer; the first address is the main one."""

    id: str
    user_id: str
    first: str
    last: str
    emails: list[str]
    language: str
    country: str
    role: str
    groups: list[str]
    company_id: str | None = None
    note: str | None = None
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """First and last name; empty when there is none."""
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, and the departments by their short keys."""

    agents: dict[str, Agent]
    customers: list[Customer]
    departments: dict[str, str]
    by_email: dict[str, Customer]


def load_people(rng: random.Random) -> People:
    """Read everybody from the data files; ids come from the source of chance."""
    desk = read_toml("desk")
    departments = {row["key"]: row["id"] for row in desk["department"]}
    agents = {row["id"]: _agent(row, departments) for row in desk["agent"]}
    customers = _customers(rng)
    return People(agents, customers, departments, {email: one for one in customers for email in one.emails})


def department_rows() -> list[dict[str, Any]]:
    """Rows of the table of departments."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "description": row["description"],
            "preset": row["preset"],
            "deleted": row.get("deleted", "N"),
            "position": position,
        }
        for position, row in enumerate(read_toml("desk")["department"])
    ]


def agent_rows(people: People) -> list[dict[str, Any]]:
    """Rows of the table of agents."""
    return [
        {
            "id": one.id,
            "contact_id": "ct" + one.id[2:],
            "email": one.email,
            "first_name": one.first,
            "last_name": one.last,
            "system_name": one.email.split("@")[0],
            "gender": one.gender,
            "role": one.role,
            "chat_slots": one.slots,
            "shift_start": one.shift[0],
            "shift_end": one.shift[1],
        }
        for one in people.agents.values()
    ]


def presence_rows(people: People, now: datetime) -> list[dict[str, Any]]:
    """Rows of who serves what: online by shift, but nobody where the department is offline all day."""
    minute = now.hour * 60 + now.minute
    return [
        {
            "agent_id": one.id,
            "department_id": department,
            "preset": letters,
            "online": letters if one.on_shift(minute) and department != OFFLINE_DEPARTMENT else "",
        }
        for one in people.agents.values()
        for department, letters in one.departments.items()
    ]


def customer_rows(people: People, now: datetime, rng: random.Random) -> list[dict[str, Any]]:
    """Rows of the table of customers."""
    moment = int(now.timestamp())
    return [
        {
            "id": one.id,
            "user_id": one.user_id,
            "email": one.emails[0].lower(),
            "first_name": one.first,
            "last_name": one.last,
            "system_name": one.name or one.emails[0],
            "role": one.role,
            "phone": next((value for code, value in one.fields if code == "phone"), None),
            "note": one.note,
            "company_id": one.company_id,
            "created": moment - rng.randrange(1130 * DAY, 1500 * DAY),
        }
        for one in people.customers
    ]


def _agent(row: dict[str, Any], departments: dict[str, str]) -> Agent:
    served = {departments[key]: letters for key, letters in row["departments"].items()}
    start, end = row["shift"]
    names = (row["id"], row["first"], row["last"], row["email"], row["gender"], row["role"])
    return Agent(*names, row["slots"], (start, end), served, tuple(row["languages"]))


def _customers(rng: random.Random) -> list[Customer]:
    data = read_toml("people")
    lines = [*data["customers"].strip().splitlines(), *data["extra"]["lines"].strip("\n").split("\n")]
    everybody = [_customer(line, rng) for line in lines]
    everybody += [_customer(f"||{line}|V|", rng) for line in data["nameless"].strip().splitlines()]
    company = data["company"]
    for number, line in enumerate(company["contacts"].strip().splitlines()):
        first, last = line.split("|")
        address = f"{first}.{last}@{company['domain']}".lower().replace("ř", "r").replace("á", "a")
        one = _customer(f"{first}|{last}|{address}|en|GB|{'V' if number >= 8 else 'R'}|Business", rng)
        one.company_id = company["id"]
        everybody.append(one)
    for one in everybody:
        one.fields = _fields(one, rng)
    return everybody


def _customer(line: str, rng: random.Random) -> Customer:
    first, last, emails, language, country, role, *groups = line.split("|")
    member_of = [name for name in groups[0].split(",") if name] if groups else []
    return Customer(new_id(rng), new_id(rng), first, last, emails.split(), language, country, role, member_of)


def _fields(one: Customer, rng: random.Random) -> list[tuple[str, str]]:
    if one.emails[0] == "jana@example.com":
        return [("customer_no", "K-20811"), ("plan", "Studio"), ("country", "CZ"), ("vat_id", "CZ00000019")]
    found = [("country", one.country)]
    if one.role == "R":
        found.insert(0, ("customer_no", f"K-{rng.randrange(10_000, 30_000)}"))
        found.insert(1, ("plan", rng.choice(("Free", "Free", "Free", "Studio", "Studio yearly"))))
    if one.language != "en" or one.country in ("JP", "KR", "GR"):
        found.append(("language", one.language))
    if rng.random() < 0.4:
        found.append(("phone", f"555-01{rng.randrange(100):02d}"))
    if "Business" in one.groups or "Reseller" in one.groups:
        found.append(("vat_id", f"{one.country}00000{rng.randrange(100, 999)}"))
    if one.emails[0] == "harriet@example.org":
        found += [("phone", "555-0199"), ("phone", "555-0144"), ("plan", "")]
    if one.emails[0] == "quentin@example.com":
        found.append(("delivery_notes", "Ring twice, the bell is shy. " * 147))
    return found
