"""The phrase grammars of the load set, read into what is said in each language on each topic."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.desk.seed.material import read_toml

LANGUAGES = ("en", "de", "fr", "es", "pl", "ja")
_SLOT = re.compile(r"\{([a-z]+)\}")
_VARIANTS = 60
"""Phrases that are made of one template, at most."""

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What is said about one thing. Slots in capitals are filled for each conversation."""

    subjects: Phrases
    problems: Phrases
    details: Phrases
    answers: Phrases


@dataclass(frozen=True, slots=True)
class Voice:
    """One language."""

    language: str
    share: int
    """Customers in a hundred who write in it."""
    joiner: str
    """What is between two sentences."""
    say: Mapping[str, Phrases]
    topics: Mapping[str, Topic]

    def topic(self, name: str) -> Topic:
        """A topic, or what the language has for all that it has no phrases of its own for."""
        return self.topics.get(name) or self.topics["other"]


def topic_weights() -> dict[str, int]:
    """How often each topic comes up."""
    return {name: int(topic["weight"]) for name, topic in read_toml("load/en")["topic"].items()}


def load_voices(rng: random.Random) -> dict[str, Voice]:
    """All languages, their phrases made from the templates by chance."""
    return {language: _voice(read_toml(f"load/{language}"), rng) for language in LANGUAGES}


def _voice(data: Mapping[str, Any], rng: random.Random) -> Voice:
    words: dict[str, list[str]] = data["words"]
    say = {name: _expand(templates, words, rng) for name, templates in data["say"].items()}
    topics = {
        name: Topic(
            subjects=_expand(topic["subject"], words, rng),
            problems=_expand(topic["problem"], words, rng),
            details=_expand(topic["detail"], words, rng),
            answers=_expand(topic["answer"], words, rng),
        )
        for name, topic in data["topic"].items()
    }
    return Voice(data["language"], data["share"], data["joiner"], say, topics)


def _expand(templates: list[str], words: Mapping[str, list[str]], rng: random.Random) -> Phrases:
    """The different phrases of some templates; templates with more slots become more phrases."""
    phrases: dict[str, None] = {}
    for template in templates:
        possible = 1
        for name in _SLOT.findall(template):
            possible *= len(words[name])
        for _ in range(min(possible, _VARIANTS)):
            filled = _SLOT.sub(lambda slot: rng.choice(words[slot[1]]), template)
            phrases[filled[0].upper() + filled[1:]] = None
    return tuple(phrases)
