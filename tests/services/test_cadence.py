"""How often the console asks."""

from __future__ import annotations

import pytest

from console.services.cadence import CAP, back_off, presence_interval, sync_interval


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


@pytest.mark.parametrize("interval", [sync_interval, presence_interval])
def test_intervals_vary_and_are_longer_while_nobody_looks(interval: object) -> None:
    assert callable(interval)
    for focused in (True, False):
        assert interval(focused=focused, jitter=least) < interval(focused=focused, jitter=most)
    assert interval(focused=True, jitter=most) < interval(focused=False, jitter=least)


def test_an_idle_console_of_eight_departments_stays_within_twelve_calls_a_minute() -> None:
    """Counters with every sync, all departments with every fourth; one or two calls for presence."""
    syncs = 60 / sync_interval(focused=True, jitter=lambda: 0.5)
    presence = 60 / presence_interval(focused=True, jitter=lambda: 0.5)
    assert syncs * (1 + 8 / 4) + presence * 2 <= 12
