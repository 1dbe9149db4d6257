"""Who takes part in what: picks customers by language and agents by department, so that nobody turns up everywhere."""

from __future__ import annotations

import random

from console.desk.seed.people import Agent, Customer, People

VIP = "jana@example.com"


class Cast:
    """Picks people; every customer of a language once before anybody comes again."""

    def __init__(self, people: People, rng: random.Random, busy: list[Customer]) -> None:
        self.people = people
        self.rng = rng
        self._decks: dict[str, list[Customer]] = {}
        self._reserved = {id(one) for one in busy}

    def customer(self, language: str) -> Customer:
        """The next customer who writes in a language."""
        deck = self._decks.get(language)
        if not deck:
            deck = [one for one in self.people.customers if one.language == language and self._may(one)]
            self.rng.shuffle(deck)
            self._decks[language] = deck
        return deck.pop()

    def agents(self, department_id: str, language: str, *, without: str = "") -> tuple[Agent, Agent]:
        """An agent who answers and a colleague, both of the department as far as there are two."""
        everybody = [one for one in self.people.agents.values() if one.id != without]
        serving = [one for one in everybody if department_id in one.departments]
        able = [one for one in serving if language in one.languages] or [
            one for one in everybody if language in one.languages
        ]
        first = self.rng.choice(able or serving)
        others = [one for one in serving if one is not first] or [one for one in everybody if one is not first]
        return first, self.rng.choice(others)

    def vip(self) -> Customer:
        """The customer with the most conversations."""
        return self.people.by_email[VIP]

    def _may(self, one: Customer) -> bool:
        return id(one) not in self._reserved and one.emails[0] != VIP
