"""How often the console asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.services.cadence import CAP, SPREAD, Cadence, back_off, interval


def most() -> float:
    """The largest jitter."""
    return 1.0


def least() -> float:
    """The smallest jitter."""
    return 0.0


@pytest.mark.parametrize(("failures", "bound"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, CAP), (5_000, CAP)])
def test_back_off_doubles_up_to_a_minute_with_full_jitter(failures: int, bound: float) -> None:
    assert back_off(failures, most) == bound
    assert back_off(failures, least) == 0


def test_an_hour_without_a_server_takes_few_tries() -> None:
    """On average, with 0.5 for every jitter."""
    spent, tries = 0.0, 0
    while spent < 3600:
        tries += 1
        spent += back_off(tries, lambda: 0.5)
    assert tries <= 130


def test_intervals_are_up_to_a_fifth_longer_and_never_shorter() -> None:
    assert interval(10, least) == 10
    assert interval(10, most) == pytest.approx(12)


@pytest.mark.parametrize("name", ["sync", "presence", "conversation"])
def test_each_wait_is_the_one_that_is_set_and_longer_while_nobody_looks(name: str) -> None:
    cadence = Cadence(queue=1, presence=1, conversation=1, unfocused=1)
    field = {"sync": "queue"}.get(name, name)
    cadence = replace(cadence, **{field: 100.0, "unfocused": 5.0})
    for focused, seconds in ((True, 100), (False, 500)):
        wait = getattr(cadence, f"until_{name}")(focused=focused)
        assert seconds <= wait <= seconds * (1 + SPREAD)
        wait = getattr(replace(cadence, pace=0.01), f"until_{name}")(focused=focused)
        assert wait <= seconds * (1 + SPREAD) / 100
