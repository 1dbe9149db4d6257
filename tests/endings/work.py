"""An agent at the keyboard: writes, sends, resolves and takes, with pauses, until a moment that was chosen before."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.pty_terminal import PtyTerminal, TerminalTimeoutError

KEYS_A_SECOND = 50
PATIENCE = 60.0
"""Seconds after which what is waited for does not come any more."""
_WORDS = (
    "we",
    "looked",
    "into",
    "it",
    "and",
    "your",
    "money",
    "is",
    "on",
    "its",
    "way",
    "thank",
    "you",
    "for",
    "waiting",
)
_GOES_OUT = re.compile(r"(Reply|Note) in \S+ goes out")
_REVIEW = re.compile(r"REPLY by mail to|NOTE for colleagues as")


class OverError(Exception):
    """The moment has come."""


@dataclass
class Written:
    """A text, as it was typed."""

    text: str = ""
    typed_at: list[float] = field(default_factory=list)
    """When each key was pressed, by the monotonic clock."""
    sent: bool = False
    """Whether the key of sending was pressed."""
    accepted: bool = False
    """Whether the screen said that it was taken."""


class AgentAtWork:
    """Works in one conversation, for so many seconds from the start on, or else from the moment it is open."""

    def __init__(
        self, terminal: PtyTerminal, chance: random.Random, mark: str, seconds: float, *, from_the_start: bool
    ) -> None:
        self.texts: list[Written] = []
        self.wishes: list[str] = []
        """The kinds of the other things that the screen said were taken."""
        self.doing = "starting"
        self._terminal = terminal
        self._chance = chance
        self._mark = mark
        self._seconds = seconds
        self._until = time.monotonic() + seconds if from_the_start else float("inf")

    def work(self) -> None:
        """Go on until the moment comes, which is an `OverError`."""
        self._shown(lambda text: "synced" in text and "Invoice 1044" in text, "the queue")
        self._press("enter")
        self._shown(lambda text: "Hello" in text, "the conversation")
        self._until = min(self._until, time.monotonic() + self._seconds)
        once = {"A": ("transfer to you", "transfer"), "e": (": resolved", "status")}
        while True:
            key = self._chance.choice(["r", "r", "n", *once])
            if key in once:
                self._wish(key, *once.pop(key))
            else:
                self._write(key)

    def _write(self, key: str) -> None:
        self.doing = "writing"
        self._press(key)
        title = "Reply to" if key == "r" else "Internal note as"
        self._shown(lambda text: title in text and "review and send" in text, "the composer")
        self.texts.append(Written())
        words = self._chance.choices(_WORDS, k=self._chance.randint(4, 25))
        self._type(" ".join([f"{self._mark}{len(self.texts)}", *words]))
        self.doing = "sending"
        self._press("escape")
        self._shown(lambda text: _REVIEW.search(text) is not None, "the review")
        self._send()

    def _send(self) -> None:
        """Press the key, and look at what changed when that is asked for."""
        self.texts[-1].sent = True
        self._press("y")
        self._shown(lambda text: _is_taken(text) or "v shows what changed" in text, "the word of the outbox")
        if not _is_taken(self._terminal.text):
            self._press("v")
            self._shown(lambda text: "You have seen what changed" in text, "the end of the objections")
            self._press("y")
            self._shown(_is_taken, "the word of the outbox")
        self.texts[-1].accepted = True

    def _wish(self, key: str, words: str, kind: str) -> None:
        self.doing = "wishing"
        self._press(key)
        self._shown(lambda text: words in text or "resolved already" in text, "the word of the outbox")
        if words in self._terminal.text:
            self.wishes.append(kind)

    def _type(self, text: str) -> None:
        due = time.monotonic()
        for letter in text:
            due += 1 / KEYS_A_SECOND
            if self._chance.random() < 0.03:
                due += self._chance.uniform(0.1, 0.7)
            while (left := due - time.monotonic()) > 0:
                self._read(left)
            due = max(due, time.monotonic() - 0.1)  # a machine that was busy is not made up for by a burst
            self.texts[-1].text += letter
            self.texts[-1].typed_at.append(time.monotonic())
            self._press(letter)

    def _shown(self, condition: Callable[[str], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition(self._terminal.text):
            if time.monotonic() > deadline:
                message = f"{what} did not come. The screen:\n{self._terminal.text}"
                raise TerminalTimeoutError(message)
            self._read(0.05)

    def _press(self, *keys: str) -> None:
        if time.monotonic() >= self._until:
            raise OverError
        self._terminal.press(*keys)

    def _read(self, seconds: float) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise OverError
        self._terminal.read(min(seconds, left))


def _is_taken(text: str) -> bool:
    return _GOES_OUT.search(text) is not None and _REVIEW.search(text) is None
