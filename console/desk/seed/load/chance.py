"""Chance that is cheap to draw from: Zipf's weights, quantiles of a distribution, and ids that never meet."""

from __future__ import annotations

import math
import random
import string
from itertools import accumulate, product
from statistics import NormalDist

_QUANTILES = 1024


def zipf_weights(count: int, exponent: float) -> list[float]:
    """Cumulated weights of ranks, for `random.choices`: the first rank is the most frequent."""
    return list(accumulate((rank + 1) ** -exponent for rank in range(count)))


def zipf_shares(total: int, count: int, exponent: float) -> list[int]:
    """A total cut into shares of ranks, whole numbers that add up to it."""
    edges = zipf_weights(count, exponent)
    cuts = [round(total * edge / edges[-1]) for edge in edges]
    return [last - first for first, last in zip([0, *cuts], cuts, strict=False)]


def lognormal(median: float, sigma: float) -> tuple[int, ...]:
    """Quantiles of a log-normal distribution as whole numbers: one drawn from them is distributed like it."""
    normal = NormalDist(math.log(median), sigma)
    return tuple(round(math.exp(normal.inv_cdf((step + 0.5) / _QUANTILES))) for step in range(_QUANTILES))


class Ids:
    """Ids of the conversations of one set, by their number: they look random, and no two are the same.

    Their first letters rise with the number, slowly. Were they as random as the others, every transaction would have to
    write a page of almost every part of every index.
    """

    MOST_PARTS = 8192
    """Groups and messages of one conversation, at most."""

    def __init__(self, rng: random.Random, total: int) -> None:
        lower, upper = string.ascii_lowercase + string.digits, string.ascii_uppercase + string.digits
        self._total = total
        rising = string.digits + string.ascii_lowercase
        self._pairs, self._triples = _words(rising, 2), _words(rising, 3)
        self._short = _Walk(rng, lower, chunks=2)
        self._long = _Walk(rng, lower, chunks=3)
        self._code = _Walk(rng, upper, chunks=3)
        self._public = _Walk(rng, string.ascii_letters + string.digits, chunks=8, letters=2)

    def conversation(self, number: int) -> tuple[str, str, str]:
        """Id, code and public code."""
        head = self._pairs[number * len(self._pairs) // self._total]
        return head + "".join(self._short.at(number)), "-".join(self._code.at(number)), "".join(self._public.at(number))

    def part(self, conversation: int, number: int) -> str:
        """The id of a group or message by its number in its conversation."""
        head = self._triples[conversation * len(self._triples) // self._total]
        return head + self._long.of_three(conversation * self.MOST_PARTS + number)


class _Walk:
    """A walk around all words of a length, in steps that come back to the beginning only after all were visited."""

    def __init__(self, rng: random.Random, alphabet: str, *, chunks: int, letters: int = 3) -> None:
        self._words = _words(alphabet, letters)
        self._base = len(self._words)
        self._range = range(chunks)
        self._size: int = self._base**chunks
        self._start = rng.randrange(self._size)
        self._step = rng.randrange(self._size // 3, self._size)
        while math.gcd(self._step, self._size) != 1:
            self._step += 1

    def of_three(self, number: int) -> str:
        """The word at a step, which has three chunks: written out, because there are more than a million of them."""
        words, base = self._words, self._base
        value, third = divmod((self._start + number * self._step) % self._size, base)
        first, second = divmod(value, base)
        return words[first] + words[second] + words[third]

    def at(self, number: int) -> list[str]:
        """The chunks of the word at a step."""
        words, base = self._words, self._base
        value = (self._start + number * self._step) % self._size
        parts = []
        for _ in self._range:
            value, chunk = divmod(value, base)
            parts.append(words[chunk])
        return parts


def _words(alphabet: str, letters: int) -> list[str]:
    """All words of so many letters, in their order."""
    return ["".join(word) for word in product(alphabet, repeat=letters)]
