"""What is settled about one conversation, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.desk.events import Act, Line
from console.desk.seed.load.people import Agent, Customer, Place
from console.desk.seed.load.texts import Side
from console.desk.seed.load.voices import Phrases, Topic, Voice


@dataclass(slots=True)
class Case:
    """One conversation before it is written. Times are UTC epoch seconds."""

    status: str
    channel: str
    created: int
    limit: int
    """The last moment at which something may happen."""
    ends_at_limit: bool
    """Whether it is resolved by a job at its limit."""
    owner: Customer
    place: Place
    agent: Agent
    colleague: Agent
    voice: Voice
    topic: Topic
    customer: Side
    desk: Side
    order: str
    tags: list[str]
    """Names."""
    rare: str | None
    """A word that is found in few others."""
    huge: Phrases
    """Lines for a message of more than 200 KB; none for all but a few."""

    def fill(self, texts: list[str]) -> list[str]:
        """The texts with the slots of this conversation filled."""
        return [self.fill_one(text) if "{" in text else text for text in texts]

    def fill_one(self, text: str) -> str:
        """One text with its slots filled."""
        text = text.replace("{ORDER}", self.order).replace("{FIRST}", self.owner.first)
        return text.replace("{RARE}", self.rare) if self.rare else text


@dataclass(slots=True)
class Written:
    """A conversation that was written."""

    acts: list[Act] = field(default_factory=list)
    subject: str = ""
    preview: str = ""

    def add(self, rtype: str, user_id: str, at: int, *parts: tuple[str, str]) -> None:
        """Append a group all of whose messages are of one user and one moment."""
        self.acts.append(Act(rtype, user_id, at, at, [Line(letter, user_id, at, body) for letter, body in parts]))
