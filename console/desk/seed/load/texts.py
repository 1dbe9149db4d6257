"""Texts of a wanted size, put together from the phrases of a language."""

from __future__ import annotations

import random
from dataclasses import dataclass

from console.desk.seed.load.chance import lognormal
from console.desk.seed.load.voices import Phrases, Voice

SIZES = lognormal(580, 1.15)
"""Bytes of what people write in mails: one in twenty has more than 4 KB. With chat lines, footers, headers and the
like half of all messages have less than 300 bytes."""
HUGE = 200_000
_PARAGRAPH = 4
"""Sentences."""
_LONG = 8000
"""Bytes from which on a text is a log that was pasted."""
_LOG_LINES = 600


@dataclass(frozen=True, slots=True)
class Side:
    """How one side writes about one topic: the customer, or the desk."""

    joiner: str
    greetings: Phrases
    first: Phrases
    rest: Phrases
    closings: Phrases
    short: Phrases
    log: Phrases
    mean: int
    """Bytes of a sentence."""
    frame: int
    """Bytes of greeting and closing."""

    def write(self, rng: random.Random, size: int, extra: tuple[str, ...] = ()) -> list[str]:
        """Paragraphs of about so many bytes; `extra` sentences come first."""
        if size < self.frame and not extra:
            return [rng.choice(self.short)]
        logged = size - _LONG
        wanted = (min(size, _LONG) - self.frame + self.mean // 2) // self.mean
        count = max(0, wanted - 1 - len(extra))
        sentences = [*extra, rng.choice(self.first), *rng.choices(self.rest, k=count)]
        join = self.joiner.join
        middle = [join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH)]
        if logged > 0:
            middle.append("\n".join(rng.choices(self.log, k=1 + logged // len(self.log[0]))))
        return [rng.choice(self.greetings), *middle, rng.choice(self.closings)]


def customer_side(voice: Voice, topic: str, log: Phrases) -> Side:
    """How customers write about a topic."""
    about, say = voice.topic(topic), voice.say
    rest = about.problems + about.details + say["ask"]
    return _side(voice, log, say["greeting"], about.problems, rest, say["closing"], say["short"])


def desk_side(voice: Voice, topic: str, log: Phrases) -> Side:
    """How agents write about a topic."""
    about, say = voice.topic(topic), voice.say
    return _side(
        voice, log, say["reply_greeting"], say["reply"], about.answers, say["reply_closing"], say["reply_short"]
    )


def log_lines(rng: random.Random) -> Phrases:
    """Lines of the log of a lamp, all of the same length."""
    words = ("pair", "ping", "dim", "scene", "wake", "sleep", "sync", "update")
    states = ("ok", "retry", "lost", "late")
    return tuple(
        f"2026-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:{rng.randrange(60):02d} "
        f"node={rng.getrandbits(32):08x} {rng.choice(words):<6} {rng.choice(states):<5} rssi=-{rng.randrange(30, 99)}"
        for _ in range(_LOG_LINES)
    )


def as_html(paragraphs: list[str]) -> str:
    """The paragraphs as a mail program writes them; the phrases have no letters that HTML would have to escape."""
    return '<div dir="auto"><p>' + "</p>\n<p>".join(paragraphs) + "</p></div>"


def as_text(paragraphs: list[str]) -> str:
    """The paragraphs as plain text."""
    return "\n\n".join(paragraphs)


def _side(
    voice: Voice, log: Phrases, greetings: Phrases, first: Phrases, rest: Phrases, closings: Phrases, short: Phrases
) -> Side:
    frame = _mean(greetings) + _mean(closings)
    return Side(voice.joiner, greetings, first, rest, closings, short, log, _mean(rest) + len(voice.joiner), frame)


def _mean(phrases: Phrases) -> int:
    return sum(len(phrase.encode()) for phrase in phrases) // len(phrases)
