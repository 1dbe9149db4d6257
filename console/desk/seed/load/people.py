"""Who there is in the load set: departments, agents, customers and their groups."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from console.contract.enums import AgentRole, CustomerRole
from console.desk.ids import new_id
from console.desk.seed.load.sizes import Size
from console.desk.seed.load.voices import Voice
from console.desk.seed.material import read_toml

_ROLES = {0: AgentRole.OWNER, 1: AgentRole.ADMINISTRATOR, 2: AgentRole.ADMINISTRATOR}
_SHIFTS = ((13 * 60, 21 * 60), (15 * 60, 23 * 60), (6 * 60, 14 * 60), (22 * 60, 6 * 60))
"""Minutes after UTC midnight: two American ones, a European and an Asian one."""
_SECOND_DEPARTMENT = 3
"""One agent in so many serves a second department."""


class Place(NamedTuple):
    """A department."""

    id: str
    topic: str
    name: str
    preset: str


class Agent(NamedTuple):
    """An agent, with the places of the departments in the list of them."""

    id: str
    first: str
    last: str
    email: str
    role: str
    shift: tuple[int, int]
    places: tuple[int, ...]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


class Customer(NamedTuple):
    """A customer."""

    id: str
    user_id: str
    first: str
    last: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class People:
    """Everybody."""

    places: list[Place]
    agents: list[Agent]
    serving: list[list[Agent]]
    """Agents by the place of their department."""
    customers: list[Customer]


def make_people(size: Size, voices: Mapping[str, Voice], rng: random.Random) -> People:
    """Departments, agents and customers of a size."""
    desk = read_toml("load/desk")
    places = [Place(new_id(rng), row["topic"], row["name"], row["preset"]) for row in desk["department"]]
    agents = _agents(size.agents, len(places), desk["agents"], rng)
    serving = [[one for one in agents if number in one.places] for number in range(len(places))]
    return People(places, agents, serving, _customers(size.customers, voices, desk["customers"], rng))


def department_rows(people: People) -> list[dict[str, Any]]:
    """Rows of the departments."""
    return [
        {"id": one.id, "name": one.name, "preset": one.preset, "position": position}
        for position, one in enumerate(people.places)
    ]


def agent_rows(people: People) -> list[dict[str, Any]]:
    """Rows of the agents."""
    return [
        {
            "id": one.id,
            "contact_id": f"ct{one.id}",
            "email": one.email,
            "first_name": one.first,
            "last_name": one.last,
            "system_name": one.email.split("@")[0],
            "role": one.role,
            "chat_slots": 3,
            "shift_start": one.shift[0],
            "shift_end": one.shift[1],
        }
        for one in people.agents
    ]


def presence_rows(people: People, now: datetime) -> list[dict[str, Any]]:
    """Rows of who serves what, online by shift."""
    moment = now.astimezone(UTC)
    minute = moment.hour * 60 + moment.minute
    return [
        {
            "agent_id": one.id,
            "department_id": people.places[place].id,
            "preset": people.places[place].preset,
            "online": people.places[place].preset if on_shift(one.shift, minute) else "",
        }
        for one in people.agents
        for place in one.places
    ]


def customer_rows(people: People, first_seen: list[int], rng: random.Random) -> list[dict[str, Any]]:
    """Rows of the customers, who came into being a little before they first wrote."""
    return [
        {
            "id": one.id,
            "user_id": one.user_id,
            "email": one.email,
            "first_name": one.first,
            "last_name": one.last,
            "system_name": f"{one.first} {one.last}",
            "role": (CustomerRole.REGISTERED if rng.random() < 0.7 else CustomerRole.VISITOR).value,
            "created": seen - rng.randrange(3600),
        }
        for one, seen in zip(people.customers, first_seen, strict=True)
    ]


def group_rows(rng: random.Random) -> list[dict[str, Any]]:
    """Rows of the groups of customers."""
    colours: dict[str, str] = read_toml("load/desk")["groups"]
    return [
        {"id": new_id(rng), "name": name, "color": "FFFFFF", "bg_color": colour} for name, colour in colours.items()
    ]


def membership_rows(people: People, groups: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Rows of the members: one customer in twelve is in one group, and the first few, who write most, are too."""
    return [
        {"customer_id": one.id, "group_id": rng.choice(groups)["id"]}
        for number, one in enumerate(people.customers)
        if number < len(groups) or rng.random() < 1 / 12
    ]


def on_shift(shift: tuple[int, int], minute: int) -> bool:
    """Whether a shift covers a minute of the UTC day."""
    start, end = shift
    return start <= minute < end if start < end else minute >= start or minute < end


def _agents(count: int, places: int, names: Mapping[str, list[str]], rng: random.Random) -> list[Agent]:
    agents = []
    for number in range(count):
        first = names["first"][number % len(names["first"])]
        last = names["last"][(number + number // len(names["first"])) % len(names["last"])]
        serves = {number % places} | ({(number * 5 + 1) % places} if number % _SECOND_DEPARTMENT == 0 else set())
        # The first one has the address of the demo's agent, so that the same command line works with both.
        email = "ana@kestrel.example" if number == 0 else f"{_plain(first)}.{_plain(last)}@kestrel.example"
        role = _ROLES.get(number, AgentRole.AGENT).value
        shift = _SHIFTS[number % len(_SHIFTS)]
        agents.append(Agent(new_id(rng), first, last, email, role, shift, tuple(sorted(serves))))
    return agents


def _customers(count: int, voices: Mapping[str, Voice], data: Mapping[str, Any], rng: random.Random) -> list[Customer]:
    languages = rng.choices(list(voices), weights=[voice.share for voice in voices.values()], k=count)
    domains: list[str] = data["domains"]
    found = []
    for number, language in enumerate(languages):
        names = data["names"][language]
        first, last = rng.choice(names["first"]), rng.choice(names["last"])
        box = f"{_plain(first)}.{_plain(last)}".strip(".") or "kunde"
        email = f"{box}.{number + 1}@{rng.choice(domains)}"
        found.append(Customer(new_id(rng, length=10), new_id(rng, length=10), first, last, email, language))
    return found


def _plain(name: str) -> str:
    """The name in the letters of an address; nothing is left of one in another script."""
    spread = unicodedata.normalize("NFKD", name.lower().replace("ł", "l").replace("ß", "ss"))
    return spread.encode("ascii", "ignore").decode()
