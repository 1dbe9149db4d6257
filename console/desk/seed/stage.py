"""What fixtures are written on: the people, the clock and the source of chance of one seeding."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from console.desk.seed.drafts import HOUR, MINUTE, Draft
from console.desk.seed.material import read_toml
from console.desk.seed.people import DAY, Agent, Customer, People

FIXTURES: dict[str, str] = {
    "FX-01": "AXF-4BT-9D8",
    "FX-02": "HLD-7QM-2K4",
    "FX-03": "N3W-8SL-T1R",
    "FX-04": "RPL-5CH-6NQ",
    "FX-05": "PNG-2PG-8Z1",
    "FX-06": "CHT-6RW-3D5",
    "FX-07": "CLL-9VX-4E2",
    "FX-08": "RBK-3PR-7A9",
    "FX-09": "EV2-0SC-5LM",
    "FX-10": "TIE-1SM-6KD",
    "FX-11": "CCP-4RC-2RC",
    "FX-12": "SPL-8DL-1PM",
    "FX-13": "UNK-4QY-0X7",
    "FX-14": "RTL-6AH-3FA",
    "FX-15": "CJK-2HW-9FW",
    "FX-16": "EMJ-5FL-7KC",
    "FX-17": "TDV-8CM-4ZG",
    "FX-18": "LNG-3KL-1BL",
    "FX-19": "EMP-0NL-0MS",
    "FX-19b": "NDP-0NL-1MS",
    "FX-20": "DST-1AM-2FB",
    "FX-21": "GDP-7ID-4CN",
    "FX-22": "LOG-4HK-8TX",
    "FX-23": "IMG-4TH-3NL",
    "FX-24": "SPM-7WV-1KF",
    "FX-25": "ATO-1LP-8RD",
}
"""Conversation codes of the fixtures; FX-19b is the one without a department, FX-24 the phishing mail of the wave."""


@dataclass(slots=True)
class Stage:
    """Everything a fixture needs."""

    people: People
    now: datetime
    rng: random.Random

    @property
    def moment(self) -> int:
        """Now, as epoch seconds."""
        return int(self.now.timestamp())

    def ago(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> int:
        """A time before now, as epoch seconds."""
        return self.moment - int(days * DAY + hours * HOUR + minutes * MINUTE)

    def agent(self, name: str) -> Agent:
        """An agent by the name in the address."""
        return next(one for one in self.people.agents.values() if one.email.startswith(name + "@"))

    def customer(self, email: str) -> Customer:
        """A customer by address."""
        return self.people.by_email[email]

    def draft(self, fixture: str, subject: str, department: str, status: str, email: str, channel: str = "E") -> Draft:
        """The beginning of a fixture's conversation."""
        owner = self.people.by_email[email]
        department_id = self.people.departments[department]
        return Draft(subject, department_id, status, channel, owner, code=FIXTURES.get(fixture, ""))


def department_name(key: str) -> str:
    """The full name of a department."""
    return next(str(row["name"]) for row in read_toml("desk")["department"] if row["key"] == key)
