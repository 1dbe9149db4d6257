"""Random histories of the outbox: nothing lost, doubled or wrongly claimed; and a broken protocol is found out."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from console.api.errors import ApiError, Sent
from console.services.outbox import messages
from console.services.outbox.verdicts import Verdict, of_writing
from console.store.outbox_rows import RowState
from tests.services.outbox.machine import OutboxMachine, Surroundings

HISTORIES = int(os.environ.get("LAC_HISTORIES", "40"))


@pytest.fixture
def machine() -> Iterator[type[OutboxMachine]]:
    """The machine with a desk and a network of its own."""
    surroundings = Surroundings()
    yield type("Machine", (OutboxMachine,), {"surroundings": surroundings})
    surroundings.close()


def profile(histories: int) -> settings:
    """So many histories; time is not judged, and what failed is shown as it is."""
    return settings(
        max_examples=histories,
        stateful_step_count=20,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.timeout(max(300, HISTORIES * 3))
def test_nothing_is_lost_doubled_or_claimed(machine: type[OutboxMachine]) -> None:
    run_state_machine_as_test(machine, settings=profile(HISTORIES))


@pytest.mark.timeout(300)
def test_sending_again_after_a_time_out_is_found_out(
    machine: type[OutboxMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(error: ApiError) -> Verdict:
        if error.sent is Sent.UNKNOWN:
            return Verdict(RowState.WAITING, error.message)
        return of_writing(error)

    monkeypatch.setattr(messages, "of_writing", careless)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=profile(400))
