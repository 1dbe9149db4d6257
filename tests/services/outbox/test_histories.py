"""Random histories of the outbox: nothing lost, doubled or wrongly claimed; and a broken protocol is found out."""

from __future__ import annotations

import os
from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from console.api.errors import ApiError, Sent
from console.services.outbox import messages
from console.services.outbox.verdicts import Verdict, of_writing
from console.store.outbox_rows import RowState
from tests.faults.spoiling import FAULTS, Fault, Moment
from tests.services.outbox.machine import OutboxMachine, Surroundings

HISTORIES = int(os.environ.get("LAC_HISTORIES", "40"))


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
def test_nothing_is_lost_doubled_or_claimed() -> None:
    with closing(Surroundings()) as surroundings:
        machine = type("Machine", (OutboxMachine,), {"surroundings": surroundings})
        run_state_machine_as_test(machine, settings=profile(HISTORIES))


class Writer(OutboxMachine):
    """An agent who only writes, while answers are lost: the fault that the next test makes is not far then."""

    agent_decides = agent_reads = call = crash = customer_writes = mark = network_comes = network_goes = None  # type: ignore[assignment]

    @rule(fault=st.sampled_from([one for one in FAULTS if one.moment is Moment.AFTER]))
    def trouble_ahead(self, fault: Fault) -> None:
        """The next thing that is sent arrives, which nobody is told."""
        self.proxy.faults.append(fault)


@pytest.mark.timeout(300)
def test_sending_again_after_a_time_out_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(error: ApiError) -> Verdict:
        if error.sent is Sent.UNKNOWN:
            return Verdict(RowState.WAITING, error.message)
        return of_writing(error)

    monkeypatch.setattr(messages, "of_writing", careless)
    with closing(Surroundings()) as surroundings, pytest.raises(AssertionError):
        run_state_machine_as_test(type("Machine", (Writer,), {"surroundings": surroundings}), settings=profile(400))
