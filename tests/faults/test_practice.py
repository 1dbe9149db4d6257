"""The real outbox on a desk whose fault dial is turned up: no reply is lost, doubled or taken for sent."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from console.contract.enums import SendType
from console.desk.faults import FaultDial, FaultKind, FaultSettings
from console.services.records import Draft
from console.store.outbox_rows import RowState
from tests.desk.small_desk import ANSWERED, NEW, OPEN, OWNERLESS, RESOLVED
from tests.services.bench import Bench, open_bench

TEXT = "Practice makes perfect."
CONVERSATIONS = (NEW, OPEN, ANSWERED, RESOLVED, OWNERLESS)
KINDS = [kind for kind in FaultKind if kind not in (FaultKind.TOO_MANY, FaultKind.UNAVAILABLE)]
"""Those without a time to wait, which a client really waits."""
STEPS = 24
"""Of half a minute each."""


class Cutting:
    """The dial as it looks from the network: a connection that is cut off ends a request in the middle."""

    def __init__(self, dial: FaultDial) -> None:
        self._dial = dial

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            await self._dial(scope, receive, send)
        except ConnectionResetError as error:
            raise httpx.ReadError(str(error)) from None


@pytest.mark.parametrize("seed", range(4))
async def test_replies_are_sent_once_or_said_to_be_in_doubt(tmp_path: Path, seed: int) -> None:
    with open_bench(tmp_path / "bench") as bench:
        await write_replies(bench, seed)


async def write_replies(bench: Bench, seed: int) -> None:
    """Accept one for each conversation, let some minutes pass, and look at the desk."""
    services, said = bench.services, list[str]()
    await services.session.identify()
    for conversation in CONVERSATIONS:
        await services.threads.load(conversation)
    settings = FaultSettings(40, seed)
    dial = FaultDial(bench.network.desk, settings, said.append, kinds=KINDS, late=0.0, longest_delay=0.0)
    bench.network.desk = Cutting(dial)
    rows = {
        conversation: services.outbox.accept_message(Draft(conversation, SendType.MESSAGE, TEXT)).id
        for conversation in CONVERSATIONS
    }
    for _ in range(STEPS):
        bench.clock.forward(seconds=30)
        while await services.sending.run(services.sender.step()):
            pass
    assert len(said) > len(CONVERSATIONS), "much went wrong"
    for conversation, row_id in rows.items():
        row, copies = services.outbox.row(row_id), bench.bodies(conversation).count(("M", TEXT))
        assert row is not None
        assert copies <= 1, "nothing is sent twice"
        match row.state:
            case RowState.CONFIRMED:
                assert copies == 1, "what is said to be sent is there"
            case RowState.REFUSED:
                assert copies == 0, "what is said to be refused is not"
            case state:
                assert state in (RowState.WAITING, RowState.UNKNOWN), "and nothing is lost"
    assert services.store.audit.check().breach is None
