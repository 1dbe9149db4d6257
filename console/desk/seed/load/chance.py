"""Chance that is cheap to draw from: Zipf's weights, quantiles of a distribution, and ids that never meet."""

from __future__ import annotations

import math
import random
import string
from collections.abc import Sequence
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

    Each kind of id is a walk around all ids of its length, in steps that come back to the beginning only after all
    were visited.
    """

    MOST_PARTS = 8192
    """Groups and messages of one conversation, at most."""

    def __init__(self, rng: random.Random) -> None:
        lower, upper = string.ascii_lowercase + string.digits, string.ascii_uppercase + string.digits
        self._short = _Walk(rng, lower, digits=2)
        self._long = _Walk(rng, lower, digits=3)
        self._code = _Walk(rng, upper, digits=3, chunks=3, joiner="-")
        self._public = _Walk(rng, string.ascii_letters + string.digits, digits=2, chunks=8)

    def conversation(self, number: int) -> tuple[str, str, str]:
        """Id, code and public code."""
        return self._short.of_four(number), self._code.at(number), self._public.at(number)

    def part(self, conversation: int, number: int) -> str:
        """The id of a group or message by its number in its conversation."""
        return self._long.of_four(conversation * self.MOST_PARTS + number)


class _Walk:
    def __init__(self, rng: random.Random, alphabet: str, *, digits: int, chunks: int = 4, joiner: str = "") -> None:
        self._chunks: Sequence[str] = ["".join(letters) for letters in product(alphabet, repeat=digits)]
        self._base = len(self._chunks)
        self._range = range(chunks)
        self._size = self._base**chunks
        self._start = rng.randrange(self._size)
        self._step = rng.randrange(self._size // 3, self._size)
        while math.gcd(self._step, self._size) != 1:
            self._step += 1
        self._joiner = joiner

    def of_four(self, number: int) -> str:
        """The id at a step, of four chunks: written out, because there are a million of them."""
        chunks, base = self._chunks, self._base
        value, fourth = divmod((self._start + number * self._step) % self._size, base)
        value, third = divmod(value, base)
        first, second = divmod(value, base)
        return f"{chunks[first]}{chunks[second]}{chunks[third]}{chunks[fourth]}"

    def at(self, number: int) -> str:
        """The id at a step."""
        value = (self._start + number * self._step) % self._size
        parts = []
        for _ in self._range:
            value, chunk = divmod(value, self._base)
            parts.append(self._chunks[chunk])
        return self._joiner.join(parts)
